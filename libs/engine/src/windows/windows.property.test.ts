import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { ServiceLevelStatement, Statement } from '../statement/statement.js';
import { scenarioOf, termsAround, ticket } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';

const late = '2026-06-01T00:00:00Z';
const months = ['2025-01', '2025-02', '2025-03', '2025-04', '2025-05', '2025-06'];
const sites = ['madrid', 'sevilla', 'cadiz'];

interface RandomTicket {
  readonly hour: number;
  readonly hours: number | undefined;
  readonly site: string;
}

const randomTickets: fc.Arbitrary<readonly RandomTicket[]> = fc.array(
  fc.record({
    hour: fc.integer({ min: 0, max: 181 * 24 - 1 }),
    hours: fc.option(fc.integer({ min: 1, max: 2000 }), { nil: undefined, freq: 6 }),
    site: fc.constantFrom(...sites),
  }),
  { minLength: 5, maxLength: 40 },
);

function factsOf(tickets: readonly RandomTicket[]): FactLine[] {
  return tickets.flatMap(({ hour, hours, site }, index) => {
    const opened = new Date(Date.UTC(2025, 0, 1, hour)).toISOString().replace('.000Z', 'Z');
    return ticket(`t${index}`, opened, hours === undefined ? undefined : hours * 60, { site });
  });
}

const countIns = fc.constantFrom('opened', 'resolved', 'due', 'each-period-overdue');

function share(id: string, countIn: string, more = ''): string {
  return `
  - id: ${id}
    measure: { kind: ticket-share, clock: resolution, within: 100h, countIn: ${countIn} }
    target: { atLeast: 90 }
    ${more}`;
}

/** Tickets met and all that count. */
function ratioOf({ value }: Pick<ServiceLevelStatement, 'value'>): [number, number] {
  return value === null ? [0, 0] : [Number(value.numerator), Number(value.denominator)];
}

function sumOf(ratios: readonly (readonly [number, number])[]): [number, number] {
  return ratios.reduce<[number, number]>(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}

function levelOf(statement: Statement, id: string): ServiceLevelStatement {
  return statement.serviceLevels.find((level) => level.id === id)!;
}

test('a window over n periods counts what the n periods count together', () => {
  fc.assert(
    fc.property(
      randomTickets,
      fc.integer({ min: 2, max: 4 }),
      fc.constantFrom('opened', 'resolved', 'due'),
      (tickets, periods, countIn) => {
        const rolling = share('rolling', countIn, `window: { last: ${periods} periods }`);
        const terms = termsAround(`serviceLevels:${share('alone', countIn)}${rolling}`);
        const statements = scenarioOf(terms, factsOf(tickets)).evaluate('2025-01', '2025-06', late);
        statements.forEach((statement, index) => {
          const window = statements.slice(Math.max(0, index - periods + 1), index + 1);
          const pooled = sumOf(window.map((one) => ratioOf(levelOf(one, 'alone'))));
          expect(ratioOf(levelOf(statement, 'rolling'))).toEqual(pooled);
        });
      },
    ),
    { numRuns: 40 },
  );
});

test('a level of every quarter is judged on what its periods count together', () => {
  fc.assert(
    fc.property(randomTickets, (tickets) => {
      const quarterly = share('quarterly', 'opened', 'window: { every: quarter }');
      const terms = termsAround(`serviceLevels:${share('alone', 'opened')}${quarterly}`);
      const statements = scenarioOf(terms, factsOf(tickets)).evaluate('2025-01', '2025-06', late);
      for (const end of [2, 5]) {
        const pooled = sumOf(statements.slice(end - 2, end + 1).map((one) => ratioOf(levelOf(one, 'alone'))));
        expect(ratioOf(levelOf(statements[end]!, 'quarterly'))).toEqual(pooled);
      }
    }),
    { numRuns: 40 },
  );
});

test('cutting a period where the level’s terms stay equal changes no ratio', () => {
  const days = fc.integer({ min: 2, max: 28 });
  const windows = fc.constantFrom('', 'window: { last: 2 periods }', 'window: { last: 45 calendar days }');
  fc.assert(
    fc.property(randomTickets, days, countIns, windows, (tickets, day, countIn, window) => {
      const level = share('level', countIn, window);
      const stated = (amended: boolean): (readonly [string, [number, number]])[] => {
        const scenario = scenarioOf(
          termsAround(`serviceLevels:${level}`, { midPeriod: 'segment' }),
          factsOf(tickets),
        );
        if (amended) {
          scenario.amend(
            `
amendment: a1
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-01
effectiveFrom: 2025-03-${day.toString().padStart(2, '0')}
change:
  charges: [ { id: fee, amount: "1100.00", per: month } ]
  serviceLevels:${level.replaceAll('\n', '\n  ')}
`,
            '2025-02-01T00:00:00Z',
          );
        }
        return scenario
          .evaluate('2025-01', '2025-06', late)
          .map((statement) => [levelOf(statement, 'level').verdict, ratioOf(levelOf(statement, 'level'))]);
      };
      expect(stated(true)).toEqual(stated(false));
    }),
    { numRuns: 40 },
  );
});

test('the parts of a period that is cut count together what the period counts', () => {
  const days = fc.integer({ min: 2, max: 28 });
  fc.assert(
    fc.property(randomTickets, days, (tickets, day) => {
      const scenario = scenarioOf(
        termsAround(`serviceLevels:${share('level', 'opened')}`, { midPeriod: 'segment' }),
        factsOf(tickets),
      );
      const whole = ratioOf(levelOf(scenario.statement('2025-03', late), 'level'));
      scenario.amend(
        `
amendment: a1
agreement: acme-northwind
kind: amendment
executedAt: 2025-02-01
effectiveFrom: 2025-03-${day.toString().padStart(2, '0')}
change:
  serviceLevels:${share('level', 'opened').replace('atLeast: 90', 'atLeast: 80').replaceAll('\n', '\n  ')}
`,
        '2025-02-01T00:00:00Z',
      );
      const { parts } = levelOf(scenario.statement('2025-03', late), 'level');
      expect(parts).toHaveLength(2);
      expect(sumOf(parts.map(ratioOf))).toEqual(whole);
    }),
    { numRuns: 40 },
  );
});

test('the levels for each site count together what one level for all counts', () => {
  fc.assert(
    fc.property(randomTickets, countIns, (tickets, countIn) => {
      const each = share('each', countIn, 'forEach: { site: all }');
      const terms = termsAround(`serviceLevels:${share('all', countIn)}${each}`);
      const statements = scenarioOf(terms, factsOf(tickets)).evaluate(months[0]!, months.at(-1)!, late);
      for (const statement of statements) {
        const instances = statement.serviceLevels.filter((level) => level.instance?.of === 'each');
        expect(sumOf(instances.map(ratioOf))).toEqual(ratioOf(levelOf(statement, 'all')));
      }
    }),
    { numRuns: 40 },
  );
});
