import { reportedLevel, termsWith } from '../credits/credits-test-kit.js';
import type { Statement } from '../statement/statement.js';
import { scenarioOf } from '../testing/levels.js';
import type { FactLine, Scenario } from '../testing/scenario.js';

/** Each percent below 99 costs 10.00. */
const level = reportedLevel('perUnit: { each: 1, round: exact, amount: 10 }');
export const label = (month: number): string => `2025-${String(month).padStart(2, '0')}`;
export const report = (
  month: number,
  value: string,
  effectiveAt = `${label(month)}-20T00:00:00Z`,
): FactLine => ({
  type: 'MeasurementReported',
  effectiveAt,
  serviceLevel: 'level',
  period: label(month),
  value,
});
/** When the statement of a month is issued. */
export const issuedAt = (month: number): string =>
  month === 12 ? '2026-01-05T00:00:00Z' : `${label(month + 1)}-05T00:00:00Z`;

export function scenario(
  settled: string,
  setting: { readonly from?: string; readonly to?: string } = {},
): Scenario {
  return scenarioOf(
    termsWith([level], settled === '' ? '' : `credits: { settled: ${settled} }`, setting),
    [],
  );
}

/** Reports and issues month after month. */
export function play(
  known: Scenario,
  values: readonly string[],
  late: readonly FactLine[] = [],
): Statement[] {
  return values.map((value, index) => {
    const month = index + 1;
    known.record(report(month, value));
    for (const line of late) {
      if (line.effectiveAt.startsWith(label(month))) known.record(line);
    }
    return known.issue(label(month), issuedAt(month));
  });
}
