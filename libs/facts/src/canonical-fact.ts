import { factProblems } from './fact-check.js';
import { factInvalid } from './fact-errors.js';
import { factShapeOf } from './fact-shape.js';
import type { NewFact } from './fact.js';
import { canonicalJson } from './json/canonical-json.js';
import { orderObject } from './new-fact.js';

/**
 * The canonical text of a fact: RFC 8785 over the flat object of envelope and payload. It is made here, once, when the
 * fact is recorded; the ledger hashes, keeps and exports these bytes, and no hash is ever over a re-serialisation.
 *
 * The fact is checked in full, whoever made it, since nothing that is recorded can be changed afterwards. Then its
 * keys are put in canonical order from the shape of its type, without sorting, and JSON.stringify writes it. Only
 * facts that hold a whole document need `canonicalJson`. A property test over every type shows that both agree.
 *
 * @param recordedAt the canonical UTC instant at which the ledger takes the fact.
 * @throws TallyError `fact-invalid` with every wrong field.
 */
export function canonicalFactText(agreement: string, fact: NewFact, recordedAt: string): string {
  const shape = factShapeOf(fact.type);
  if (shape === undefined) throw factInvalid(`There is no fact type ${JSON.stringify(fact.type)}`, []);
  const values: Record<string, unknown> = { ...fact, agreement, recordedAt };
  const problems = factProblems(shape, values);
  if (values['schema'] !== shape.schema) {
    problems.push({ place: 'schema', problem: 'It is not the current one.', mend: `Write ${shape.schema}.` });
  }
  if (problems.length > 0) throw factInvalid(`The ${fact.type} cannot be recorded`, problems);
  const ordered = orderObject(shape, values);
  return shape.hasDocument ? canonicalJson(ordered) : JSON.stringify(ordered);
}
