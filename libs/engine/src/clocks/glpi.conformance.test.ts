import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { parseInstant, wholeSecond } from '@tallystick/quantities';
import type { Clock } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import { ClockEnvironment } from './clock-environment.js';
import {
  by,
  calendarTerms,
  clientWaits,
  opened,
  question,
  resolved,
  status,
  termsInForce,
  type TestEvent,
  timelineOf,
  utcTable,
  weekHours,
} from './clock-test-kit.js';
import { readClock } from './read-clock.js';

/** Ten real help-desk tickets with GLPI's own durations: Monday to Friday 08:00-18:00, less the time waiting. */

const file = fileURLToPath(
  new URL('../../../../../shared/data/glpi_tickets_visible.csv.gz', import.meta.url),
);
const present = existsSync(file);
if (!present) {
  console.warn(
    `SKIPPED: GLPI's durations were not checked, ../shared/data/glpi_tickets_visible.csv.gz is missing.`,
  );
}

describe.skipIf(!present)("GLPI's durations", () => {
  const [header, ...lines] = present
    ? gunzipSync(readFileSync(file)).toString('utf8').trim().split('\n')
    : [''];
  const names = header!.split(',');
  const rows = lines.map((line) => {
    const values = line.split(',');
    return (name: string): string => values[names.indexOf(name)]!;
  });
  const local = (text: string): number => wholeSecond(parseInstant(`${text.replace(' ', 'T')}Z`));

  test('there are ten', () => {
    expect(rows).toHaveLength(10);
  });

  test.each(rows.map((row) => [row('id'), row] as const))('ticket %s', (_, row) => {
    const [openedAt, solvedAt, closedAt] = ['date', 'solvedate', 'closedate'].map((name) => local(row(name)));
    const waiting = Number(row('waiting_duration'));
    const hours = weekHours('08:00-18:00');
    const terms = (clock: Partial<Clock>) =>
      termsInForce({
        from: '2022-01-01',
        clock: { calendar: by({}, 'office'), pause: clientWaits, ...clock },
        calendars: [calendarTerms('office', hours)],
      });
    const elapsed = (events: readonly TestEvent[], clock: Partial<Clock>): number => {
      const environment = new ClockEnvironment(terms(clock), utcTable, closedAt!);
      return readClock(timelineOf(events), 0, environment, question(undefined))[0]!.elapsedSeconds;
    };
    // GLPI keeps how long a ticket waited in working time, not when: any wait of that length must do, here the last one.
    const environment = new ClockEnvironment(terms({}), utcTable, closedAt!);
    const workingTime = environment.workingTime('office', 0);
    let waitFrom = solvedAt!;
    while (workingTime.elapsed(waitFrom, solvedAt!) < waiting) {
      waitFrom -= 1;
    }
    const events = [
      opened(openedAt!),
      ...(waiting === 0 ? [] : [status(waitFrom, 'waiting-client')]),
      resolved(solvedAt!),
      [closedAt!, 'TicketClosed'] as TestEvent,
    ];
    expect(elapsed(events, { to: 'resolved' })).toBe(Number(row('solve_delay_stat')));
    expect(elapsed(events, { to: 'closed' })).toBe(Number(row('close_delay_stat')));

    // When it was taken into account is only known as a duration; a response then must give it back.
    const takenIntoAccount = Number(row('takeintoaccount_delay_stat'));
    const respondedAt = workingTime.due(openedAt!, takenIntoAccount);
    const answered: TestEvent[] = [opened(openedAt!), [respondedAt, 'TicketResponded'], resolved(solvedAt!)];
    expect(elapsed(answered, { to: 'responded', pause: undefined })).toBe(takenIntoAccount);
  });
});
