import { formatDuration } from '@tallystick/quantities';
import type { ClockReport, TicketReport } from '../application.js';
import { renderTable } from './table.js';

/** One ticket for a person who asks why: each clock with its intervals, pauses and terms. */
export function renderTicket(report: TicketReport): string {
  const opened = report.openedAt === null ? 'its opening is not known' : `opened ${report.openedAt}`;
  const head = `${report.ticket}: ${report.type ?? 'ticket'}, priority ${report.priority ?? 'unknown'}, ${opened}, ${report.status ?? report.state}\n`;
  return head + report.clocks.map(renderClock).join('');
}

function renderClock(clock: ClockReport): string {
  const { serviceLevel, limitSeconds, due, breachedAt } = clock;
  const instance = clock.instance === 1 ? '' : `, run ${clock.instance}`;
  const lines = [
    '',
    `Clock ${clock.clock}${serviceLevel === null ? '' : ` for ${serviceLevel}`}${instance}: ${clock.verdict}`,
    `  took ${formatDuration(clock.elapsedSeconds)}${limitSeconds === null ? ', no limit' : ` of ${formatDuration(limitSeconds)}`}` +
      `${due === null ? '' : `, due ${due}`}${breachedAt === null ? '' : `, breached ${breachedAt}`}`,
    `  from ${clock.startedAt ?? 'nowhere'} to ${clock.stoppedAt ?? (clock.running ? 'now, still running' : 'nowhere')}`,
    `  terms in force from ${clock.terms.from} (${clock.terms.digest.slice(0, 12)}), because ${clock.terms.why}`,
  ];
  const stretches = [
    ...clock.intervals.map((each) => ({
      from: each.from,
      until: each.until,
      what: `counted by calendar ${each.calendar}, priority ${each.priority}`,
      took: formatDuration(each.elapsedSeconds),
    })),
    ...clock.pauses.map((each) => ({
      from: each.from,
      until: each.until ?? 'still',
      what: each.counted ? `pause: ${each.status}` : `no pause: ${each.status}, ${each.reason ?? ''}`,
      took: '',
    })),
    ...clock.reliefs.map((each) => ({
      from: each.from,
      until: each.running ? 'still' : each.until,
      what: each.counted ? `relief ${each.relief}` : `no relief: ${each.relief}, ${each.reason ?? ''}`,
      took: '',
    })),
    ...clock.excluded.map((each) => ({
      ...each,
      what: 'between solution and reopening, not counted',
      took: '',
    })),
  ].sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0));
  const table = renderTable(
    [{ head: 'From' }, { head: 'Until' }, { head: 'What' }, { head: 'Working time', align: 'right' }],
    stretches.map(({ from, until, what, took }) => [from, until, what, took]),
  );
  return `${lines.join('\n')}\n${table.replaceAll(/^(?=.)/gm, '    ')}`;
}
