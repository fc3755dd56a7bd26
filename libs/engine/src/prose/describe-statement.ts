import type { Statement } from '../statement/statement.js';
import { describeAccountability } from './describe-accountability.js';
import { describeExits } from './describe-exits.js';
import { describeLevels } from './describe-levels.js';
import { describeMoney } from './describe-money.js';
import { describeObligations } from './describe-obligations.js';
import { describeReliefs } from './describe-reliefs.js';
import { columns, type DocumentSection, type StatementDocument, tableSection } from './statement-document.js';
import { groupedDigits, localTimesOf, moneyText } from './words.js';

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
      ...describeReliefs(statement, local),
      ...describeExits(statement),
      ...describeAccountability(statement),
      ...contestTable(statement),
      ...termsTable(statement),
    ],
  };
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
