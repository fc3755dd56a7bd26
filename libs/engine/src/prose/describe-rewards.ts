import { Rational } from '@tallystick/quantities';
import type { BonusLine, BonusPart, EarnBackLine, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { exactNumber, groupedDigits, plural, roundedMoney } from './words.js';

/** Bonuses, credits that were earned back, and the bank. */
export function describeRewards(statement: Statement): DocumentSection[] {
  return [...bonusTable(statement), ...earnBackTable(statement), ...bankTable(statement)];
}

function bonusTable(statement: Statement): DocumentSection[] {
  const { bonuses, currency } = statement;
  const rows = bonuses.lines.map((line) => [
    line.id,
    line.clause ?? '',
    line.refused === null
      ? line.parts.map((part) => partText(part, line, statement)).join(' + ')
      : refusedText(line.refused),
    line.settledBy === 'bank' ? 'into the bank' : 'paid',
    groupedDigits(line.amount),
  ]);
  const capped =
    bonuses.cap?.reached === true
      ? [
          [
            'Limited by the cap on bonuses',
            bonuses.cap.because.clauses[0]?.clause ?? '',
            '',
            '',
            groupedDigits(bonuses.cap.amount),
          ],
        ]
      : [];
  return tableSection(
    'Bonuses',
    columns('Service level', 'Clause', 'Worked out', 'Settled', `>${currency.code}`),
    rows,
    {
      totals: [
        ...capped,
        ['Owed by the client', '', '', '', groupedDigits(bonuses.paid)],
        ...amountRow('Put into the bank', bonuses.banked, 3),
      ],
    },
  );
}

function partText(part: BonusPart, line: BonusLine, statement: Statement): string {
  const base = roundedMoney(exactNumber(part.base ?? '0'), statement);
  const days = line.parts.length > 1 ? ` (${part.from} to ${part.to})` : '';
  const limit = part.priced === part.exact ? '' : ', limited';
  switch (part.kind) {
    case 'percent':
      return `${part.price} % of ${base}${limit}${days}`;
    case 'money':
      return `${roundedMoney(Rational.parse(part.price), statement)}${limit}${days}`;
    case 'days':
      return `${plural(part.price, 'day')} of ${base}${limit}${days}`;
  }
}

function refusedText({ reason, by }: NonNullable<BonusLine['refused']>): string {
  switch (reason) {
    case 'not-met':
      return 'nothing earned: not met';
    case 'dead-band':
      return 'nothing earned: not good enough for a bonus';
    case 'level-missed':
    case 'any-level-missed':
      return `nothing earned: ${by.join(', ')} missed`;
    case 'level-below-minimum':
      return `nothing earned: ${by.join(', ')} below minimum`;
    case 'obligation-not-met':
      return `nothing earned: ${by.join(', ')} not done in time`;
  }
}

function earnBackTable(statement: Statement): DocumentSection[] {
  const { earnBacks, currency } = statement;
  const rows = earnBacks.lines.map((line) => [
    line.serviceLevel,
    line.creditPeriod,
    line.clause ?? '',
    conditionText(line),
    `${line.because.operands.sharePercent as string} % of ${groupedDigits(line.credit)}${leftText(line)}`,
    groupedDigits(line.amount),
  ]);
  return tableSection(
    'Credits earned back',
    columns('Service level', 'Credit of', 'Clause', 'Because', 'Worked out', `>${currency.code}`),
    rows,
  );
}

function conditionText({ because: { rule, operands } }: EarnBackLine): string {
  const periods = plural(String(operands.periods), 'period');
  switch (rule) {
    case 'earn-back-met':
      return `met in ${periods} after it`;
    case 'earn-back-exceeded':
      return `better by ${operands.by as string} or more in ${periods} after it`;
    default:
      return `the mean of ${periods} of the year keeps the target`;
  }
}

function leftText({ givenBefore, banked, amount }: EarnBackLine): string {
  const before = Rational.parse(givenBefore).isZero
    ? ''
    : `, of which ${groupedDigits(givenBefore)} came back before`;
  if (Rational.parse(banked).isZero) return before;
  return `${before}, ${banked === amount ? '' : `${groupedDigits(banked)} of it `}into the bank`;
}

function bankTable({ earnBacks: { bank }, currency }: Statement): DocumentSection[] {
  if ([bank.before, bank.added].every((amount) => Rational.parse(amount).isZero)) return [];
  return tableSection(
    'Bank, for later credits only',
    columns('', `>${currency.code}`),
    [
      ['Before this period', groupedDigits(bank.before)],
      ['Used against its credits', groupedDigits(bank.used)],
      ['Added in it', groupedDigits(bank.added)],
    ],
    { totals: [['Left for later credits', groupedDigits(bank.after)]] },
  );
}

function amountRow(label: string, amount: string, empty: number): string[][] {
  if (Rational.parse(amount).isZero) return [];
  return [[label, ...Array.from({ length: empty }, () => ''), groupedDigits(amount)]];
}
