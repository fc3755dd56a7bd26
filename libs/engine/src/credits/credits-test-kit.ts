import { type FactLine, type Scenario } from '../testing/scenario.js';
import type { Statement } from '../statement/statement.js';
import { scenarioOf, termsAround } from '../testing/levels.js';

const plainCharges = 'charges: [ { id: fee, amount: "1000.00", per: month } ]';

export interface Setting {
  /** Instead of the one charge `fee` of 1,000.00 a month. */
  readonly charges?: string;
  readonly from?: string;
  readonly to?: string;
  readonly midPeriod?: string;
}

/** Terms in YAML with the levels, and the clauses beside them, that a test is about. */
export function termsWith(levels: readonly string[], more = '', setting: Setting = {}): string {
  const { charges, from = '2025-01-01', to, midPeriod = 'start' } = setting;
  let terms = termsAround(`serviceLevels:${levels.join('')}\n${more}`, { from, midPeriod });
  if (charges !== undefined) terms = terms.replace(plainCharges, `charges: [ ${charges} ]`);
  if (to !== undefined) terms = terms.replace(`{ from: ${from} }`, `{ from: ${from}, to: ${to} }`);
  return terms;
}

/** A reported level: 99 percent, unless said otherwise, and what a miss costs. */
export function reportedLevel(
  credit: string,
  {
    id = 'level',
    target = 'atLeast: 99',
    unit = 'percent',
    more = '',
  }: { readonly id?: string; readonly target?: string; readonly unit?: string; readonly more?: string } = {},
): string {
  return `
  - id: ${id}
    measure: { kind: reported, unit: ${unit}, reportedBy: either, whenNotReported: not-measured }
    target: { ${target} }${more === '' ? '' : `\n    ${more}`}
    credit:
      ${credit.trim().replaceAll('\n', '\n      ')}`;
}

/** One figure a month from January 2025 on; none where it is undefined. */
export function figures(values: readonly (string | undefined)[], serviceLevel = 'level'): FactLine[] {
  return values.flatMap((value, index) =>
    value === undefined
      ? []
      : [
          {
            type: 'MeasurementReported',
            effectiveAt: `${monthLabel(index)}-20T00:00:00Z`,
            serviceLevel,
            value,
          },
        ],
  );
}

/** `2025-01` for 0. */
function monthLabel(index: number): string {
  return `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
}

export function history(terms: string, facts: readonly FactLine[]): Scenario {
  return scenarioOf(terms, facts);
}

/** The statements of the first n months, as known long after. */
export function months(terms: string, facts: readonly FactLine[], count: number): Statement[] {
  return history(terms, facts).evaluate('2025-01', monthLabel(count - 1), '2029-01-01T00:00:00Z');
}

/** What is payable in each of the first n months. */
export function payables(terms: string, facts: readonly FactLine[], count: number): string[] {
  return months(terms, facts, count).map((statement) => statement.credits.payable);
}

export function repeat<Value>(value: Value, times: number): Value[] {
  return Array.from({ length: times }, () => value);
}
