import { setImmediate as nextTurn } from 'node:timers/promises';
import { isTallyError } from '@tallystick/errors';
import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { Ledger, RecordedFact } from '../port.js';

/** How the suite gets a new, empty ledger of the adapter under test. */
export interface LedgerUnderTest {
  readonly ledger: Ledger;
  /** Another ledger over the same store, as another process would open it; absent where the store has no such. */
  readonly reopen?: () => Promise<Ledger>;
  readonly cleanup: () => Promise<void>;
}

export type MakeLedger = (options: { readonly clock: () => EpochMilliseconds }) => Promise<LedgerUnderTest>;

/** 2025-03-01T09:00:00Z, where the clocks of the suite begin. */
export const morning: EpochMilliseconds = Date.UTC(2025, 2, 1, 9);

/** A clock that a test sets by hand. */
export class SetClock {
  instant: EpochMilliseconds = morning;
  readonly now = (): EpochMilliseconds => this.instant;
}

/** The fact of a number: the same number is the same fact. `title` changes its content and not its id. */
export function fact(number: number, title = `Printer ${number} is out of paper — 用紙切れ`): NewFact {
  return newFact('TicketOpened', {
    id: factIdOf(['compliance', String(number)], morning + number * 1000),
    effectiveAt: '2025-03-01T08:30:00Z',
    assertedBy: { party: 'client' },
    ticket: `INC${number}`,
    ticketType: 'incident',
    priority: '3',
    title,
  });
}

/** The facts of the numbers from `first` up to but not including `end`. */
export function facts(first: number, end: number): NewFact[] {
  return Array.from({ length: end - first }, (_, index) => fact(first + index));
}

export async function collect<T>(pages: AsyncIterable<readonly T[]>): Promise<T[]> {
  const all: T[] = [];
  for await (const page of pages) {
    all.push(...page);
  }
  return all;
}

export async function readAll(ledger: Ledger, agreement: string): Promise<readonly RecordedFact[]> {
  return collect(ledger.read(agreement, { verifyWhileReading: true }));
}

export function idsOf(recorded: readonly RecordedFact[]): string[] {
  return recorded.map(({ text }) => (JSON.parse(text) as { id: string }).id);
}

export function recordedAtOf(recorded: RecordedFact): string {
  return (JSON.parse(recorded.text) as { recordedAt: string }).recordedAt;
}

/** The code of the TallyError that the work ends with; any other outcome is a failure of the test. */
export async function errorCode(work: Promise<unknown>): Promise<string> {
  try {
    await work;
  } catch (error) {
    if (isTallyError(error)) {
      return error.code;
    }
    throw error;
  }
  throw new Error('A TallyError was expected, and there was none.');
}

/** Pages as an export gives them, with a turn of the event loop between them. */
export async function* pagesOf(texts: readonly string[], size = 3): AsyncGenerator<readonly string[]> {
  for (let first = 0; first < texts.length; first += size) {
    await nextTurn();
    yield texts.slice(first, first + size);
  }
}
