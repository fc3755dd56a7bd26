import { formatDuration } from '@tallystick/quantities';
import { defineCommand } from '../command.js';
import { renderTable } from '../console/table.js';
import { withServices } from '../console/with-services.js';
import {
  type AgreementOption,
  agreementOption,
  type KnownAtOption,
  knownAtOption,
  type LedgerOption,
  ledgerOption,
  type ValuedAtOption,
  valuedAtOption,
} from '../options.js';

/** Tickets in one table for people; the columns of a table are as wide as its widest cell. */
const ticketsPerTable = 500;

export const tickets = defineCommand<LedgerOption & AgreementOption & KnownAtOption & ValuedAtOption>({
  name: 'tickets',
  summary: 'list the tickets with the readings of their clocks',
  description:
    'Lists every ticket with each clock that the terms hold against it: elapsed working time, limit, due instant, whether it was met, pauses, and the version of the terms that applied.',
  options: [ledgerOption, agreementOption, knownAtOption, valuedAtOption],
  json: 'one ticket a line: {"ticket", "type", "priority", "openedAt", "status", "state": "complete"|"incomplete",\n "clocks": [{"clock", "serviceLevel", "instance", "priority", "startedAt", "stoppedAt", "stoppedBy", "running", "paused", "elapsedSeconds",\n  "limitSeconds", "limitBecause", "due", "breachedAt", "met": true|false|null, "verdict",\n  "pauses": [{"status", "from", "until", "pausedUntil", "counted", "reason", "fact"}],\n  "reliefs": [{"relief", "from", "until", "running", "counted", "reason", "facts": [id]}],\n  "intervals": [{"from", "until", "priority", "calendar", "elapsedSeconds"}], "excluded": [{"from", "until"}],\n  "terms": {"digest", "from", "why", "openedBeforeTerm"}, "facts": [id]}]}',
  examples: ['tally tickets --agreement acme-northwind --json', 'tally tickets --known-at 2025-04-05'],
  run: async (session, options) => {
    const { listTickets, theAgreement } = await import('../application.js');
    const { knownAt, valuedAt } = options;
    await withServices(session, options, { readOnly: true }, async (services) => {
      const agreement = await theAgreement(services, options.agreement);
      let rows: string[][] = [];
      const flush = async () => {
        if (rows.length === 0) return;
        await session.terminal.out(
          renderTable(
            [
              { head: 'Ticket' },
              { head: 'Priority' },
              { head: 'Status' },
              { head: 'Clock' },
              { head: 'Service level' },
              { head: 'Took', align: 'right' },
              { head: 'Limit', align: 'right' },
              { head: 'Due' },
              { head: 'Verdict' },
            ],
            rows,
          ),
        );
        rows = [];
      };
      let lines = '';
      let listed = 0;
      for await (const report of listTickets(services, { agreement, knownAt, valuedAt })) {
        listed += 1;
        if (session.json) {
          lines += `${JSON.stringify(report)}\n`;
          if (lines.length > 65_536) {
            await session.terminal.out(lines);
            lines = '';
          }
          continue;
        }
        const own = [report.ticket, report.priority ?? '', report.status ?? report.state];
        if (report.clocks.length === 0) rows.push([...own, '', '', '', '', '', '']);
        for (const [index, clock] of report.clocks.entries()) {
          rows.push([
            ...(index === 0 ? own : ['', '', '']),
            clock.clock,
            clock.serviceLevel ?? '',
            formatDuration(clock.elapsedSeconds),
            clock.limitSeconds === null ? '' : formatDuration(clock.limitSeconds),
            clock.due ?? '',
            clock.verdict,
          ]);
        }
        if (listed % ticketsPerTable === 0) await flush();
      }
      if (lines !== '') await session.terminal.out(lines);
      await flush();
    });
  },
});
