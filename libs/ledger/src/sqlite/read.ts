import { setImmediate as nextTurn } from 'node:timers/promises';
import { type EpochMilliseconds, formatInstant } from '@tallystick/quantities';
import { chainBefore, extendChain, type HashText, hashTextOf, hashTextToHex } from '../chain.js';
import type { LedgerHead, ReadRange, RecordedFact } from '../port.js';
import { brokenLedger, checkPositions, intervalOf, positionUnknown } from '../read-range.js';
import type { AgreementRow, LedgerStatements } from './statements.js';

/** One page, with its positions and types checked; the driver's word is not taken for them. */
function readPage(
  statements: LedgerStatements,
  agreement: AgreementRow,
  from: number,
  to: number,
): RecordedFact[] {
  const rows = statements.page.all(agreement.agreement, from, to);
  const page: RecordedFact[] = new Array<RecordedFact>(rows.length);
  for (let index = 0; index < rows.length; index += 1) {
    const [position, text] = rows[index]!;
    if (position !== from + index) {
      throw brokenLedger(agreement.name, `position ${from + index} is missing`);
    }
    if (typeof text !== 'string') {
      throw brokenLedger(agreement.name, `the fact at position ${position} is not text`);
    }
    page[index] = { position, text };
  }
  if (rows.length !== to - from + 1) {
    throw brokenLedger(agreement.name, `position ${from + rows.length} is missing`);
  }
  return page;
}

/** Facts at scattered positions by one statement (port.ts, `factsAt`). */
export function readScattered(
  statements: LedgerStatements,
  agreement: string,
  row: AgreementRow | undefined,
  positions: readonly number[],
): RecordedFact[] {
  checkPositions(agreement, positions, row?.head_position ?? -1);
  if (row === undefined || positions.length === 0) return [];
  const found = new Map(statements.scattered.all(row.agreement, JSON.stringify(positions)));
  return positions.map((position) => {
    const text = found.get(position);
    if (text === undefined) throw brokenLedger(agreement, `position ${position} is missing`);
    if (typeof text !== 'string')
      throw brokenLedger(agreement, `the fact at position ${position} is not text`);
    return { position, text };
  });
}

/** The stored chain hash of one position. */
function storedChain(statements: LedgerStatements, agreement: AgreementRow, position: number): HashText {
  const chain: unknown = statements.factAt.get(agreement.agreement, position)?.chain;
  if (!(chain instanceof Uint8Array)) {
    throw brokenLedger(agreement.name, `position ${position} has no chain hash`);
  }
  return hashTextOf(chain);
}

/** Reads an interval of an agreement's ledger page by page (port.ts, `read`). */
export async function* readFacts(
  statements: LedgerStatements,
  agreement: string,
  row: AgreementRow | undefined,
  range: ReadRange,
): AsyncGenerator<readonly RecordedFact[], void, undefined> {
  const { from, until, pageSize } = intervalOf(agreement, range, row?.head_position ?? -1);
  if (row === undefined || from > until) {
    return;
  }
  let chain: HashText | undefined;
  if (range.verifyWhileReading === true) {
    chain = from === 0 ? chainBefore(agreement) : storedChain(statements, row, from - 1);
  }
  for (let first = from; first <= until; first += pageSize) {
    const last = Math.min(first + pageSize - 1, until);
    const page = readPage(statements, row, first, last);
    if (chain !== undefined) {
      for (const { text } of page) {
        chain = extendChain(chain, text);
      }
      // Comparing once a page is enough: no changed fact can lead the chain back to the stored hash.
      if (chain !== storedChain(statements, row, last)) {
        throw brokenLedger(agreement, `the chain does not hold between positions ${first} and ${last}`);
      }
      if (last === row.head_position && chain !== hashTextOf(row.head_chain)) {
        throw brokenLedger(agreement, 'the chain does not lead to the head');
      }
    }
    yield page;
    // Lets signals and timers in, since the driver itself never waits.
    await nextTurn();
  }
}

/** The head as it was at a position (port.ts, `headAt`). */
export function headAtPosition(
  statements: LedgerStatements,
  agreement: string,
  row: AgreementRow | undefined,
  position: number,
): LedgerHead {
  const { until } = intervalOf(agreement, { until: position }, row?.head_position ?? -1);
  if (row === undefined || until < 0) {
    throw positionUnknown(agreement, position);
  }
  const recordedAt = statements.recordedAtOf.get(row.agreement, position);
  if (typeof recordedAt !== 'number') {
    throw brokenLedger(agreement, `position ${position} is missing`);
  }
  return {
    agreement,
    position,
    chainHash: hashTextToHex(storedChain(statements, row, position)),
    recordedAt: formatInstant(recordedAt),
  };
}

/** The last position recorded at or before the instant; recorded instants never go back along the positions. */
export function positionAtInstant(
  statements: LedgerStatements,
  row: AgreementRow,
  instant: EpochMilliseconds,
): number | undefined {
  let known = -1;
  let beyond = row.head_position + 1;
  while (beyond - known > 1) {
    const middle = Math.floor((known + beyond) / 2);
    const recordedAt = statements.recordedAtOf.get(row.agreement, middle);
    if (typeof recordedAt !== 'number') {
      throw brokenLedger(row.name, `position ${middle} is missing`);
    }
    if (recordedAt <= instant) {
      known = middle;
    } else {
      beyond = middle;
    }
  }
  return known < 0 ? undefined : known;
}
