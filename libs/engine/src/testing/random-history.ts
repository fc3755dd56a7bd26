import * as fc from 'fast-check';
import { formatInstantSeconds } from '@tallystick/quantities';
import { randomTerms, type RandomTerms } from './random-terms.js';
import { type FactLine, Scenario } from './scenario.js';

/** The first day of the random histories, and how many months they last. */
const yearStart = Date.UTC(2025, 0, 1) / 1000;
const monthCount = 5;
export const months = Array.from({ length: monthCount }, (_, index) => `2025-0${index + 1}`);

const day = 86_400;

/** When the statement of a month is issued: five days after it ended. */
function issuedAt(index: number): number {
  return Date.UTC(2025, index + 1, 6) / 1000;
}

/** One thing that happens in a random history, and how long after it each of its facts was recorded. */
export type RandomEvent =
  | {
      readonly kind: 'ticket';
      readonly at: number;
      readonly priority: 'P1' | 'P2';
      readonly waitsAfterHours: number | undefined;
      readonly resolvedAfterHours: number | undefined;
      readonly lagDays: number;
      readonly retractedAfterDays: number | undefined;
    }
  | {
      readonly kind: 'outage';
      readonly at: number;
      readonly minutes: number | undefined;
      readonly lagDays: number;
    }
  | { readonly kind: 'maintenance'; readonly at: number; readonly minutes: number; readonly lagDays: number }
  | {
      readonly kind: 'claim';
      readonly month: number;
      readonly afterDays: number;
      readonly serviceLevel: string | undefined;
      readonly amount: number | undefined;
      readonly lagDays: number;
    }
  | { readonly kind: 'report'; readonly month: number; readonly value: number; readonly lagDays: number }
  | {
      readonly kind: 'amendment';
      readonly month: number;
      readonly dayOfMonth: number;
      readonly lagDays: number;
      readonly fee: number;
    };

const seconds = fc.integer({ min: 0, max: monthCount * 30 * day });
const lagDays = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 70 }) },
);
const hours = (max: number) => fc.option(fc.integer({ min: 1, max }), { nil: undefined });

export const randomEvents: fc.Arbitrary<readonly RandomEvent[]> = fc.array(
  fc.oneof(
    {
      weight: 8,
      arbitrary: fc.record({
        kind: fc.constant('ticket' as const),
        at: seconds,
        priority: fc.constantFrom('P1' as const, 'P2' as const),
        waitsAfterHours: hours(6),
        resolvedAfterHours: hours(400),
        lagDays,
        retractedAfterDays: fc.option(fc.integer({ min: 0, max: 60 }), { nil: undefined, freq: 5 }),
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('outage' as const),
        at: seconds,
        minutes: fc.option(fc.integer({ min: 0, max: 3000 }), { nil: undefined, freq: 4 }),
        lagDays,
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('maintenance' as const),
        at: seconds,
        minutes: fc.integer({ min: 1, max: 600 }),
        lagDays,
      }),
    },
    {
      weight: 2,
      arbitrary: fc.record({
        kind: fc.constant('report' as const),
        month: fc.integer({ min: 0, max: monthCount - 1 }),
        value: fc.integer({ min: 80, max: 100 }),
        lagDays,
      }),
    },
    {
      weight: 2,
      arbitrary: fc
        .record({
          kind: fc.constant('claim' as const),
          month: fc.integer({ min: 0, max: monthCount - 1 }),
          afterDays: fc.integer({ min: -3, max: 24 }),
          serviceLevel: fc.option(fc.constantFrom('p1', 'p2-overdue', 'email', 'csat')),
          amount: fc.option(fc.integer({ min: 0, max: 200_000 }), { nil: undefined }),
          lagDays,
        })
        .map(({ serviceLevel, ...claim }) => ({ ...claim, serviceLevel: serviceLevel ?? undefined })),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        kind: fc.constant('amendment' as const),
        month: fc.integer({ min: 0, max: monthCount - 1 }),
        dayOfMonth: fc.integer({ min: 1, max: 28 }),
        lagDays,
        fee: fc.integer({ min: 1, max: 30_000 }),
      }),
    },
  ),
  { minLength: 1, maxLength: 25 },
);

interface Action {
  readonly recordedAt: number;
  readonly run: (scenario: Scenario, recordedAt: string) => void;
}

/** Plays a random history in the order of recording; `between` is called when a month's statement would be issued. */
export function play(
  events: readonly RandomEvent[],
  between: (scenario: Scenario, month: number, at: string) => void,
  terms: RandomTerms = { onClaim: false, ends: false },
): Scenario {
  const scenario = new Scenario();
  scenario.sign(randomTerms(terms), '2024-12-01T00:00:00Z');
  const actions = [
    ...(terms.onClaim ? months.map((_, month) => wholeClaim(month)) : []),
    ...events.flatMap((event, index) => actionsOf(event, index)),
    ...months.map((_, month): Action => ({
      recordedAt: issuedAt(month),
      run: (current, at) => between(current, month, at),
    })),
  ];
  for (const { recordedAt, run } of actions.sort((a, b) => a.recordedAt - b.recordedAt)) {
    run(scenario, formatInstantSeconds(recordedAt));
  }
  return scenario;
}

