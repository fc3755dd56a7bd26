import { Rational } from '@tallystick/quantities';
import type { AdjustmentCause, Statement } from '../statement/statement.js';
import { describeCredits } from './describe-credits.js';
import { describeRewards } from './describe-rewards.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { groupedDigits, type LocalTimes, roundedMoney } from './words.js';

/** Charges, credits, points, bonuses, earn-back, adjustments and the settlement. */
export function describeMoney(statement: Statement, local: LocalTimes): DocumentSection[] {
  return [
    ...chargeTable(statement),
    ...describeCredits(statement, local),
    ...describeRewards(statement),
    ...adjustmentTable(statement),
    ...settlementTable(statement),
  ];
}

function chargeTable(statement: Statement): DocumentSection[] {
  const { charges, currency } = statement;
  const rows = charges.map((charge) => [
    charge.id,
    charge.title ?? '',
    charge.stretches
      .map((stretch) =>
        stretch.days === stretch.ofDays
          ? roundedMoney(Rational.parse(stretch.amount), statement)
          : `${stretch.days}/${stretch.ofDays} of ${roundedMoney(Rational.parse(stretch.amount), statement)}`,
      )
      .join(' + '),
    groupedDigits(charge.amount),
  ]);
  return tableSection('Charges', columns('Charge', 'For', 'Worked out', `>${currency.code}`), rows);
}

function adjustmentTable({ adjustments, currency }: Statement): DocumentSection[] {
  const rows = adjustments.map((adjustment) => [
    adjustment.period,
    groupedDigits(adjustment.was),
    groupedDigits(adjustment.is),
    groupedDigits(adjustment.difference),
    causesText(adjustment.causes),
  ]);
  return tableSection(
    'Adjustments of periods already stated',
    columns('Period', `>Stated ${currency.code}`, `>As known now`, '>Difference', 'Because of'),
    rows,
  );
}

const causesShown = 5;

function causesText(causes: readonly AdjustmentCause[]): string {
  const shown = causes.slice(0, causesShown).map(causeText);
  const more = causes.length - shown.length;
  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
}

function causeText(cause: AdjustmentCause): string {
  switch (cause.kind) {
    case 'facts':
      return `${cause.subject} ${cause.key}`;
    case 'terms':
      return `amendment ${cause.amendment}`;
    case 'time-passed':
      return `ticket ${cause.ticket}, which was still running`;
    case 'due-passed':
      return `${cause.subject} ${cause.key}, whose time has run out`;
    case 'earlier-period':
      return `the result of ${cause.period}`;
    case 'time-zones':
      return `the time-zone database, ${cause.was} then and ${cause.is} now`;
  }
}

function settlementTable({ settlement, bonuses }: Statement): DocumentSection[] {
  const owed = settlement.total.startsWith('-') ? 'Owed by the client' : 'Owed to the client';
  return tableSection(
    'Settlement',
    columns('', `>${settlement.currency}`),
    [
      ['Credits of this period', groupedDigits(settlement.credits)],
      ...(bonuses.lines.length === 0 ? [] : [['Bonuses', negated(settlement.bonuses)]]),
      ...(Rational.parse(settlement.earnBacks).isZero
        ? []
        : [['Earned back', negated(settlement.earnBacks)]]),
      ['Adjustments of earlier periods', groupedDigits(settlement.adjustments)],
    ],
    { totals: [[owed, groupedDigits(settlement.total.replace('-', ''))], ...paymentRows(settlement)] },
  );
}

/** What is paid now, and what goes on accruing, where the terms do not settle every period. */
function paymentRows({ payment }: Statement['settlement']): string[][] {
  if (payment === undefined) return [];
  const { accruedBefore, paid, accruedAfter, settledIn } = payment;
  const rows = [['Accrued in statements before', groupedDigits(accruedBefore)]];
  return Rational.parse(accruedAfter).isZero
    ? [...rows, ['Paid with this statement', groupedDigits(paid)]]
    : [...rows, [`Accrued, to be paid with ${settledIn}`, groupedDigits(accruedAfter)]];
}

/** What is taken off. */
function negated(amount: string): string {
  return Rational.parse(amount).isZero ? amount : `-${groupedDigits(amount)}`;
}
