import { Rational } from '@tallystick/quantities';
import type { CapLine, CreditLine, CreditPart, PointsLine, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { exactNumber, groupedDigits, type LocalTimes, plural, roundedMoney, shortDecimal } from './words.js';

/** Credits and points: how each was worked out, what combining and caps leave, what is payable. */
export function describeCredits(statement: Statement, local: LocalTimes): DocumentSection[] {
  return [...creditTable(statement, local), ...pointsTable(statement)];
}

function creditTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const { credits, currency } = statement;
  const rows = credits.lines.map((line) => [
    nameOf(line),
    line.clause ?? '',
    [
      workedOut(line, statement),
      ...standingText(line, statement),
      ...claimText(line, statement, local),
      ...comingBackText(line),
    ].join('; '),
    groupedDigits(line.amount),
  ]);
  const totals = [
    ['Together', '', '', groupedDigits(credits.combined.amount)],
    ...amountRow('Carried in from the period before', credits.carriedIn.amount),
    ...credits.caps.map(capRow),
    ...minimumRows(statement),
    ['Credits of this period', '', '', groupedDigits(credits.payable)],
    ...amountRow('Carried into the next period', credits.carriedOut.amount),
  ];
  return tableSection(
    'Service credits',
    columns('Service level', 'Clause', 'Worked out', `>${currency.code}`),
    rows,
    { totals },
  );
}

function nameOf({ of, id }: Pick<CreditLine | PointsLine, 'of' | 'id'>): string {
  switch (of) {
    case 'service-level':
      return id;
    case 'obligation':
      return `${id} (obligation)`;
    case 'points':
      return 'points';
  }
}

function amountRow(label: string, amount: string): string[][] {
  return Rational.parse(amount).isZero ? [] : [[label, '', '', groupedDigits(amount)]];
}

function workedOut(line: CreditLine, statement: Statement): string {
  if (line.parts.length > 0) {
    return line.parts.map((part) => pricingText(part, line, statement)).join(' + ');
  }
  const { operands } = line.because;
  if (line.of === 'points') return `${plural(exactNumber(String(operands.points)).toDecimal(), 'point')}`;
  if (line.of === 'obligation' && Array.isArray(operands.occurrences)) {
    return operands.occurrences.length === 0 ? 'none due' : `for ${operands.occurrences.join(', ')}`;
  }
  if (operands.gateOpen === false) {
    const [misses, needed] = [String(operands.misses), String(operands.needed)];
    return `none due: ${plural(misses, 'miss', 'misses')} of the ${needed} from which on a miss has a price`;
  }
  return 'none due';
}

/** `5 % of 18,500.00 × 2 for a repeated miss`. */
function pricingText(part: CreditPart, line: CreditLine | PointsLine, statement: Statement): string {
  const units = part.units === '1' || part.kind === 'refund' ? '' : ` × ${shortExact(part.units)}`;
  const factor = part.factor === '1' || part.kind === 'refund' ? '' : ` × ${part.factor} for a repeated miss`;
  const surcharge =
    part.surcharge === '0'
      ? ''
      : ` + ${part.kind === 'points' ? shortExact(part.surcharge) : exactMoney(part.surcharge, statement)} for a repeated miss`;
  const limit = part.priced === part.exact ? '' : ', limited';
  const worst = part.because.operands.notReported === 'worst-band' ? ', not reported: the worst band' : '';
  const days = line.parts.length > 1 ? ` (${part.from} to ${part.to})` : '';
  return `${priceText(part, statement)}${units}${factor}${surcharge}${limit}${worst}${days}`;
}

function priceText(part: CreditPart, statement: Statement): string {
  const base = exactMoney(part.base ?? '0', statement);
  switch (part.kind) {
    case 'percent':
      return `${part.price} % of ${base}`;
    case 'money':
      return roundedMoney(Rational.parse(part.price), statement);
    case 'points':
      return plural(part.price, 'point');
    case 'days':
      return `${plural(part.price, 'day')} of ${base}`;
    case 'weight':
      return `weight ${part.price} % of the pool's ${base}`;
    case 'refund': {
      const share = exactNumber(part.units).times(Rational.hundred).toDecimal();
      const times = part.price === '1' ? '' : ` × ${part.price}`;
      return `${base} for ${shortDecimal(share)} % of the time${times}`;
    }
  }
}

