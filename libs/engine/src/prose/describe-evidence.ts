import type { Evidence, ServiceLevelPart, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import { figureText, type LocalTimes, verdictText } from './words.js';

/** What stands behind levels of changes, of recurrence, and of other levels' results. */
export function describeEvidence(statement: Statement, local: LocalTimes): DocumentSection[] {
  return [
    ...changeTable(statement),
    ...recurrenceTable(statement, local),
    ...occurrenceTable(statement, local),
    ...smoothedTable(statement),
  ];
}

/** Each part with evidence of one kind, by the level's id. */
function partsWith<Kind extends Evidence['kind']>(
  statement: Statement,
  kind: Kind,
): {
  readonly id: string;
  readonly part: ServiceLevelPart;
  readonly evidence: Extract<Evidence, { kind: Kind }>;
}[] {
  return statement.serviceLevels.flatMap(({ id, parts }) =>
    parts.flatMap((part) =>
      part.evidence.kind === kind
        ? [{ id, part, evidence: part.evidence as Extract<Evidence, { kind: Kind }> }]
        : [],
    ),
  );
}

function changeTable(statement: Statement): DocumentSection[] {
  const rows = partsWith(statement, 'changes').flatMap(({ id, evidence }) =>
    evidence.bad.map(({ change, service, outcomes }) => [
      id,
      change ?? 'without a key',
      service ?? '',
      outcomes.map((outcome) => outcome.replaceAll('-', ' ')).join(' and '),
    ]),
  );
  return tableSection(
    'Changes without a good outcome',
    columns('Service level', 'Change', 'Service', 'Outcome'),
    rows,
  );
}

function recurrenceTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = partsWith(statement, 'recurrences').flatMap(({ id, evidence }) =>
    evidence.recurring.map(({ key, tickets }) => [
      id,
      key,
      tickets.map(({ ticket, openedAt }) => `${ticket} (${local(openedAt)})`).join(', '),
    ]),
  );
  return tableSection('What recurred', columns('Service level', 'What', 'Tickets'), rows);
}

function occurrenceTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = partsWith(statement, 'occurrences').flatMap(({ id, evidence }) =>
    evidence.occurrences.map(({ key, dueAt, doneAt, state, counted, reason }) => [
      id,
      `${evidence.obligation} ${key}`,
      local(dueAt),
      local(doneAt),
      counted || reason === state ? state : `${state}, ${(reason ?? '').replaceAll('-', ' ')}`,
    ]),
  );
  return tableSection(
    'Obligations measured',
    columns('Service level', 'Obligation', 'Due', 'Done', 'State'),
    rows,
  );
}

function smoothedTable(statement: Statement): DocumentSection[] {
  const rows = partsWith(statement, 'smoothed').flatMap(({ id, part, evidence }) =>
    evidence.periods.map(({ period, verdict, value, counted }) => [
      id,
      evidence.serviceLevel,
      period,
      value === null ? verdictText(verdict, false) : figureText(value, part.unit),
      counted ? 'counted' : 'left out',
    ]),
  );
  return tableSection('Values smoothed', columns('Service level', 'Of', 'Period', '>Value', 'Counted'), rows);
}