/** A claim of a whole month, in every other one only after its statement. */
function wholeClaim(month: number): Action {
  const at = Date.UTC(2025, month + 1, month % 2 === 0 ? 3 : 11) / 1000;
  return recording(at, 0, { type: 'CreditClaimed', period: months[month] });
}

function recording(
  at: number,
  lag: number,
  line: Omit<FactLine, 'effectiveAt'> & { readonly type: string },
): Action {
  const effectiveAt = formatInstantSeconds(at);
  return {
    recordedAt: at + lag * day,
    run: (scenario, recordedAt) => void scenario.record({ ...line, effectiveAt, recordedAt }),
  };
}

function actionsOf(event: RandomEvent, index: number): Action[] {
  switch (event.kind) {
    case 'ticket':
      return ticketActions(event, `T${index}`);
    case 'outage': {
      const at = yearStart + event.at;
      const outage = `O${index}`;
      const began = recording(at, event.lagDays, { type: 'OutageBegan', outage, service: 'email' });
      if (event.minutes === undefined) return [began];
      return [began, recording(at + event.minutes * 60, event.lagDays, { type: 'OutageEnded', outage })];
    }
    case 'maintenance': {
      const at = yearStart + event.at;
      const [from, until] = [at, at + event.minutes * 60].map(formatInstantSeconds);
      return [
        recording(at - 3 * day, event.lagDays, {
          type: 'MaintenanceAnnounced',
          maintenance: `M${index}`,
          service: 'email',
          from,
          until,
        }),
      ];
    }
    case 'claim': {
      const { serviceLevel, amount } = event;
      return [
        recording(Date.UTC(2025, event.month + 1, 1) / 1000 + event.afterDays * day, event.lagDays, {
          type: 'CreditClaimed',
          period: months[event.month],
          ...(serviceLevel === undefined ? {} : { serviceLevel }),
          ...(amount === undefined ? {} : { amount: `${amount / 100}` }),
        }),
      ];
    }
    case 'report':
      return [
        recording(Date.UTC(2025, event.month, 27) / 1000, event.lagDays, {
          type: 'MeasurementReported',
          serviceLevel: 'csat',
          period: months[event.month],
          value: `${event.value}`,
        }),
      ];
    case 'amendment':
      return [amendmentAction(event, `A${index}`)];
  }
}

function ticketActions(event: Extract<RandomEvent, { kind: 'ticket' }>, ticket: string): Action[] {
  const at = yearStart + event.at;
  const opened = formatInstantSeconds(at);
  const actions: Action[] = [
    {
      recordedAt: at + event.lagDays * day,
      run: (scenario, recordedAt) => {
        const line = { type: 'TicketOpened', ticket, ticketType: 'incident', priority: event.priority };
        scenario.record({ ...line, effectiveAt: opened, recordedAt });
      },
    },
  ];
  if (event.waitsAfterHours !== undefined) {
    const waits = at + event.waitsAfterHours * 3600;
    actions.push(
      recording(waits, event.lagDays, { type: 'TicketTransitioned', ticket, status: 'waiting-client' }),
      recording(waits + 7200, event.lagDays, { type: 'TicketTransitioned', ticket, status: 'in-progress' }),
    );
  }
  if (event.resolvedAfterHours !== undefined) {
    const resolved = at + event.resolvedAfterHours * 3600;
    const { retractedAfterDays } = event;
    actions.push({
      recordedAt: resolved + event.lagDays * day,
      run: (scenario, recordedAt) => {
        const line = {
          type: 'TicketResolved',
          effectiveAt: formatInstantSeconds(resolved),
          ticket,
          recordedAt,
        };
        const [id] = scenario.record(line);
        resolutions.set(`${scenario.facts[0]!.id} ${ticket}`, id!);
      },
    });
    if (retractedAfterDays !== undefined) {
      actions.push({
        recordedAt: resolved + (event.lagDays + retractedAfterDays) * day + 1,
        run: (scenario, recordedAt) => {
          const fact = resolutions.get(`${scenario.facts[0]!.id} ${ticket}`)!;
          scenario.record({
            type: 'FactRetracted',
            effectiveAt: recordedAt,
            recordedAt,
            fact,
            reason: 'wrong',
          });
        },
      });
    }
  }
  return actions;
}

/** Ids of resolutions, for retracting them. */
const resolutions = new Map<string, string>();

function amendmentAction(event: Extract<RandomEvent, { kind: 'amendment' }>, amendment: string): Action {
  const from = `${months[event.month]!}-${String(event.dayOfMonth).padStart(2, '0')}`;
  const at = Date.UTC(2025, event.month, event.dayOfMonth) / 1000;
  return {
    recordedAt: at + event.lagDays * day,
    run: (scenario, recordedAt) =>
      scenario.amend(
        `
amendment: ${amendment}
agreement: acme-northwind
kind: amendment
effectiveFrom: ${from}
executedAt: ${from}
change:
  charges: [ { id: managed, amount: "${event.fee}.00", per: month } ]
`,
        recordedAt,
      ),
  };
}
