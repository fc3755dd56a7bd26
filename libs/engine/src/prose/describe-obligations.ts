import type { OccurrenceConsequence, OccurrenceStatement, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { groupedDigits, type LocalTimes, plural } from './words.js';

/** What both parties owed: each occurrence with how it stands and what follows, and the steps of ladders. */
export function describeObligations(statement: Statement, local: LocalTimes): DocumentSection[] {
  return [...obligationTable(statement, local), ...escalationTable(statement, local)];
}

function obligationTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const { obligations } = statement.obligations;
  const rows = obligations.flatMap((one) =>
    one.occurrences.map((occurrence) => [
      one.title ?? one.id,
      one.clause ?? '',
      one.owedBy,
      occurrence.key,
      local(occurrence.dueAt),
      occurrence.deliveredAt === null ? 'not done' : local(occurrence.deliveredAt),
      stateText(occurrence, local),
      followsText(occurrence.follows, statement, local),
    ]),
  );
  const notes = obligations.flatMap((one) => [
    ...(one.counts.met > 0 && one.because.rule === 'after-event'
      ? [`${one.title ?? one.id}: ${one.counts.met} of ${one.counts.due} done in time.`]
      : []),
    ...one.unheard.map(
      (fact) =>
        `${one.title ?? one.id}: what was recorded as ${fact.kind} at ${local(fact.at)} counts for nothing, ` +
        `${fact.why === 'nothing-open' ? 'as nothing was open then' : 'as nothing was owed by that name'}.`,
    ),
  ]);
  return tableSection(
    'Obligations and reviews',
    columns('What', 'Clause', 'Owed by', 'For', 'Due', 'Done', 'State', 'What follows'),
    rows,
    { notes },
  );
}

function stateText(
  { state, daysLate, acceptBy, acceptedBy, acts }: OccurrenceStatement,
  local: LocalTimes,
): string {
  const late = daysLate > 0 ? `, ${plural(daysLate, 'day')} late` : '';
  const refused = acts.find((act) => act.noEffect === 'no-evidence' || act.noEffect === 'parties-missing');
  const why =
    refused === undefined || state === 'met' || state === 'late'
      ? ''
      : refused.noEffect === 'no-evidence'
        ? ' (recorded without the evidence that is required)'
        : ' (held without all who had to be there)';
  switch (state) {
    case 'delivered':
      return acceptBy === null
        ? 'delivered, waits for acceptance'
        : `delivered, counts as accepted after ${local(acceptBy)}`;
    case 'met':
      return acceptedBy === 'silence' ? 'done in time, accepted by silence' : 'done in time';
    case 'open':
      return `open${why}`;
    case 'overdue':
    case 'late':
    case 'missed':
      return `${state}${late}${why}`;
    case 'waived':
    case 'excused':
      return state;
  }
}

function followsText(
  follows: readonly OccurrenceConsequence[],
  { currency }: Pick<Statement, 'currency'>,
  local: LocalTimes,
): string {
  return follows
    .flatMap(({ credit, points, period, notReported, relief }) => [
      ...(credit === null ? [] : [`${currency.code} ${groupedDigits(credit.amount)} in ${period ?? ''}`]),
      ...(points === null ? [] : [`${plural(points, 'point')} in ${period ?? ''}`]),
      ...(notReported === null
        ? []
        : [
            `counts as not reported: ${notReported === 'all' ? 'every reported level' : notReported.join(', ')}`,
          ]),
      ...(relief === null
        ? []
        : [
            `relief for the provider from ${local(relief.from)} ${relief.running ? 'on' : `to ${local(relief.until)}`}`,
          ]),
    ])
    .join('; ');
}

function escalationTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const { escalations } = statement.obligations;
  const rows = escalations.flatMap((ladder) =>
    ladder.missed.map((step) => [
      ladder.id,
      ladder.clause ?? '',
      step.ticket,
      step.to,
      local(step.dueAt),
      step.takenAt === null ? 'not taken' : local(step.takenAt),
      step.state,
      followsText(step.follows, statement, local),
    ]),
  );
  const notes = escalations
    .filter(({ counts }) => counts.due > 0)
    .map(({ id, counts }) => `${id}: ${counts.met} of ${plural(counts.due, 'step')} taken in time.`);
  const heading = 'Escalation';
  if (rows.length === 0 && notes.length > 0) return [{ heading, notes, table: undefined }];
  return tableSection(
    heading,
    columns('Ladder', 'Clause', 'Ticket', 'To', 'Due', 'Taken', 'State', 'What follows'),
    rows,
    { notes },
  );
}
