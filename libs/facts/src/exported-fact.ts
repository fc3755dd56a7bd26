import { factProblems } from './fact-check.js';
import { factInvalid } from './fact-errors.js';
import { factShapeOf } from './fact-shape.js';
import type { Fact } from './fact.js';
import { describeValue, type Problems } from './field-problems.js';
import { canonicalJson } from './json/canonical-json.js';
import { isPlainObject } from './json/json-value.js';
import { parseStrictJson } from './json/strict-json.js';
import { toCurrentSchema } from './recorded-fact.js';
import type { StoredFact } from './upcasting.js';

/** A line of `tally export`: its bytes as they are, and the fact they hold. */
export interface ExportedFact {
  readonly text: string;
  readonly fact: Fact;
}

/**
 * Reads a line of an export for a restore: it must be the canonical text of a whole, valid fact, so that the restored
 * ledger hashes the same bytes. Its `recordedAt` and its schema are kept; `fact` is at the current schema.
 *
 * @param place where the line stands, for errors, e.g. `export.ndjson line 14`.
 * @throws TallyError `json-invalid` for what is no JSON, `fact-invalid` for what is not canonical or no valid fact.
 */
export function factTextFromExport(text: string, place: string): ExportedFact {
  const stored = parseStrictJson(text, place);
  const problems: Problems = [];
  const shape =
    isPlainObject(stored) && typeof stored['type'] === 'string' ? factShapeOf(stored['type']) : undefined;
  if (shape === undefined) {
    const type: unknown = isPlainObject(stored) ? stored['type'] : stored;
    problems.push({ place: 'type', problem: `${describeValue(type)} is not a fact type.` });
  } else if (canonicalJson(stored) !== text) {
    problems.push({
      place: 'the line',
      problem: 'It is not canonical JSON (RFC 8785), so its bytes are not those that were recorded.',
      mend: 'Restore the export as `tally export` wrote it.',
    });
  } else {
    const fact = toCurrentSchema(stored as StoredFact);
    problems.push(...factProblems(shape, fact));
    if (problems.length === 0) return { text, fact: fact as unknown as Fact };
  }
  throw factInvalid(
    `${place} cannot be restored`,
    problems.map((problem) => ({ ...problem, place: `${place}: ${problem.place}` })),
  );
}
