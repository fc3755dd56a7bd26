import { makeSealedStatement, readSealedStatement, Timeline, zoneTableOfStatement } from '@tallystick/engine';
import { canonicalJson, parseStrictJson, readRecordedFact } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';

export interface CalculationInput {
  /** The canonical texts of all facts that the statement knows, by position from 0 on. */
  readonly facts: readonly string[];
  /** The canonical text of the statement: its period, instant of valuation, format, time zones and ledger head are taken from it. */
  readonly statement: string;
}

/**
 * The canonical text of the statement as it follows from the facts. Everything else that it takes is what the statement says of
 * its own basis, which `verify.mjs` checks with other code.
 */
export function recalculate({ facts, statement }: CalculationInput): string {
  const sealed = readSealedStatement(parseStrictJson(statement, 'the statement'));
  const timeline = new Timeline();
  facts.forEach((text, position) => timeline.addText(position, text));
  const { recordedAt } = readRecordedFact(facts.at(-1)!);
  const again = makeSealedStatement(
    {
      timeline,
      knownAt: { position: facts.length - 1, recordedAt: parseInstant(recordedAt) },
      chainHash: sealed.ledger.chainHash,
      zones: zoneTableOfStatement(sealed),
      period: sealed.period.label,
      valuedAt: parseInstant(sealed.valuedAt),
    },
    sealed.format,
  );
  return canonicalJson(again);
}
