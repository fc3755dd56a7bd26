import type { NewFact } from '@tallystick/facts';
import {
  type EpochMilliseconds,
  formatInstant,
  formatLocalDate,
  localDateOf,
  parseInstant,
} from '@tallystick/quantities';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { signAgreement } from '../agreement/sign-agreement.js';
import type { AuthoredText } from '../authored-text.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import type { Services } from '../services.js';
import { issueStatement, type StatementSealed } from '../statements/issue-statement.js';
import { exampleYear, secondsPerDay } from './example-setting.js';
import { exampleYearFacts } from './example-year.js';

export interface ExampleRun {
  readonly terms: AuthoredText;
  readonly amendment: AuthoredText;
  readonly seed: number;
  /** Sets the clock that `services` were opened with: the example walks through its year. */
  readonly setClock: (now: EpochMilliseconds) => void;
  readonly onStep: (step: ExampleStep) => Promise<void>;
}

export type ExampleStep =
  | { readonly kind: 'signed'; readonly agreement: string; readonly at: string }
  | { readonly kind: 'amended'; readonly amendment: string; readonly at: string }
  | {
      readonly kind: 'issued';
      readonly sealed: StatementSealed;
      readonly facts: number;
      readonly at: string;
    };

/** Something to be done at an instant of the example. */
interface Appointment {
  readonly at: EpochMilliseconds;
  readonly run: () => Promise<void>;
}

/**
 * Lives through the example year: signs the agreement, records each day's facts in its evening, amends the terms in
 * June, and issues each month's statement on the fifth of the next. It is all done through the use cases that everyone
 * else uses; only the clock is set by hand.
 */
export async function runExampleYear(services: Services, run: ExampleRun): Promise<{ agreement: string }> {
  let agreement = '';
  let facts = 0;
  const appointments: Appointment[] = [
    {
      at: parseInstant('2024-12-16T10:00:00Z'),
      run: async () => {
        ({ agreement } = await signAgreement(services, { document: run.terms }));
        await run.onStep({ kind: 'signed', agreement, at: formatInstant(services.clock()) });
      },
    },
    {
      at: parseInstant('2025-06-20T14:00:00Z'),
      run: async () => {
        const { amendment } = await amendAgreement(services, { agreement, document: run.amendment });
        await run.onStep({ kind: 'amended', amendment, at: formatInstant(services.clock()) });
      },
    },
    ...daysOfFacts(run.seed, services).map(({ at, facts: ofDay }) => ({
      at,
      run: async () => {
        await decideAndAppend(services, agreement, () => ofDay);
        facts += ofDay.length;
      },
    })),
    ...Array.from({ length: 12 }, (_, month) => ({
      at: issueInstant(month + 1),
      run: async () => {
        const period = `${exampleYear}-${String(month + 1).padStart(2, '0')}`;
        const sealed = await issueStatement(services, { agreement, period });
        await run.onStep({ kind: 'issued', sealed, facts, at: formatInstant(services.clock()) });
      },
    })),
  ];
  for (const { at, run: keep } of appointments.toSorted((a, b) => a.at - b.at)) {
    run.setClock(at);
    await keep();
  }
  return { agreement };
}

/** The fifth of the month after, in the morning. */
function issueInstant(month: number): EpochMilliseconds {
  const next = month === 12 ? localDateOf(exampleYear + 1, 1, 5) : localDateOf(exampleYear, month + 1, 5);
  return parseInstant(`${formatLocalDate(next)}T09:00:00Z`);
}

/** What the ledger learns each day, recorded in the evening of it. */
function daysOfFacts(
  seed: number,
  services: Services,
): { readonly at: EpochMilliseconds; readonly facts: readonly NewFact[] }[] {
  const days = new Map<number, NewFact[]>();
  for (const { fact, learntAt } of exampleYearFacts(seed, services.zones)) {
    const day = Math.floor(learntAt / secondsPerDay);
    const ofDay = days.get(day);
    if (ofDay === undefined) days.set(day, [fact]);
    else ofDay.push(fact);
  }
  return [...days].map(([day, facts]) => ({ at: ((day + 1) * secondsPerDay - 60) * 1000, facts }));
}
