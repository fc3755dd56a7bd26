import { TallyError } from '@tallystick/errors';
import { defaultPageFacts, ledgerLimits } from './limits.js';
import type { ReadRange } from './port.js';

/** The error of a store that contradicts itself. */
export function brokenLedger(agreement: string, problem: string): TallyError {
  return new TallyError('ledger-broken', `The ledger of "${agreement}" is broken: ${problem}.`);
}

function wholeNumber(name: string, value: number, least: number, most: number): number {
  if (!Number.isSafeInteger(value) || value < least || value > most) {
    throw new TallyError('usage', `${name} is ${value}; it must be a whole number from ${least} to ${most}.`);
  }
  return value;
}

export interface Interval {
  readonly from: number;
  readonly until: number;
  readonly pageSize: number;
}

/**
 * What a range comes to on a ledger whose last position is `head`, -1 where it has no facts.
 * @throws TallyError `usage`, `ledger-position-unknown` (port.ts, `read`).
 */
export function intervalOf(agreement: string, range: ReadRange, head: number): Interval {
  const pageSize = wholeNumber('pageSize', range.pageSize ?? defaultPageFacts, 1, ledgerLimits.pageFacts);
  const from = wholeNumber('from', range.from ?? 0, 0, Number.MAX_SAFE_INTEGER);
  const until = wholeNumber('until', range.until ?? head, -1, Number.MAX_SAFE_INTEGER);
  if (until > head || from > head + 1) {
    const asked = until > head ? until : from;
    const reach = head < 0 ? 'has no facts' : `ends at position ${head}`;
    throw new TallyError(
      'ledger-position-unknown',
      `The ledger of "${agreement}" ${reach}; there is no position ${asked}.`,
    );
  }
  return { from, until, pageSize };
}

export function positionUnknown(agreement: string, position: number): TallyError {
  return new TallyError(
    'ledger-position-unknown',
    `The ledger of "${agreement}" has no position ${position}.`,
  );
}

/** @throws TallyError as `factsAt` says (port.ts), on a ledger whose last position is `head`. */
export function checkPositions(agreement: string, positions: readonly number[], head: number): void {
  wholeNumber('positions', positions.length, 0, ledgerLimits.pageFacts);
  for (const position of positions) {
    if (!Number.isSafeInteger(position) || position < 0 || position > head) {
      throw positionUnknown(agreement, position);
    }
  }
}
