import type { ServiceLevelStatement, Statement } from '@tallystick/engine';
import type { BarsBlock, TrendChart, UseBlock } from '@tallystick/print';
import { formatDuration, Rational, toWholeNumber } from '@tallystick/quantities';

/** Charts are drawn to a tenth of a millimetre; what stands beside them is the exact text. */
function drawn(text: string): number {
  const [numerator = '0', denominator] = text.split('/');
  const value =
    denominator === undefined
      ? Rational.parse(numerator)
      : Rational.of(BigInt(numerator), BigInt(denominator));
  return Number(value.toFixed(6, 'half-up'));
}

const comparisons = {
  'at-least': 'at least',
  'more-than': 'more than',
  'at-most': 'at most',
  'less-than': 'less than',
};
/** Further back a chart this small shows nothing. */
const periodsShown = 12;

/**
 * One chart for each service level of the statement: what was measured against the target, period by period.
 * @param history the statements of earlier periods as they were sealed, oldest first, and last the one printed.
 */
export function trendsOf(history: readonly Statement[]): readonly TrendChart[] {
  const last = history.at(-1)!;
  const shown = history.slice(-periodsShown);
  return last.serviceLevels.map((level) => {
    const clause = level.clause === null ? '' : `, ${level.clause}`;
    const { comparison, expected } = level.target;
    return {
      title: level.title ?? level.id,
      note: `${level.id}${clause}: ${comparisons[comparison]} ${figure(expected, level)}`,
      points: shown.map(({ period, serviceLevels }) => {
        const then = serviceLevels.find(({ id }) => id === level.id);
        const value = then?.value?.decimal ?? null;
        return {
          label: period.label,
          value: value === null ? null : drawn(value),
          target: then === undefined ? null : drawn(then.target.expected),
          text: value === null ? 'not measured' : figure(value, level),
          missed: then?.verdict === 'missed',
        };
      }),
    };
  });
}

function figure(decimal: string, { unit }: Pick<ServiceLevelStatement, 'unit'>): string {
  const value = Rational.parse(decimal);
  if (unit === 'seconds') return formatDuration(toWholeNumber(value.rounded(0, 'truncate').numerator));
  const short = value.toFixed(2, 'truncate').replace(/\.?0+$/, '');
  return unit === 'percent' ? `${short} %` : short;
}

/** What each line credits; what combining takes away of it is drawn hollow. */
export function creditBarsOf({ credits, serviceLevels, currency }: Statement): BarsBlock {
  const titles = new Map(serviceLevels.map(({ id, title }) => [id, title ?? id]));
  const bars = credits.lines
    .filter(({ exact }) => exact !== '0')
    .map(({ id, clause, amount, exact, kept }) => ({
      label: titles.get(id) ?? id,
      value: drawn(exact),
      without: drawn(exact) - drawn(kept.exact),
      text: `${clause === null ? '' : `${clause}    `}${currency.code} ${grouped(amount)}`,
    }));
  return { kind: 'bars', bars };
}

/** How much of each cap is used. */
export function useOf({ credits, currency }: Statement): UseBlock {
  const uses = credits.caps.map((cap) => {
    const [limit, before, room, against] = [cap.amount, cap.usedBefore, cap.room.exact, cap.against].map(
      drawn,
    );
    const now = Math.min(against!, room!);
    const used = before === 0 ? '' : `${grouped(cap.usedBefore)} used before, `;
    const over = cap.reached ? `; ${grouped(cap.lost)} is lost, ${grouped(cap.carried)} carried over` : '';
    const rounded = Math.max(0, against! - now);
    return {
      label: cap.id === 'cap' ? 'At risk' : cap.id,
      limit: limit!,
      before: before!,
      now,
      beyond: rounded,
      text: `Limit ${currency.code} ${grouped(cap.amount)}: ${used}${money(cap.against, currency.decimalPlaces)} priced in this period${over}`,
    };
  });
  return { kind: 'use', uses };
}

function money(exact: string, places: number): string {
  const [numerator = '0', denominator = '1'] = exact.split('/');
  return grouped(Rational.of(BigInt(numerator), BigInt(denominator)).toFixed(places, 'half-up'));
}

/** `18,500.00`: digits in threes, whatever the reader's locale. */
export function grouped(decimal: string): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(decimal) ?? [];
  return `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${fraction}`;
}
