import * as fc from 'fast-check';
import { parseInstant, Rational } from '@tallystick/quantities';
import type { BelowLevel, ExitCondition } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import { makeStatement } from '../statement/make-statement.js';
import type { ExitState } from '../statement/exits.js';
import { outage, scenarioOf, termsAround } from '../testing/levels.js';
import { lastPeriods, madeOutcomes, madeView, madeWorld } from '../testing/made-outcomes.js';
import type { FactLine } from '../testing/scenario.js';
import { findExit } from './exit-conditions.js';
import { exitsAt } from './exit-history.js';

const below: BelowLevel = { kind: 'expected' };
const small = fc.integer({ min: 1, max: 6 });

const onVerdicts: fc.Arbitrary<ExitCondition> = fc.oneof(
  small.map((count): ExitCondition => ({ kind: 'in-a-row', serviceLevel: 'level', below, count })),
  fc
    .record({ times: small, periods: small, yearly: fc.boolean() })
    .map(({ times, periods, yearly }): ExitCondition => ({
      kind: 'times-of',
      serviceLevel: 'level',
      below,
      times: yearly ? times : Math.min(times, periods),
      window: yearly ? { kind: 'contract-year' } : lastPeriods(periods),
    })),
  fc.record({ count: small, periods: small }).map(({ count, periods }): ExitCondition => ({
    kind: 'sum-over',
    sumOf: 'missed-levels',
    serviceLevels: undefined,
    except: [],
    services: [],
    threshold: { kind: 'count', count: Rational.of(count) },
    strict: false,
    window: lastPeriods(periods),
  })),
);

const months = fc.array(fc.constantFrom('.', 'x'), { minLength: 1, maxLength: 18 });

/** How near a right is, for comparing one history with another. */
const nearness: Readonly<Record<ExitState, number>> = {
  clear: 0,
  watch: 1,
  lapsed: 1,
  cured: 1,
  waived: 1,
  armed: 2,
  noticed: 2,
  curing: 2,
  exercisable: 2,
  exercised: 2,
};

