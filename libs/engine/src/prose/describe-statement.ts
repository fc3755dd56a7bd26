import { Rational } from '@tallystick/quantities';
import type { ExitStatus, Statement } from '../statement/statement.js';
import { describeLevels } from './describe-levels.js';
import { describeMoney } from './describe-money.js';
import { describeObligations } from './describe-obligations.js';
import { columns, type DocumentSection, type StatementDocument, tableSection } from './statement-document.js';
import { groupedDigits, localTimesOf, moneyText, plural, roundedMoney } from './words.js';

/** A statement for a reader who did not make it: what is owed, from which misses, under which terms. */
export function describeStatement(statement: Statement): StatementDocument {
  const { period, parties, settlement, knownAt } = statement;
  const local = localTimesOf(statement);
  return {
    title: `${statement.title}: statement for ${period.label}`,
    summary: [
      { label: 'Client', text: parties.client },
      { label: 'Provider', text: parties.provider },
      { label: 'Period', text: `${period.from} to ${period.to} (${period.timezone})` },
      {
        label: settlement.total.startsWith('-') ? 'Owed by the client' : 'Owed to the client',
        text: moneyText(settlement.total.replace('-', ''), settlement.currency),
      },
      {
        label: 'Known at',
        text: `position ${knownAt.position}, recorded ${local(knownAt.recordedAt)}`,
      },
      { label: 'Running clocks read at', text: local(statement.valuedAt) },
      { label: 'Times', text: `local times of ${period.timezone}` },
    ],
    sections: [
      ...describeLevels(statement, local),
      ...describeMoney(statement, local),
      ...describeObligations(statement, local),
      ...exitTable(statement),
      ...contestTable(statement),
      ...termsTable(statement),
    ],
  };
}

function exitTable(statement: Statement): DocumentSection[] {
  const rows = statement.exits.map((exit) => [
    exit.id,
    exit.clause ?? '',
    exit.scope === 'whole' ? 'whole agreement' : exit.scope.join(', '),
    exit.state === 'armed' || exit.exerciseBy !== null
      ? 'open'
      : exit.state === 'watch'
        ? 'one step away'
        : 'clear',
    exit.since.period,
    `${exitAmount(exit, exit.reached, statement)} of ${exitAmount(exit, exit.threshold, statement)}`,
    exitDistance(exit, statement),
  ]);
  return tableSection(
    'Right to leave',
    columns('Exit', 'Clause', 'Scope', 'State', 'Since', '>Reached', 'Distance'),
    rows,
  );
}

function exitAmount({ unit }: ExitStatus, amount: string, statement: Statement): string {
  return unit === 'money'
    ? `${statement.currency.code} ${roundedMoney(Rational.parse(amount), statement)}`
    : groupedDigits(amount);
}

function exitDistance(exit: ExitStatus, statement: Statement): string {
  if (exit.state === 'armed' || exit.exerciseBy !== null) return openRight(exit);
  const by = exit.by === null ? '' : ` by ${exit.by}`;
  switch (exit.unit) {
    case 'periods':
      return `${exit.distance} more ${exit.distance === '1' ? 'miss' : 'misses'}${by} would open the right`;
    case 'money':
    case 'points':
      return `${exitAmount(exit, exit.distance, statement)}${exit.unit === 'points' ? ' points' : ''} more would open the right`;
  }
}

function openRight({ state, heldIn, exerciseBy, noticeDays, cureDays }: ExitStatus): string {
  return [
    state === 'armed' ? 'the condition holds' : `the condition held in ${heldIn.at(-1) ?? ''}`,
    ...(exerciseBy === null ? [] : [`to be exercised by ${exerciseBy}`]),
    ...(cureDays === null ? [] : [`${plural(cureDays, 'day')} to cure`]),
    ...(noticeDays === null ? [] : [`${plural(noticeDays, 'day')} of notice`]),
  ].join(', ');
}

function contestTable({ contests }: Statement): DocumentSection[] {
  const rows = contests.map((contest) => [
    contest.ticket ?? contest.fact,
    contest.contestedBy,
    contest.atStake === null ? 'not worked out' : groupedDigits(contest.atStake),
  ]);
  return tableSection('Contested, not settled yet', columns('About', 'Contested by', '>At stake'), rows);
}

function termsTable(statement: Statement): DocumentSection[] {
  const rows = statement.terms.map((version) => [
    version.from,
    version.to,
    version.sources.map((source) => source.name).join(', '),
    version.digest,
  ]);
  return tableSection('Terms applied', columns('From', 'To', 'Made of', 'Digest'), rows, {
    notes: [
      `Calculation rules: semantics ${statement.semantics}. Time zones: ${statement.zones.version}.`,
      `Ledger head: ${statement.ledger.chainHash}.`,
    ],
  });
}
