import fc from 'fast-check';
import { Rational } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { outage, ticket } from '../testing/levels.js';
import { type FactLine, Scenario } from '../testing/scenario.js';
import { figures, months, reportedLevel, termsWith } from './credits-test-kit.js';

const levels = [
  reportedLevel(
    `bands: [ { below: 90, percent: "7.3" }, { from: 90, below: 95, days: 2 }, { from: 95, below: 99, percent: "3.1" } ]
of: [fee]
repeat: { escalate: [1, "1.5", 3] }
gate: { times: 2, of: 3 periods, belowMinimum: at-once }`,
    { id: 'a', target: 'atLeast: 99, minimum: 90' },
  ),
  reportedLevel(
    `perUnit: { each: 2, round: ceil, weight: 10 }
pool: main
repeat: { surcharge: { percent: "0.7" }, inARow: 2 }
atMost: { weight: 60 }
of: [fee]`,
    { id: 'b' },
  ),
  reportedLevel('fixed: { percent: 4 }\nof: { charges: [fee], over: previous-period }', { id: 'c' }),
];
const rules = `credits:
  combine: sum
  groups: [ { id: g, of: [b, c], combine: highest } ]
  atRisk: { percent: 20, of: [fee], pools: { main: 50 } }
  caps:
    - { id: on-a, percent: 4, of: [fee], serviceLevels: [a], excess: carried }
    - { id: monthly, percent: 6, of: [fee] }
    - { id: rolling, percent: 4, of: [fee], over: 3 periods, excess: carried }
  minimumPayable: { atLeast: 5, below: carried }`;

const history = fc.array(
  fc.record({
    a: fc.option(fc.integer({ min: 80, max: 100 }), { nil: undefined }),
    b: fc.option(fc.integer({ min: 80, max: 100 }), { nil: undefined }),
    c: fc.option(fc.integer({ min: 80, max: 100 }), { nil: undefined }),
  }),
  { minLength: 1, maxLength: 7 },
);
type History = readonly Readonly<Record<'a' | 'b' | 'c', number | undefined>>[];

function factsOf(values: History): FactLine[] {
  return (['a', 'b', 'c'] as const).flatMap((id) =>
    figures(
      values.map((one) => (one[id] === undefined ? undefined : `${one[id]}`)),
      id,
    ),
  );
}

function creditsOf(values: History, fee: string) {
  const setting = { charges: `{ id: fee, amount: "${fee}", per: month }` };
  return months(termsWith(levels, rules, setting), factsOf(values), values.length).map((one) => one.credits);
}

function exact(text: string): Rational {
  const [numerator, denominator = '1'] = text.split('/');
  return Rational.of(BigInt(numerator!), BigInt(denominator));
}

const sum = (texts: readonly string[]): Rational => Rational.sum(texts.map((text) => Rational.parse(text)));

