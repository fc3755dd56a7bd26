import { formatInstantSeconds } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { AgreementState } from '../history/agreement-state.js';
import { outage, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';
import { Timeline } from '../timeline/index.js';
import type { ReliefLife } from './relief-life.js';

const months = ['2025-01', '2025-02', '2025-03'];
const start = Date.UTC(2025, 0, 1) / 1000;
const known = '2025-06-01T00:00:00Z';
const at = (second: number): string => formatInstantSeconds(start + second);
const seconds = fc.integer({ min: 0, max: 88 * 86_400 });
const hours = fc.integer({ min: 1, max: 200 });

const rules = fc.constantFrom(
  '{ decidedBy: client }',
  '{ claimWithin: 5 business days, calendar: office }',
  '{ claimWithin: 3 calendar days, outOfTime: may-be-granted }',
  '{ decidedBy: both }',
  '{ undecided: { after: 10 calendar days, counts: granted } }',
  '{ undecided: { after: 10 calendar days, counts: refused } }',
);
const clock = fc
  .record({
    pause: fc.constantFrom(
      '',
      ', pause: { statuses: [waiting-client] }',
      ', pause: { statuses: [waiting-client], eachAtMost: 4h }',
    ),
    after: fc.constantFrom('', ', pauseAfterBreach: count-overrun'),
    change: fc.constantFrom('', ', onReprioritise: restart', ', onReprioritise: keep-first'),
  })
  .map(({ pause, after, change }) => `${pause}${after}${change}`);

/** Levels whose tickets count where no clock moves them: by their opening, or by when they stopped. */
const clausesWith = (reliefRules: string): string => `
relief: ${reliefRules}
obligations:
  - { id: access, owedBy: client, due: { within: 8h, of: request, calendar: always }, whenLate: relief }
  - { id: report, owedBy: provider, due: { each: period, within: 5 calendar days after end }, whenMissed: { credit: { fixed: "70.00" } } }
serviceLevels:
  - id: opened
    measure: { kind: ticket-share, clock: office, within: { P1: 8h, else: 16h }, countIn: opened }
    target: { atLeast: 90 }
    lowVolume: { fewerThan: 3, allowMisses: 1 }
    credit: { bands: [ { below: 50, percent: 9 }, { below: 90, percent: 4 } ], of: [fee], repeat: { factor: 2, inARow: 2 } }
  - id: breaches
    measure: { kind: count, of: { breachesOf: office, within: 12h }, countIn: resolved }
    target: { atMost: 1 }
    credit: { fixed: { amount: "25.00", per: event } }
  - id: mean
    measure: { kind: statistic, statistic: mean, of: { clock: office }, countIn: resolved }
    target: { atMost: 10h }
    credit: { perUnit: { each: 1h, round: exact, amount: "3.00" }, atMost: { percent: 20 }, of: [fee] }
  - id: up
    measure: { kind: availability, service: email, calendar: office, exclude: [relief], excludedTime: counted-as-up }
    target: { atLeast: "99.9" }
    credit: { perUnit: { each: "0.5", round: exact, percent: 1 }, of: [fee], atMost: { percent: 30 } }
credits: { cap: { percent: 40, of: [fee] } }
`;
const termsWith = (reliefRules: string, policies: string): string =>
  termsAround(clausesWith(reliefRules)).replace(
    'clocks:\n',
    `clocks:\n  - { id: office, from: opened, to: resolved, calendar: office${policies} }\n`,
  );

const happening: fc.Arbitrary<readonly FactLine[]> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc
      .record({
        key: fc.integer({ min: 1, max: 8 }),
        opened: seconds,
        took: hours,
        waits: fc.option(fc.tuple(hours, hours), { nil: undefined }),
        raised: fc.option(hours, { nil: undefined }),
      })
      .map(({ key, opened, took, waits, raised }) => {
        const name = `T${key}-${opened}`;
        const move = (after: number, line: Readonly<Record<string, unknown>>): FactLine[] =>
          after < took
            ? [{ type: 'TicketTransitioned', effectiveAt: at(opened + after * 3600), ticket: name, ...line }]
            : [];
        return [
          ...ticket(name, at(opened), took * 60, {
            service: key % 2 === 0 ? 'email' : 'vpn',
            priority: key < 5 ? 'P1' : 'P2',
          }),
          ...(waits === undefined
            ? []
            : [
                ...move(waits[0], { status: 'waiting-client' }),
                ...move(waits[0] + waits[1], { status: 'in-progress' }),
              ]),
          ...(raised === undefined ? [] : move(raised, { type: 'TicketReprioritised', priority: 'P1' })),
        ];
      }),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(seconds, fc.integer({ min: 1, max: 3000 }))
      .map(([from, minutes]) => outage(`O${from}`, at(from), minutes)),
  },
);

