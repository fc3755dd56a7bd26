import fastCheck from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isTallyError } from '@tallystick/errors';
import type { ExpectedRevision, Ledger } from '../port.js';
import {
  collect,
  fact,
  idsOf,
  type LedgerUnderTest,
  type MakeLedger,
  morning,
  SetClock,
} from './ledger-under-test.js';

/** A fact of the model: which one it is, which content it has, and when it was recorded. */
interface ModelFact {
  readonly number: number;
  readonly title: string;
  readonly recordedAt: number;
}

interface Command {
  readonly agreement: 'A' | 'B';
  readonly expected: ExpectedRevision;
  readonly facts: readonly { readonly number: number; readonly title: string }[];
  readonly clockStep: number;
}

type Outcome =
  | { readonly code: string }
  | { readonly firstPosition: number; readonly lastPosition: number; readonly repeated: boolean };

/** The port's rules of append, said again as plainly as possible. Changes the history where the batch is new. */
function modelAppend(history: ModelFact[], command: Command, now: number): Outcome {
  const recorded = command.facts.map(({ number }) => history.findIndex((known) => known.number === number));
  if (recorded.some((position) => position >= 0)) {
    const repeat = recorded.every(
      (position, index) =>
        position >= 0 &&
        position === recorded[0]! + index &&
        history[position]!.title === command.facts[index]!.title,
    );
    return repeat
      ? { firstPosition: recorded[0]!, lastPosition: recorded.at(-1)!, repeated: true }
      : { code: 'ledger-partial-repeat' };
  }
  const revision = history.length === 0 ? 'none' : history.length - 1;
  if (command.expected !== 'any' && command.expected !== revision) {
    return { code: 'ledger-conflict' };
  }
  const firstPosition = history.length;
  const recordedAt = Math.max(now, history.at(-1)?.recordedAt ?? now);
  history.push(...command.facts.map((known) => ({ ...known, recordedAt })));
  return { firstPosition, lastPosition: history.length - 1, repeated: false };
}

async function realAppend(ledger: Ledger, agreement: string, command: Command): Promise<Outcome> {
  const batch = command.facts.map(({ number, title }) => fact(number, title));
  try {
    const { firstPosition, lastPosition, repeated } = await ledger.append(agreement, command.expected, batch);
    return { firstPosition, lastPosition, repeated };
  } catch (error) {
    if (isTallyError(error)) {
      return { code: error.code };
    }
    throw error;
  }
}

/** Stretches of a small set of facts, so that repeats, partial repeats and new batches all come often. */
const batches = fastCheck
  .record({
    first: fastCheck.nat(11),
    length: fastCheck.integer({ min: 1, max: 4 }),
    order: fastCheck.constantFrom('up', 'up', 'up', 'down', 'skip'),
    title: fastCheck.constantFrom('paper', 'paper', 'paper', 'toner'),
  })
  .map(({ first, length, order, title }) =>
    Array.from({ length }, (_, index) => ({
      number: order === 'down' ? first - index + 4 : first + index * (order === 'skip' ? 2 : 1),
      title,
    })),
  );

const commands = fastCheck.array(
  fastCheck.record<Command>({
    agreement: fastCheck.constantFrom('A', 'A', 'B'),
    expected: fastCheck.oneof(
      fastCheck.constantFrom<ExpectedRevision>('any', 'any', 'none'),
      fastCheck.nat(6),
    ),
    facts: batches,
    clockStep: fastCheck.integer({ min: -3, max: 5 }),
  }),
  { maxLength: 20 },
);

export function modelCompliance(makeLedger: MakeLedger): void {
  const clock = new SetClock();
  let made: LedgerUnderTest;
  let run = 0;

  beforeAll(async () => {
    made = await makeLedger({ clock: clock.now });
  });
  afterAll(() => made.cleanup());

  it('does what the model does, over random histories', async () => {
    const { ledger } = made;
    await fastCheck.assert(
      fastCheck.asyncProperty(commands, async (history) => {
        // Agreements are independent, so each run has a new pair of them in the same ledger.
        run += 1;
        clock.instant = morning;
        const model = { A: [] as ModelFact[], B: [] as ModelFact[] };
        for (const command of history) {
          clock.instant += command.clockStep;
          const expected = modelAppend(model[command.agreement], command, clock.instant);
          expect(await realAppend(ledger, `${run} ${command.agreement}`, command)).toEqual(expected);
        }
        for (const name of ['A', 'B'] as const) {
          const agreement = `${run} ${name}`;
          const recorded = await collect(ledger.read(agreement, { pageSize: 3, verifyWhileReading: true }));
          expect(idsOf(recorded)).toEqual(model[name].map(({ number }) => fact(number).id));
          const instants = recorded.map(
            ({ text }) => (JSON.parse(text) as { recordedAt: string }).recordedAt,
          );
          expect(instants.map((instant) => Date.parse(instant))).toEqual(
            model[name].map(({ recordedAt }) => recordedAt),
          );
          for (let instant = morning - 2; instant < morning + 20; instant += 3) {
            const last = model[name].findLastIndex(({ recordedAt }) => recordedAt <= instant);
            expect(await ledger.positionAt(agreement, instant)).toBe(last < 0 ? undefined : last);
          }
        }
      }),
      { numRuns: 100 },
    );
    expect((await ledger.verify()).whole).toBe(true);
  });
}