describe('laws of credits', () => {
  test('what is payable, lost and carried out is what was combined and carried in', () => {
    fc.assert(
      fc.property(history, (values) => {
        let carriedBefore = '0.00';
        for (const credits of creditsOf(values, '1234.56')) {
          const left = sum([credits.payable, credits.lost, credits.carriedOut.amount]);
          expect(left.equals(sum([credits.combined.amount, credits.carriedIn.amount]))).toBe(true);
          expect(credits.carriedIn.amount).toBe(carriedBefore);
          carriedBefore = credits.carriedOut.amount;
        }
      }),
      { numRuns: 40 },
    );
  });

  test('no cap is exceeded over its window', () => {
    fc.assert(
      fc.property(history, (values) => {
        const statements = creditsOf(values, '1234.56');
        statements.forEach((credits, index) => {
          const rolling = statements.slice(Math.max(0, index - 2), index + 1);
          const paid = sum(rolling.map((one) => one.payable));
          // The cap is rounded once, like any other figure of money.
          const cap = (id: string): Rational =>
            Rational.parse(credits.caps.find((one) => one.id === id)!.amount).plus(Rational.of(1, 200));
          expect(paid.compare(cap('rolling'))).toBeLessThanOrEqual(0);
          expect(Rational.parse(credits.payable).compare(cap('monthly'))).toBeLessThanOrEqual(0);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('credits scale with the fees: percentages, days, weights and what limits them', () => {
    fc.assert(
      fc.property(history, fc.integer({ min: 2, max: 9 }), (values, times) => {
        const [single, scaled] = [creditsOf(values, '1000.00'), creditsOf(values, `${1000 * times}.00`)];
        single.forEach((credits, month) => {
          credits.lines.forEach((line, index) => {
            const other = scaled[month]!.lines[index]!;
            expect(exact(other.exact).equals(exact(line.exact).times(Rational.of(times)))).toBe(true);
            expect(exact(other.kept.exact).equals(exact(line.kept.exact).times(Rational.of(times)))).toBe(
              true,
            );
          });
          credits.caps.forEach((cap, index) => {
            const other = scaled[month]!.caps[index]!;
            expect(exact(other.exact).equals(exact(cap.exact).times(Rational.of(times)))).toBe(true);
          });
        });
      }),
      { numRuns: 30 },
    );
  });
});

describe('credits by incident', () => {
  const incidentLevels = [
    `
  - id: late
    measure: { kind: ticket-share, clock: resolution, within: 1h, countIn: opened }
    target: { atLeast: 100 }
    credit: { fixed: { amount: "50.00", per: event } }`,
    `
  - id: email
    measure: { kind: availability, service: email, calendar: always }
    target: { atLeast: 100 }
    credit: { perUnit: { beyond: lost-time, each: 1m, round: floor, amount: "1.00" } }`,
  ];
  const terms = termsWith(incidentLevels, 'credits: { combine: one-per-incident }');
  const happenings = fc.array(
    fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      minutes: fc.integer({ min: 1, max: 200 }),
      linkedTo: fc.option(fc.integer({ min: 0, max: 3 }), { nil: undefined }),
    }),
    { minLength: 1, maxLength: 8 },
  );

  const groupsOf = (
    list: readonly { day: number; minutes: number; linkedTo: number | undefined }[],
  ): FactLine[][] => {
    const outages = [0, 1].map((key) => outage(`O-${key}`, `2025-01-1${key}T00:00:00Z`, 40 + key * 30));
    const tickets = list.map(({ day, minutes, linkedTo }, index) => [
      ...ticket(`T-${index}`, `2025-01-${String(day).padStart(2, '0')}T00:00:00Z`, minutes),
      ...(linkedTo === undefined
        ? []
        : [
            {
              type: 'TicketLinked',
              effectiveAt: '2025-01-29T00:00:00Z',
              ticket: `T-${index}`,
              relation: linkedTo < 2 ? 'outage' : 'problem',
              to: linkedTo < 2 ? `O-${linkedTo}` : `P-${linkedTo}`,
            },
          ]),
    ]);
    return [...outages, ...tickets];
  };

  test('the order of recording changes nothing', () => {
    const stated = (groups: readonly FactLine[][]): unknown => {
      const scenario = new Scenario();
      scenario.sign(terms, '2024-12-01T00:00:00Z');
      scenario.record(
        ...groups.flat().map((fact): FactLine => ({ ...fact, recordedAt: '2025-02-01T00:00:00Z' })),
      );
      const { credits } = scenario.statement('2025-01', '2025-03-01T00:00:00Z');
      return [
        credits.payable,
        credits.lines.map(({ kept, standing, parts }) => [kept, standing, parts.map((part) => part.events)]),
      ];
    };
    fc.assert(
      fc.property(
        happenings.chain((list) => {
          const groups = groupsOf(list);
          return fc.tuple(fc.constant(groups), fc.shuffledSubarray(groups, { minLength: groups.length }));
        }),
        ([groups, shuffled]) => {
          expect(stated(shuffled)).toEqual(stated(groups));
        },
      ),
      { numRuns: 40 },
    );
  });

  test('never come to more than the sum, nor to less than the highest', () => {
    fc.assert(
      fc.property(happenings, (list) => {
        const facts = groupsOf(list).flat();
        const paid = (combine: string): Rational => {
          const [statement] = months(termsWith(incidentLevels, `credits: { combine: ${combine} }`), facts, 1);
          return Rational.parse(statement!.credits.payable);
        };
        expect(paid('one-per-incident').compare(paid('sum'))).toBeLessThanOrEqual(0);
        expect(paid('one-per-incident').isPositive).toBe(paid('sum').isPositive);
      }),
      { numRuns: 30 },
    );
  });
});