interface Claim {
  readonly from: number;
  readonly lasts: number;
  readonly noticeAfter: number;
  readonly about: Readonly<Record<string, unknown>>;
  readonly decisions: readonly {
    readonly type: string;
    readonly after: number;
    readonly party: string;
    readonly shorter: number;
  }[];
}
const claim: fc.Arbitrary<Claim> = fc.record({
  from: seconds,
  lasts: fc.integer({ min: 1, max: 20 * 86_400 }),
  noticeAfter: fc.integer({ min: 0, max: 9 * 86_400 }),
  about: fc.constantFrom<Readonly<Record<string, unknown>>>(
    {},
    { services: ['email'] },
    { serviceLevels: ['opened'] },
    { serviceLevels: ['up'], services: ['email'] },
  ),
  decisions: fc.array(
    fc.record({
      type: fc.constantFrom('ReliefGranted', 'ReliefGranted', 'ReliefRefused'),
      after: fc.integer({ min: 0, max: 20 * 86_400 }),
      party: fc.constantFrom('client', 'client', 'provider', 'Acme', 'an auditor'),
      shorter: fc.integer({ min: 0, max: 86_400 }),
    }),
    { maxLength: 3 },
  ),
});

function linesOf(claims: readonly Claim[]): readonly FactLine[] {
  return claims.flatMap(({ from, lasts, noticeAfter, about, decisions }, index): FactLine[] => {
    const relief = `R${index}`;
    const notice = from + noticeAfter;
    return [
      {
        type: 'ReliefClaimed',
        effectiveAt: at(notice),
        relief,
        cause: 'power cut',
        from: at(from),
        until: at(from + lasts),
        ...about,
      },
      ...decisions.map(({ type, after, party, shorter }) => ({
        type,
        effectiveAt: at(notice + after),
        relief,
        assertedBy: { party },
        ...(type === 'ReliefGranted' && shorter < lasts ? { until: at(from + lasts - shorter) } : {}),
      })),
    ];
  });
}

const histories = fc.record({
  rules,
  clock,
  events: fc.array(happening, { minLength: 3, maxLength: 12 }),
  claims: fc.array(claim, { minLength: 1, maxLength: 4 }),
});

function livesOf(timeline: Timeline, { zones }: Scenario): readonly ReliefLife[] {
  const state = new AgreementState(timeline, zones);
  return state.evaluation(2, Date.parse(known) / 1000).world.reliefs.reliefs;
}

describe('relief', () => {
  test('that was granted never raises what is owed, in any period', () => {
    let lowered = 0;
    fc.assert(
      fc.property(histories, ({ rules: reliefRules, clock: policies, events, claims }) => {
        const terms = termsWith(reliefRules, policies);
        const owed = (lines: readonly FactLine[]): readonly number[] => {
          const scenario = scenarioOf(terms, [...events.flat(), ...lines]);
          return scenario
            .evaluate('2025-01', '2025-03', known)
            .map(({ settlement }) => Number(settlement.total.replace('.', '')));
        };
        const [without, granted] = [owed([]), owed(linesOf(claims))];
        months.forEach((_, index) => {
          expect(granted[index]).toBeLessThanOrEqual(without[index]!);
          if (granted[index]! < without[index]!) lowered += 1;
        });
      }),
      { numRuns: Number(process.env.RELIEF_RUNS ?? 80) },
    );
    expect(lowered).toBeGreaterThan(0);
  });

  test('does not depend on the order in which facts are recorded, nor on duplicates', () => {
    fc.assert(
      fc.property(
        histories,
        fc.infiniteStream(fc.nat()),
        ({ rules: reliefRules, clock: policies, events, claims }, numbers) => {
          const scenario = scenarioOf(termsWith(reliefRules, policies), [
            ...events.flat(),
            ...linesOf(claims),
          ]);
          // Facts of the same instant keep the order of the ledger, so each keeps its position.
          const shuffled = scenario.facts
            .map((fact, index) => ({ fact, position: index + 1, order: numbers.next().value as number }))
            .sort((a, b) => a.order - b.order);
          const timeline = new Timeline();
          for (const { fact, position } of [...shuffled, ...shuffled.slice(0, 5)])
            timeline.add(position, fact);
          const plain = ({ version: _, rules: __, lateness: ___, ...life }: ReliefLife) => life;
          expect(livesOf(timeline, scenario).map(plain)).toEqual(
            livesOf(scenario.timeline, scenario).map(plain),
          );
        },
      ),
      { numRuns: 40 },
    );
  });
});
