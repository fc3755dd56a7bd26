import { Rational, roundingModes } from '@tallystick/quantities';
import type { ServiceLevel } from '@tallystick/terms';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PeriodContext } from '../history/period-context.js';
import { forecastJudgement } from '../relief/above-forecast.js';
import { later, scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import { judge, wantsHigh } from './compare.js';
import type { Measured } from './measured.js';

const comparison = fc.constantFrom('at-least', 'more-than', 'at-most', 'less-than');
const tenths = fc.integer({ min: 0, max: 1000 }).map((value) => Rational.of(value, 10));
const measuredTo = fc.option(
  fc.record({ places: fc.integer({ min: 0, max: 2 }), mode: fc.constantFrom(...roundingModes) }),
  { nil: undefined },
);
const lowVolume = fc.option(
  fc.record({
    fewerThan: fc.integer({ min: 1, max: 30 }),
    then: fc.constant('allow-misses' as const),
    allowMisses: fc.integer({ min: 0, max: 5 }),
  }),
  { nil: undefined },
);
const aboveForecast = fc.option(
  fc.record({
    byPeriod: fc.constant(new Map<string, number>()),
    otherwise: fc.integer({ min: 1, max: 30 }),
    tolerancePercent: fc.integer({ min: 0, max: 50 }).map((percent) => Rational.of(percent)),
    then: fc.constantFrom('allow-excess', 'not-measured'),
  }),
  { nil: undefined },
);

function levelWith(more: Partial<ServiceLevel> & Pick<ServiceLevel, 'target'>): ServiceLevel {
  return {
    id: 'level',
    clause: undefined,
    title: undefined,
    text: undefined,
    measure: { kind: 'change-share', where: { service: undefined, changeType: undefined }, good: [] },
    window: { kind: 'period' },
    forEach: undefined,
    instance: undefined,
    baseline: undefined,
    measuredTo: undefined,
    lowVolume: undefined,
    aboveForecast: undefined,
    qualifying: undefined,
    whenEmpty: 'not-measured',
    notMeasuredInARun: 'breaks',
    credit: undefined,
    bonus: undefined,
    ...more,
  };
}

function measured(value: Rational, more: Partial<Measured> = {}): Measured {
  return {
    unit: 'percent',
    value,
    numerator: value,
    denominator: Rational.hundred,
    volume: undefined,
    misses: undefined,
    events: 0,
    time: undefined,
    unreported: undefined,
    operands: {},
    evidence: () => ({ kind: 'reports', reports: [] }),
    ...more,
  };
}

function share(volume: number, misses: number): Measured {
  return measured(Rational.of(100 * (volume - misses), volume), { volume, misses });
}

const january = { period: { label: '2025-01' } } as PeriodContext;

describe('a better measurement', () => {
  test('never turns met into missed, whatever a value is brought to', () => {
    fc.assert(
      fc.property(comparison, tenths, tenths, tenths, measuredTo, (compare, expected, a, b, rounding) => {
        const level = levelWith({
          target: { comparison: compare, expected, minimum: undefined },
          measuredTo: rounding,
        });
        const [low, high] = [Rational.min(a, b), Rational.max(a, b)];
        const [worse, better] = wantsHigh(compare) ? [low, high] : [high, low];
        if (judge(level, measured(worse)).verdict === 'met') {
          expect(judge(level, measured(better)).verdict).toBe('met');
        }
      }),
    );
  });

  test('with fewer misses of the same volume is judged no worse, with low volume and forecast', () => {
    const counts = fc
      .integer({ min: 1, max: 40 })
      .chain((volume) =>
        fc.tuple(
          fc.constant(volume),
          fc.integer({ min: 0, max: volume }),
          fc.integer({ min: 0, max: volume }),
        ),
      );
    fc.assert(
      fc.property(counts, tenths, lowVolume, aboveForecast, ([volume, a, b], expected, low, forecast) => {
        const level = levelWith({
          target: { comparison: 'at-least', expected, minimum: undefined },
          lowVolume: low,
          aboveForecast: forecast,
        });
        const verdict = (misses: number) => {
          const found = share(volume, misses);
          return forecastJudgement(january, level, found, judge(level, found)).verdict;
        };
        const [worse, better] = [verdict(Math.max(a, b)), verdict(Math.min(a, b))];
        if (worse !== 'missed') expect(better).toBe(worse);
      }),
    );
  });
});

describe('whatever the order of recording', () => {
  const clauses = `
serviceLevels:
  - { id: changes, measure: { kind: change-share }, target: { atLeast: 90 } }
  - { id: recurring, measure: { kind: recurrence, by: service, times: 2, within: 5 calendar days }, target: { atMost: 0 } }
  - { id: scores, measure: { kind: statistic, statistic: share, share: { atLeast: 4 }, of: { survey: csat } }, target: { atLeast: 50 } }`;
  const event = fc.record({
    kind: fc.constantFrom('change', 'ticket', 'score'),
    minute: fc.integer({ min: 0, max: 44_000 }),
    choice: fc.integer({ min: 0, max: 2 }),
  });

  function factsOf(events: readonly { kind: string; minute: number; choice: number }[]): FactLine[] {
    return events.flatMap(({ kind, minute, choice }, index): FactLine[] => {
      // No two things happen at the same instant, where the order of recording decides.
      const at = later('2025-01-01T00:00:00Z', minute).replace(':00Z', `:${String(index).padStart(2, '0')}Z`);
      if (kind === 'ticket') return ticket(`T${index}`, at, undefined, { service: `service-${choice}` });
      if (kind === 'score') {
        return [{ type: 'SurveyAnswered', effectiveAt: at, survey: 'csat', score: `${choice + 3}` }];
      }
      const outcome = ['successful', 'failed', 'backed-out'][choice];
      return [{ type: 'ChangeFinished', effectiveAt: at, change: `C${index}`, outcome }];
    });
  }

  function figures(facts: readonly FactLine[]) {
    const scenario = scenarioOf(termsAround(clauses), []);
    scenario.record(...facts.map((fact) => ({ ...fact, recordedAt: '2025-02-05T00:00:00Z' })));
    return scenario
      .statement('2025-01', '2025-03-01T00:00:00Z')
      .serviceLevels.map(({ id, value, volume, misses, verdict, parts }) => {
        const { evidence } = parts[0]!;
        const recurring =
          evidence.kind === 'recurrences'
            ? evidence.recurring.map(({ key, tickets }) => ({ key, tickets }))
            : [];
        return { id, value, volume, misses, verdict, recurring };
      });
  }

  test('shares and recurrences count the same', () => {
    const order = fc
      .array(event, { maxLength: 20 })
      .map((events) => factsOf(events))
      .chain((facts) =>
        fc.tuple(
          fc.constant(facts),
          fc.shuffledSubarray(facts, { minLength: facts.length, maxLength: facts.length }),
        ),
      );
    fc.assert(
      fc.property(order, ([facts, shuffled]) => {
        expect(figures(shuffled)).toEqual(figures(facts));
      }),
      { numRuns: 40 },
    );
  });
});

test('smoothed equal values are that value', () => {
  const months = ['2025-01', '2025-02', '2025-03', '2025-04'];
  fc.assert(
    fc.property(
      tenths,
      fc.integer({ min: 1, max: 5 }),
      fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }),
      (value, previous, reported) => {
        const clauses = `
serviceLevels:
  - { id: own, measure: { kind: reported, unit: percent, whenNotReported: not-measured }, target: { atLeast: 0 } }
  - { id: smooth, measure: { kind: smoothed, of: own, previous: ${previous} periods }, target: { atLeast: 0 } }`;
        const facts = months.flatMap((period, index): FactLine[] =>
          reported[index] === false
            ? []
            : [
                {
                  type: 'MeasurementReported',
                  effectiveAt: `${period}-20T00:00:00Z`,
                  serviceLevel: 'own',
                  period,
                  value: value.toDecimal(),
                },
              ],
        );
        const { serviceLevels } = scenarioOf(termsAround(clauses), facts).statement(
          '2025-04',
          '2025-06-01T00:00:00Z',
        );
        expect(serviceLevels[1]!.value?.decimal).toBe(value.toDecimal());
      },
    ),
    { numRuns: 40 },
  );
});
