import { Rational } from '@tallystick/quantities';
import type {
  AdjustmentCause,
  CreditLine,
  CreditPart,
  PointsLine,
  Statement,
} from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { groupedDigits, plural, shortDecimal } from './words.js';

/** Charges, credits, points, adjustments and the settlement. */
export function describeMoney(statement: Statement): DocumentSection[] {
  return [
    ...chargeTable(statement),
    ...creditTable(statement),
    ...pointsTable(statement),
    ...adjustmentTable(statement),
    ...settlementTable(statement),
  ];
}

function chargeTable({ charges, currency }: Statement): DocumentSection[] {
  const rows = charges.map((charge) => [
    charge.id,
    charge.title ?? '',
    charge.stretches
      .map((stretch) =>
        stretch.days === stretch.ofDays
          ? groupedDigits(stretch.amount)
          : `${stretch.days}/${stretch.ofDays} of ${groupedDigits(stretch.amount)}`,
      )
      .join(' + '),
    groupedDigits(charge.amount),
  ]);
  return tableSection('Charges', columns('Charge', 'For', 'Worked out', `>${currency.code}`), rows);
}

/** `5 % of 18,500 × 2 for 3 misses in a row`. */
export function pricingText(part: CreditPart, line: CreditLine | PointsLine): string {
  const units = part.units === '1' ? '' : ` × ${unitsText(part.units)}`;
  const factor = part.factor === '1' ? '' : ` × ${part.factor} for a repeated miss`;
  const price =
    part.kind === 'percent'
      ? `${part.price} % of ${groupedDigits(shortDecimal(exactDecimal(part.base ?? '0'), 2))}`
      : part.kind === 'points'
        ? plural(Number(part.price), 'point')
        : groupedDigits(part.price);
  const limit = part.priced === part.exact ? '' : ', limited';
  const days = line.parts.length > 1 ? ` (${part.from} to ${part.to})` : '';
  return `${price}${units}${factor}${limit}${days}`;
}

function exactDecimal(exact: string): string {
  const [numerator = '0', denominator = '1'] = exact.split('/');
  return Rational.of(BigInt(numerator), BigInt(denominator)).toDecimal();
}

function unitsText(exact: string): string {
  return shortDecimal(exactDecimal(exact));
}

function creditTable({ credits, currency }: Statement): DocumentSection[] {
  const rows = credits.lines.map((line) => [
    line.serviceLevel,
    line.clause ?? '',
    line.parts.length === 0 ? 'none due' : line.parts.map((part) => pricingText(part, line)).join(' + '),
    groupedDigits(line.amount),
  ]);
  const totals = [['Together', '', '', groupedDigits(credits.combined.amount)]];
  if (credits.cap !== null) {
    const { cap } = credits;
    totals.push([
      cap.reached ? 'Limited by the cap' : 'Cap, not reached',
      cap.because.clauses.map((clause) => clause.clause ?? '').join(', '),
      cap.reached ? `${groupedDigits(cap.lost)} is lost` : '',
      groupedDigits(cap.amount),
    ]);
  }
  totals.push(['Credits of this period', '', '', groupedDigits(credits.payable)]);
  return tableSection(
    'Service credits',
    columns('Service level', 'Clause', 'Worked out', `>${currency.code}`),
    rows,
    { totals },
  );
}

function pointsTable({ points }: Statement): DocumentSection[] {
  const rows = points.lines.map((line) => [
    line.serviceLevel,
    line.clause ?? '',
    line.parts.map((part) => pricingText(part, line)).join(' + '),
    line.points,
  ]);
  return tableSection('Points', columns('Service level', 'Clause', 'Worked out', '>Points'), rows, {
    totals: [['Together', '', '', points.total]],
  });
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
    case 'earlier-period':
      return `the result of ${cause.period}`;
    case 'time-zones':
      return `the time-zone database, ${cause.was} then and ${cause.is} now`;
  }
}

function settlementTable({ settlement }: Statement): DocumentSection[] {
  const owed = settlement.total.startsWith('-') ? 'Owed by the client' : 'Owed to the client';
  return tableSection(
    'Settlement',
    columns('', `>${settlement.currency}`),
    [
      ['Credits of this period', groupedDigits(settlement.credits)],
      ['Adjustments of earlier periods', groupedDigits(settlement.adjustments)],
    ],
    { totals: [[owed, groupedDigits(settlement.total.replace('-', ''))]] },
  );
}
