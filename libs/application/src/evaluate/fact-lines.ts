import {
  type AssertedBy,
  canonicalJson,
  type Fact,
  factFromInput,
  parseStrictJson,
  readFactInput,
} from '@tallystick/facts';
import { type EpochMilliseconds, parseInstant } from '@tallystick/quantities';
import { idOf, requireAgreement } from '../facts/record-facts.js';

/** A fact as if a ledger held it, and when it counts as recorded. */
export interface AssumedFact {
  readonly fact: Fact;
  readonly recordedAt: EpochMilliseconds;
}

/**
 * Reads fact lines for a calculation without a ledger. A line without `recordedAt` counts as recorded when it
 * happened; one without an id gets the id that follows from what it says.
 * @throws TallyError `fact-invalid`, `json-invalid`, naming the line.
 */
export async function readFactLines(
  lines: AsyncIterable<readonly string[]>,
  name: string,
  defaults: { readonly agreement: string; readonly assertedBy: AssertedBy },
): Promise<AssumedFact[]> {
  const facts: AssumedFact[] = [];
  let line = 0;
  for await (const some of lines) {
    for (const text of some) {
      line += 1;
      if (text.trim() === '') continue;
      const place = `${name} line ${line}`;
      const input = readFactInput(parseStrictJson(text, place), place, defaults);
      requireAgreement(input, defaults.agreement, place);
      const recordedAt = input.recordedAt ?? input.effectiveAt;
      const completion = { ...defaults, id: idOf(input), recordedAt };
      facts.push({ fact: factFromInput(input, completion), recordedAt: parseInstant(recordedAt) });
    }
  }
  return facts;
}

/** The facts in the order in which a ledger would have taken them, each id once, with their canonical texts. */
export function inLedgerOrder(
  facts: readonly AssumedFact[],
): { readonly fact: Fact; readonly text: string }[] {
  const seen = new Set<string>();
  return facts
    .toSorted((a, b) => a.recordedAt - b.recordedAt)
    .filter(({ fact }) => {
      if (seen.has(fact.id)) return false;
      seen.add(fact.id);
      return true;
    })
    .map(({ fact }) => ({ fact, text: canonicalJson(fact) }));
}
