import { canonicalFactText, type NewFact } from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant } from '@tallystick/quantities';
import {
  checkBatch,
  checkExpectedRevision,
  checkFactSize,
  otherContent,
  placeOfRepeat,
  type RecordedId,
  someRecorded,
} from '../batch.js';
import { hashTextOf, hashTextToHex } from '../chain.js';
import type { AppendResult, ExpectedRevision } from '../port.js';
import { recordingInstant } from '../recording-instant.js';
import { factIdBytes } from './fact-id-bytes.js';
import { isConstraintError } from './sqlite-errors.js';
import type { AgreementRow, LedgerStatements } from './statements.js';
import { agreementRow, FactWriter } from './write.js';

function recordedIds(
  statements: LedgerStatements,
  row: AgreementRow | undefined,
  facts: readonly NewFact[],
): RecordedId[] {
  const recorded: RecordedId[] = [];
  if (row !== undefined) {
    for (const { id } of facts) {
      const position = statements.positionOf.get(row.agreement, factIdBytes(id));
      if (position !== undefined) {
        recorded.push({ id, position });
      }
    }
  }
  return recorded;
}

/**
 * The result that the batch had when it was recorded, given that its first fact is recorded.
 * @throws TallyError `ledger-partial-repeat` where it was not recorded as this batch.
 */
function repeatOf(statements: LedgerStatements, row: AgreementRow, facts: readonly NewFact[]): AppendResult {
  const agreement = row.name;
  const recorded = recordedIds(statements, row, facts);
  const firstPosition = placeOfRepeat(agreement, facts, recorded);
  recorded.forEach(({ id, position }, index) => {
    const stored = statements.factAt.get(row.agreement, position);
    const same =
      stored !== undefined &&
      canonicalFactText(agreement, facts[index]!, formatInstant(stored.recorded_at)) === stored.text;
    if (!same) throw otherContent(agreement, { id, position });
  });
  const lastPosition = firstPosition + facts.length - 1;
  const last = statements.factAt.get(row.agreement, lastPosition)!;
  return {
    firstPosition,
    lastPosition,
    head: {
      agreement,
      position: lastPosition,
      chainHash: hashTextToHex(hashTextOf(last.chain)),
      recordedAt: formatInstant(last.recorded_at),
    },
    repeated: true,
  };
}

/**
 * Records a batch, or finds that it is recorded (port.ts, `append`). Runs inside an immediate transaction; whatever
 * it throws, the caller rolls back.
 *
 * Only the first id is looked up beforehand: where it is not recorded the batch is no repeat, and should another
 * of its ids be recorded, the unique index says so.
 */
export function appendBatch(
  statements: LedgerStatements,
  clock: () => EpochMilliseconds,
  agreement: string,
  expected: ExpectedRevision,
  facts: readonly NewFact[],
): AppendResult {
  checkBatch(agreement, facts);
  const row = agreementRow(statements, agreement);
  if (
    row !== undefined &&
    statements.positionOf.get(row.agreement, factIdBytes(facts[0]!.id)) !== undefined
  ) {
    return repeatOf(statements, row, facts);
  }
  try {
    checkExpectedRevision(agreement, expected, row?.head_position);
  } catch (conflict) {
    const recorded = recordedIds(statements, row, facts);
    throw recorded.length > 0 ? someRecorded(agreement, recorded, facts) : conflict;
  }
  const recordedAt = recordingInstant(clock(), row?.head_recorded_at);
  const recordedAtText = formatInstant(recordedAt);
  const writer = new FactWriter(statements, agreement, row, recordedAt);
  try {
    facts.forEach((fact, index) => {
      const text = canonicalFactText(agreement, fact, recordedAtText);
      checkFactSize(text, `facts[${index}]`);
      writer.write(fact.id, recordedAt, text);
    });
  } catch (error) {
    if (isConstraintError(error)) {
      const before = recordedIds(statements, row, facts).filter(
        ({ position }) => position <= row!.head_position,
      );
      if (before.length > 0) {
        throw someRecorded(agreement, before, facts);
      }
    }
    throw error;
  }
  const head = writer.finish();
  return {
    firstPosition: (row?.head_position ?? -1) + 1,
    lastPosition: head.position,
    head,
    repeated: false,
  };
}
