import { declarationOf, factTypes } from './catalogue/catalogue.js';
import { factShapeOf } from './fact-shape.js';
import type { Fact } from './fact.js';
import { parseStrictJson } from './json/strict-json.js';
import { type StoredFact, type Upcaster, upcastingOf } from './upcasting.js';

/** The steps from older payload schemas to the current ones. Every schema in the catalogue is still its first. */
const upcasters: readonly Upcaster[] = [];

/** Brings any fact that this version of the program can read to the current schema of its type. */
export const toCurrentSchema = upcastingOf(
  new Map(factTypes.map((type) => [type, declarationOf(type).schema])),
  upcasters,
);

/**
 * Reads a fact from the ledger's canonical text. The bytes were checked when they were recorded and are held by the
 * hash chain, so this costs little more than JSON.parse.
 *
 * @throws TallyError `fact-invalid` for a type or schema that only a later version of the program knows.
 */
export function readRecordedFact(text: string): Fact {
  const stored = JSON.parse(text) as StoredFact;
  const shape = factShapeOf(stored.type);
  // Only a document can have a key with an escape, which JSON.parse may read wrongly (see json/strict-json.ts).
  const trusted = shape?.hasDocument === true ? (parseStrictJson(text, 'the ledger') as StoredFact) : stored;
  // Nearly every fact is at the current schema, and needs no second look.
  const isCurrent = shape !== undefined && shape.schema === stored.schema;
  return (isCurrent ? trusted : toCurrentSchema(trusted)) as unknown as Fact;
}