describe('laws of exits', () => {
  test('a further miss never moves a right away', () => {
    fc.assert(
      fc.property(onVerdicts, months, fc.nat(), (when, marks, at) => {
        const worse = marks.with(at % marks.length, 'x');
        const [before, after] = [marks, worse].map((history) => {
          const finding = findExit(when, madeView(history.join('')));
          const [exit] = exitsAt(madeWorld(history.length), madeOutcomes(history.join(''), { when }));
          return { finding, state: exit!.state };
        });
        expect(after!.finding.held || !before!.finding.held).toBe(true);
        expect(after!.finding.reached!.compare(before!.finding.reached!)).toBeGreaterThanOrEqual(0);
        expect(nearness[after!.state]).toBeGreaterThanOrEqual(nearness[before!.state]);
      }),
    );
  });

  test('the distance is what misses in the next months come to, and no fewer would do', () => {
    fc.assert(
      fc.property(onVerdicts, months, (when, marks) => {
        fc.pre(when.kind !== 'sum-over');
        const text = marks.join('');
        const { held, distance } = findExit(when, madeView(text));
        const missing = Number(distance!.numerator);
        const holdsAfter = (misses: number) => findExit(when, madeView(text + 'x'.repeat(misses))).held;
        expect(held).toBe(missing === 0);
        if (!held) {
          // In a contract year that is nearly over the misses of the next one are more, and may come later.
          const contractYear = when.kind === 'times-of' && when.window.kind === 'contract-year';
          if (!contractYear) expect(holdsAfter(missing)).toBe(true);
          if (missing > 1) expect(holdsAfter(missing - 1)).toBe(false);
        }
      }),
    );
  });

  test('the last day named is the last on which the missing misses still help', () => {
    fc.assert(
      fc.property(onVerdicts, months, (when, marks) => {
        fc.pre(when.kind === 'times-of');
        const text = marks.join('');
        const { held, distance, by } = findExit(when, madeView(text));
        fc.pre(!held && by !== undefined);
        const missing = Number(distance!.numerator);
        const holdsWith = (quiet: number) =>
          findExit(when, madeView(text + '.'.repeat(quiet) + 'x'.repeat(missing))).held;
        const { grid } = madeWorld(40);
        const latest = [...Array(14).keys()].filter((quiet) => holdsWith(quiet)).at(-1)!;
        expect(grid.at(text.length - 1 + latest + missing).to).toBe(by);
      }),
    );
  });

  const clauses = `
serviceLevels:
  - id: uptime
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: 99 }
exit:
  - id: long
    when: { outage: [email], longerThan: 4h }
    cure: 10 calendar days
    noticeWithin: 20 calendar days
    exerciseWithin: 40 calendar days
  - { id: often, when: { chronic: [email], outages: 2, longerThan: 30m, within: 20 calendar days } }
  - { id: row, when: { serviceLevel: uptime, inARow: 2 }, cure: 15 calendar days, cureTest: measured }
`;
  const second = fc.integer({ min: 0, max: 119 * 86_400 });
  const instant = (at: number): string =>
    new Date(Date.UTC(2025, 0, 1) + at * 1000).toISOString().replace('.000Z', 'Z');
  const steps = [
    'ExitNoticeServed',
    'CurePlanSubmitted',
    'CureAccepted',
    'CureRefused',
    'ExitRightExercised',
    'ExitRightWaived',
  ] as const;
  const happenings: fc.Arbitrary<readonly FactLine[]> = fc
    .uniqueArray(
      fc.oneof(
        fc.record({ at: second, minutes: fc.integer({ min: 1, max: 600 }) }),
        fc.record({
          at: second,
          type: fc.constantFrom(...steps),
          trigger: fc.constantFrom('long', 'often', 'row'),
        }),
      ),
      { minLength: 1, maxLength: 12, selector: ({ at }) => at },
    )
    .map((all) =>
      all.flatMap((one, index) =>
        'minutes' in one
          ? outage(`OUT-${index}`, instant(one.at), one.minutes)
          : [{ type: one.type, effectiveAt: instant(one.at), trigger: one.trigger }],
      ),
    );
  const exitsOf = (facts: readonly FactLine[], valuedAt: string) => {
    const scenario = scenarioOf(termsAround(clauses), []);
    scenario.record(...facts.map((fact) => ({ ...fact, recordedAt: '2025-05-10T00:00:00Z' })));
    const known = { ...scenario.knowledge(scenario.position, '2025-06-10T00:00:00Z') };
    return makeStatement({ ...known, period: '2025-04', valuedAt: parseInstant(valuedAt) }).exits;
  };
  const withoutIds = (exits: ReturnType<typeof exitsOf>): unknown =>
    JSON.parse(
      JSON.stringify(exits, (key, value: unknown) => (key === 'facts' ? (value as string[]).length : value)),
    );

  test('the order of recording changes nothing', () => {
    fc.assert(
      fc.property(happenings, fc.nat(), (facts, turn) => {
        const order = [...facts.slice(turn % facts.length), ...facts.slice(0, turn % facts.length)].reverse();
        expect(withoutIds(exitsOf(order, '2025-05-05T00:00:00Z'))).toEqual(
          withoutIds(exitsOf(facts, '2025-05-05T00:00:00Z')),
        );
      }),
      { numRuns: 40 },
    );
  });

  test('what has happened stays: the steps of an earlier day are the first ones of a later', () => {
    fc.assert(
      fc.property(happenings, fc.integer({ min: 0, max: 20 }), (facts, days) => {
        const later = exitsOf(facts, '2025-06-01T00:00:00Z');
        const earlier = exitsOf(facts, `2025-05-${String(days + 1).padStart(2, '0')}T00:00:00Z`);
        earlier.forEach((exit, index) => {
          const effective = later[index]!.steps.filter(({ refused }) => refused === null);
          const before = exit.steps.filter(({ refused }) => refused === null);
          expect(effective.slice(0, before.length)).toEqual(before);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('dates of an occasion stand in their order, and only an exercised right has an end', () => {
    fc.assert(
      fc.property(happenings, (facts) => {
        for (const exit of exitsOf(facts, '2025-06-01T00:00:00Z')) {
          const dates = [exit.armedOn, exit.noticedOn, exit.exercisableFrom, exit.exercisedOn].filter(
            (date) => date !== null,
          );
          const ordered = exit.cureDays === null ? dates.filter((date) => date !== exit.noticedOn) : dates;
          expect([...ordered].sort()).toEqual(ordered);
          expect(exit.endsOn !== null).toBe(exit.state === 'exercised');
          expect(exit.steps.map(({ on }) => on)).toEqual(exit.steps.map(({ on }) => on).sort());
        }
      }),
      { numRuns: 40 },
    );
  });
});
