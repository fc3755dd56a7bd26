import { formatDuration } from '@tallystick/quantities';
import type {
  Evidence,
  ServiceLevelPart,
  ServiceLevelStatement,
  Statement,
  TicketEvidence,
} from '../statement/statement.js';
import { describeEvidence } from './describe-evidence.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import {
  decidedText,
  exactNumber,
  figureText,
  groupedDigits,
  type LocalTimes,
  plural,
  targetSentence,
  verdictText,
  windowText,
} from './words.js';

/** The service levels of a period, and behind them what was missed, what is open and what was left out. */
export function describeLevels(statement: Statement, local: LocalTimes): DocumentSection[] {
  return [
    ...levelTable(statement),
    ...missTable(statement, local),
    ...outageTable(statement, local),
    ...reportTable(statement, local),
    ...describeEvidence(statement, local),
    ...openTable(statement, local),
    ...excludedTable(statement),
  ];
}

function eachPart(
  statement: Statement,
): { readonly level: ServiceLevelStatement; readonly part: ServiceLevelPart }[] {
  return statement.serviceLevels.flatMap((level) => level.parts.map((part) => ({ level, part })));
}

function nameOf(level: ServiceLevelStatement, part: ServiceLevelPart): string {
  return level.parts.length === 1 ? level.id : `${level.id} (${part.from} to ${part.to})`;
}

function levelTable(statement: Statement): DocumentSection[] {
  const rows = eachPart(statement).map(({ level, part }) => [
    nameOf(level, part),
    part.clause ?? '',
    targetSentence(part.target, part.unit),
    part.value === null ? '' : figureText(part.value.decimal, part.unit),
    countedText(part),
    verdictText(part.verdict, part.belowMinimum),
    // The credit is of the whole level, so it stands in the row of the last part.
    part === level.parts.at(-1) ? creditText(level) : '',
  ]);
  const notes = eachPart(statement).flatMap(({ level, part }) => {
    const said = [windowText(part.window), decidedText(part)].filter((text) => text !== undefined);
    return said.length === 0 ? [] : [`${nameOf(level, part)}: ${said.join('; ')}.`];
  });
  const runs = statement.serviceLevels
    .filter((level) => level.missesInARow > 1)
    .map((level) => `${level.id}: missed ${level.missesInARow} periods in a row.`);
  return tableSection(
    'Service levels',
    columns('Service level', 'Clause', 'Target', '>Measured', '>Counted', 'Result', '>Credit'),
    rows,
    { notes: [...notes, ...runs] },
  );
}

function countedText({ evidence, volume, value }: ServiceLevelPart): string {
  switch (evidence.kind) {
    case 'tickets':
      return `${evidence.met} of ${evidence.counted}`;
    case 'availability':
      return `${figureText(exactNumber(evidence.downSeconds).toDecimal(), 'seconds')} down`;
    case 'readings':
    case 'count':
      return `${evidence.count}`;
    case 'reports':
      return volume === null || value === null ? '' : `${value.numerator} of ${value.denominator}`;
    case 'occurrences':
      return `${evidence.met} of ${evidence.counted}`;
    case 'changes':
      return `${evidence.good} of ${evidence.counted}`;
    case 'recurrences':
      return `${evidence.count}`;
    case 'results':
      return plural(evidence.results.filter((result) => result.counted).length, 'result');
    case 'smoothed':
      return plural(evidence.periods.filter((period) => period.counted).length, 'period');
  }
}

function creditText(level: ServiceLevelStatement): string {
  if (level.credit !== null) return groupedDigits(level.credit);
  return level.points === null ? '' : plural(level.points, 'point');
}

function ticketsOf(evidence: Evidence, which: 'breached' | 'undecided'): readonly TicketEvidence[] {
  if (evidence.kind === 'tickets' || evidence.kind === 'count') return evidence[which];
  return evidence.kind === 'readings' && which === 'undecided' ? evidence.undecided : [];
}

function missTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = eachPart(statement).flatMap(({ level, part }) =>
    ticketsOf(part.evidence, 'breached').map((ticket) => [
      nameOf(level, part),
      ticket.ticket,
      ticket.priority ?? '',
      local(ticket.startedAt),
      local(ticket.due),
      ticket.stoppedAt === null ? 'still running' : local(ticket.stoppedAt),
      formatDuration(ticket.elapsedSeconds),
      ticket.limitSeconds === null ? '' : formatDuration(ticket.limitSeconds),
    ]),
  );
  return tableSection(
    'Tickets over their limit',
    columns('Service level', 'Ticket', 'Priority', 'Started', 'Due', 'Stopped', '>Took', '>Limit'),
    rows,
    { notes: ['Time is working time of the clock, less the waits that the terms take off.'] },
  );
}

function outageTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = eachPart(statement).flatMap(({ level, part }) => {
    if (part.evidence.kind !== 'availability') return [];
    return part.evidence.outages.map((outage) => [
      nameOf(level, part),
      outage.outage,
      outage.service,
      local(outage.beganAt),
      outage.endedAt === null ? 'not ended' : local(outage.endedAt),
      formatDuration(outage.seconds),
      outage.counted
        ? 'counted'
        : outage.reason === null
          ? 'not counted'
          : `not counted: ${words(outage.reason)}`,
    ]);
  });
  const excluded = eachPart(statement).flatMap(({ level, part }) => {
    if (part.evidence.kind !== 'availability') return [];
    return part.evidence.excluded.map(
      (time) =>
        `${nameOf(level, part)}: ${time.kind} ${time.key} on ${time.service} from ${local(time.from)} to ` +
        `${local(time.until)}, ${time.counted ? 'taken out' : `not taken out: ${words(time.reason ?? '')}`}.`,
    );
  });
  return tableSection(
    'Outages',
    columns('Service level', 'Outage', 'Service', 'Began', 'Ended', '>Time lost', 'Counted'),
    rows,
    { notes: excluded },
  );
}

function words(code: string): string {
  return code.replaceAll('-', ' ');
}

function reportTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = eachPart(statement).flatMap(({ level, part }) => {
    if (part.evidence.kind !== 'reports') return [];
    return part.evidence.reports.map((report) => [
      nameOf(level, part),
      report.party,
      report.value ?? `${report.numerator ?? ''} of ${report.denominator ?? ''}`,
      local(report.effectiveAt),
      report.used ? 'used' : report.refused === null ? '' : `refused: ${words(report.refused)}`,
    ]);
  });
  return tableSection(
    'Figures reported',
    columns('Service level', 'Reported by', '>Figure', 'At', 'Use'),
    rows,
  );
}

function openTable(statement: Statement, local: LocalTimes): DocumentSection[] {
  const rows = eachPart(statement).flatMap(({ level, part }) =>
    ticketsOf(part.evidence, 'undecided').map((ticket) => [
      nameOf(level, part),
      ticket.ticket,
      local(ticket.startedAt),
      local(ticket.due),
      formatDuration(ticket.elapsedSeconds),
      ticket.limitSeconds === null ? '' : formatDuration(ticket.limitSeconds),
    ]),
  );
  return tableSection(
    'Still running',
    columns('Service level', 'Ticket', 'Started', 'Due', '>So far', '>Limit'),
    rows,
    { notes: ['Neither met nor missed yet, and not counted.'] },
  );
}

function excludedTable(statement: Statement): DocumentSection[] {
  const rows = eachPart(statement).flatMap(({ level, part }) => {
    const { evidence } = part;
    switch (evidence.kind) {
      case 'tickets':
      case 'readings':
      case 'count':
        return evidence.excluded.map((ticket) => [nameOf(level, part), ticket.ticket, words(ticket.reason)]);
      default:
        return [];
    }
  });
  return tableSection('Left out', columns('Service level', 'Ticket', 'Reason'), rows);
}
