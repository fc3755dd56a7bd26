import { describe, expect, test } from 'vitest';
import { outage, scenarioOf, termsAround } from '../testing/levels.js';
import type { FactLine } from '../testing/scenario.js';
import type { Statement } from '../statement/statement.js';

/** Two circuits of 900.00 and 400.00, one of them with a router of its own. */
const circuits = (forEach: string, rest = '', of = '{ charges: own }'): string =>
  termsAround(`
serviceLevels:
  - id: circuit
    measure: { kind: availability, service: each, calendar: always }
    forEach: { service: ${forEach} }
    target: { atLeast: "99.9" }
    credit: { fixed: { percent: 10 }, of: ${of} }
${rest}`).replace(
    'charges: [ ',
    `charges: [
  { id: circuit-1, amount: "900.00", per: month, for: { service: line-1 } },
  { id: circuit-2, amount: "400.00", per: month, for: { service: line-2 } },
  { id: router, amount: "50.00", per: month, for: { service: [line-2, line-9] } },
  { id: site, amount: "7.00", per: month, for: { site: line-1 } },
  `,
  );

const down = (...services: readonly string[]): FactLine[] =>
  services.flatMap((service) => outage(`down ${service}`, '2025-01-10T10:00:00Z', 600, { service }));

function january(terms: string, facts: readonly FactLine[]): Statement {
  return scenarioOf(terms, facts).statement('2025-01', '2025-03-01T00:00:00Z');
}

function amounts({ credits }: Statement): [string, string][] {
  return credits.lines.map(({ id, amount }) => [id, amount]);
}

describe('a percentage of its own charges', () => {
  test.each(['[line-1, line-2]', 'all'])('of each of %s', (forEach) => {
    const statement = january(circuits(forEach), down('line-1', 'line-2'));
    expect(amounts(statement)).toEqual([
      ['circuit/line-1', '90.00'],
      ['circuit/line-2', '45.00'],
    ]);
    expect(statement.credits.payable).toBe('135.00');
    const [first, second] = statement.credits.lines.map((line) => line.parts[0]!.because.operands.of);
    expect([first, second]).toEqual([['circuit-1'], ['circuit-2', 'router']]);
  });

  test('one that is not down has none, and one that no charge is for has 0', () => {
    expect(amounts(january(circuits('all'), down('line-2', 'line-7')))).toEqual([
      ['circuit/line-2', '45.00'],
      ['circuit/line-7', '0.00'],
    ]);
  });

  test('the highest circuit of its own charge', () => {
    const highest = 'credits: { groups: [ { id: one, of: [circuit], combine: highest } ] }';
    const statement = january(circuits('[line-1, line-2]', highest), down('line-1', 'line-2'));
    expect(statement.credits.payable).toBe('90.00');
    expect(statement.credits.lines.map(({ standing }) => standing.kind)).toEqual([
      'stands',
      'less-than-highest',
    ]);
    expect(january(circuits('[line-1, line-2]', highest), down('line-2')).credits.payable).toBe('45.00');
  });

  test('of the period before', () => {
    const terms = circuits('[line-1]', '', '{ charges: own, over: previous-period }');
    expect(january(terms, down('line-1')).credits.payable).toBe('0.00');
    const facts = outage('o', '2025-02-10T10:00:00Z', 600, { service: 'line-1' });
    const february = scenarioOf(terms, facts).statement('2025-02', '2025-04-01T00:00:00Z');
    expect(february.credits.payable).toBe('90.00');
  });

  test('a bonus of them', () => {
    const terms = circuits('[line-1, line-2]').replace(
      'credit: { fixed: { percent: 10 }, of: { charges: own } }',
      'bonus: { bands: [ { from: 100, percent: 1 } ], of: { charges: own } }',
    );
    const { bonuses } = january(terms, down('line-2'));
    expect(bonuses.lines.map(({ amount }) => amount)).toEqual(['9.00', '0.00']);
  });
});
