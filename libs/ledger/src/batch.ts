import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { isUuid, type NewFact } from '@tallystick/facts';
import { ledgerLimits } from './limits.js';
import type { ExpectedRevision } from './port.js';

function refused(problem: string, place = 'the batch'): TallyError {
  return new TallyError('ledger-batch-refused', `Nothing was recorded: ${problem}`, [{ place, problem }]);
}

/** @throws TallyError `ledger-batch-refused` where the name is empty or too long. */
export function checkAgreementName(agreement: string): void {
  if (agreement.length === 0 || agreement.length > ledgerLimits.agreementCharacters) {
    throw refused(
      `an agreement's name has 1 to ${ledgerLimits.agreementCharacters} characters, this one has ${agreement.length}.`,
      'the agreement',
    );
  }
  if (!agreement.isWellFormed()) {
    throw refused('the agreement has a lone surrogate in its name.', 'the agreement');
  }
}

/**
 * What every adapter asks of a batch before it looks at its store.
 * @throws TallyError `ledger-batch-refused`: empty, too many facts, a malformed id, the same id twice.
 */
export function checkBatch(agreement: string, facts: readonly NewFact[]): void {
  checkAgreementName(agreement);
  if (facts.length === 0) {
    throw refused('the batch is empty.');
  }
  if (facts.length > ledgerLimits.batchFacts) {
    throw refused(`the batch has ${facts.length} facts; at most ${ledgerLimits.batchFacts} go in one.`);
  }
  const ids = new Set<string>();
  facts.forEach((fact, index) => {
    if (typeof fact.id !== 'string' || !isUuid(fact.id)) {
      throw refused(`the id "${String(fact.id)}" is not a UUID in lower case.`, `facts[${index}].id`);
    }
    if (ids.has(fact.id)) {
      throw refused(`the id ${fact.id} stands twice in the batch.`, `facts[${index}].id`);
    }
    ids.add(fact.id);
  });
}

/** @throws TallyError `ledger-batch-refused` where the text is longer than a fact may be. */
export function checkFactSize(text: string, place: string): void {
  // A UTF-16 code unit is at most three bytes of UTF-8, so that short texts need no count.
  if (text.length * 3 > ledgerLimits.factBytes) {
    const bytes = Buffer.byteLength(text, 'utf8');
    if (bytes > ledgerLimits.factBytes) {
      throw refused(`the fact has ${bytes} bytes; at most ${ledgerLimits.factBytes} go in one.`, place);
    }
  }
}

/**
 * @param actual the position of the ledger's last fact, undefined where it has none.
 * @throws TallyError `ledger-conflict` naming both, or `ledger-batch-refused` where `expected` is no revision.
 */
export function checkExpectedRevision(
  agreement: string,
  expected: ExpectedRevision,
  actual: number | undefined,
): void {
  if (typeof expected === 'number' && (!Number.isSafeInteger(expected) || expected < 0)) {
    throw refused(`${expected} is not a position; expect "none" of an agreement without facts.`, 'expected');
  }
  if (expected === 'any' || (expected === 'none' ? actual === undefined : actual === expected)) {
    return;
  }
  const state = actual === undefined ? 'has no facts' : `is at position ${actual}`;
  const belief = expected === 'none' ? 'no facts' : `position ${expected}`;
  throw new LedgerConflict(
    `Nothing was recorded: the ledger of "${agreement}" ${state}, the writer expected ${belief}.`,
    {
      place: agreement,
      problem: `actual revision ${actual ?? 'none'}, expected revision ${expected}`,
      mend: `Read from position ${actual === undefined ? 0 : typeof expected === 'number' && expected < actual ? expected + 1 : 0} and decide again.`,
    },
    actual ?? -1,
  );
}

/** Someone else wrote first; programs read where the ledger is now. */
export class LedgerConflict extends TallyError {
  constructor(
    message: string,
    detail: ErrorDetail,
    /** The position of the last fact; -1 where there is none. */
    readonly actualRevision: number,
  ) {
    super('ledger-conflict', message, [detail]);
  }
}

/** A fact of a batch that the ledger holds already. */
export interface RecordedId {
  readonly id: string;
  readonly position: number;
}

/** The overlap of a batch with the ledger that is no exact repeat of it. */
function partialRepeat(agreement: string, problem: string, recorded: readonly RecordedId[]): TallyError {
  return new TallyError(
    'ledger-partial-repeat',
    `Nothing was recorded in "${agreement}": ${problem}`,
    recorded.map(({ id, position }) => ({ place: id, problem: `recorded at position ${position}` })),
  );
}

/** The error where some facts of a batch are recorded and others are not. */
export function someRecorded(
  agreement: string,
  recorded: readonly RecordedId[],
  facts: readonly NewFact[],
): TallyError {
  return partialRepeat(
    agreement,
    `${recorded.length} of the ${facts.length} facts of the batch are recorded already.`,
    recorded,
  );
}

/** The error where a fact of a repeated batch says something else than the recorded one of its id. */
export function otherContent(agreement: string, recorded: RecordedId): TallyError {
  return partialRepeat(agreement, `${recorded.id} is recorded with other content.`, [recorded]);
}

/**
 * The position of the first fact of a batch that was recorded before, one fact after the other.
 * @param recorded those of its facts that are recorded, in the order of the batch; one at least.
 * @throws TallyError `ledger-partial-repeat` where it was not recorded as this batch.
 */
export function placeOfRepeat(
  agreement: string,
  facts: readonly NewFact[],
  recorded: readonly RecordedId[],
): number {
  if (recorded.length < facts.length) throw someRecorded(agreement, recorded, facts);
  const first = recorded[0]!.position;
  recorded.forEach(({ id, position }, index) => {
    if (position !== first + index) {
      throw partialRepeat(agreement, `the facts are recorded, but ${id} stands elsewhere.`, recorded);
    }
  });
  return first;
}