function exactMoney(exact: string, statement: Statement): string {
  return roundedMoney(exactNumber(exact), statement);
}

function shortExact(exact: string): string {
  return shortDecimal(exactNumber(exact).toDecimal());
}

const standingWords: Readonly<Record<Exclude<CreditLine['standing']['kind'], 'stands'>, string>> = {
  'less-than-highest': 'only the highest stands',
  displaced: 'displaced',
  'same-incident': 'the same incident has a higher price',
};

/** What combining takes away, and what of it is left. */
function standingText({ standing, kept }: CreditLine, statement: Statement): string[] {
  if (standing.kind === 'stands') return [];
  const left = kept.exact === '0' ? '' : `, ${exactMoney(kept.exact, statement)} is left`;
  return [`${standingWords[standing.kind]} (${standing.by.join(', ')})${left}`];
}

function comingBackText({ state }: CreditLine): string[] {
  switch (state) {
    case 'earn-back-pending':
      return ['the provider may still earn it back'];
    case 'earned-back':
      return ['earned back, in whole or in part'];
    default:
      return [];
  }
}

function claimText({ claim, owed }: CreditLine, statement: Statement, local: LocalTimes): string[] {
  const by = claim.claimBy === null ? '' : ` by ${local(claim.claimBy)}`;
  switch (claim.status) {
    case 'not-needed':
      return [];
    case 'open':
      return [`to be claimed${by}`];
    case 'claimed':
      return [
        claim.amount === null ? 'claimed' : `claimed: ${groupedDigits(owed)} ${statement.currency.code}`,
        ...notClaimedText(claim, local),
      ];
    case 'lapsed':
      return [
        claim.lateFacts.length === 0
          ? `not claimed${by}, so it is forfeited`
          : `claimed too late, after ${local(claim.claimBy)}, so it is forfeited`,
      ];
  }
}

/** The events of a credit that was claimed in part for which nothing was claimed. */
function notClaimedText({ portions = [] }: CreditLine['claim'], local: LocalTimes): string[] {
  return portions
    .filter((portion) => portion.status !== 'claimed')
    .map(({ events, status, claimBy, amount }) => {
      const by = claimBy === null ? '' : ` by ${local(claimBy)}`;
      const fate = status === 'lapsed' ? `was not claimed${by}` : `is still to be claimed${by}`;
      return `${groupedDigits(amount)} for ${events.join(', ')} ${fate}`;
    });
}

function capRow(cap: CapLine): string[] {
  const name = cap.id === 'cap' ? '' : ` ${cap.id}`;
  const used = Rational.parse(cap.usedBefore).isZero
    ? ''
    : `of ${groupedDigits(cap.amount)}, less ${groupedDigits(cap.usedBefore)} before`;
  const taken = [
    ...(Rational.parse(cap.lost).isZero ? [] : [`${groupedDigits(cap.lost)} is lost`]),
    ...(Rational.parse(cap.carried).isZero ? [] : [`${groupedDigits(cap.carried)} is carried over`]),
  ];
  return [
    cap.reached ? `Limited by the cap${name}` : `Cap${name}, not reached`,
    cap.because.clauses.map((clause) => clause.clause ?? '').join(', '),
    [...(used === '' ? [] : [used]), ...taken].join('; '),
    groupedDigits(cap.room.amount),
  ];
}

function minimumRows({ credits: { minimum } }: Statement): string[][] {
  if (minimum?.applied !== true) return [];
  const bound = minimum.comparison === 'more-than' ? 'Only more than' : 'Only';
  const end = minimum.comparison === 'more-than' ? 'is paid' : 'or more is paid';
  const taken = Rational.parse(minimum.carried).isZero
    ? `${groupedDigits(minimum.lost)} is lost`
    : `${groupedDigits(minimum.carried)} is carried over`;
  return [[`${bound} ${groupedDigits(minimum.amount)} ${end}`, '', taken, '']];
}

function pointsTable(statement: Statement): DocumentSection[] {
  const { points } = statement;
  const rows = points.lines.map((line) => [
    nameOf(line),
    line.clause ?? '',
    line.parts.map((part) => pricingText(part, line, statement)).join(' + '),
    line.points,
  ]);
  return tableSection('Points', columns('Service level', 'Clause', 'Worked out', '>Points'), rows, {
    totals: [['Together', '', '', points.total]],
  });
}
