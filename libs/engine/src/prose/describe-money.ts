import { Rational } from '@tallystick/quantities';
import type {
  AdjustmentCause,
  CreditLine,
  CreditPart,
  PointsLine,
  Statement,
} from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { exactNumber, groupedDigits, plural, roundedMoney, shortDecimal } from './words.js';

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

/** `5 % of 18,500 × 2 for 3 misses in a row`. */
function pricingText(part: CreditPart, line: CreditLine | PointsLine, statement: Statement): string {
  const units = part.units === '1' ? '' : ` × ${unitsText(part.units)}`;
  const factor = part.factor === '1' ? '' : ` × ${part.factor} for a repeated miss`;
  const price =
    part.kind === 'percent'
      ? `${part.price} % of ${roundedMoney(exactNumber(part.base ?? '0'), statement)}`
      : part.kind === 'points'
        ? plural(Number(part.price), 'point')
        : roundedMoney(Rational.parse(part.price), statement);
  const limit = part.priced === part.exact ? '' : ', limited';
  const days = line.parts.length > 1 ? ` (${part.from} to ${part.to})` : '';
  return `${price}${units}${factor}${limit}${days}`;
}

function unitsText(exact: string): string {
  return shortDecimal(exactNumber(exact).toDecimal());
}

function creditTable(statement: Statement): DocumentSection[] {
  const { credits, currency } = statement;
  const rows = credits.lines.map((line) => [
    line.serviceLevel,
    line.clause ?? '',
    line.parts.length === 0
      ? 'none due'
      : line.parts.map((part) => pricingText(part, line, statement)).join(' + '),
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

function pointsTable(statement: Statement): DocumentSection[] {
  const { points } = statement;
  const rows = points.lines.map((line) => [
    line.serviceLevel,
    line.clause ?? '',
    line.parts.map((part) => pricingText(part, line, statement)).join(' + '),
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
