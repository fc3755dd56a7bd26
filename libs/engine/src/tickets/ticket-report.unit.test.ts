import { describe, expect, test } from 'vitest';
import { exampleEnd, exampleYear } from '../testing/example-year.js';
import { ticketReports } from './ticket-report.js';

const scenario = exampleYear();
const known = scenario.knowledge(scenario.position, exampleEnd);

describe('the report of a ticket', () => {
  test('shows each clock with its pauses, its due instant, the verdict and the terms applied', () => {
    const [report] = [...ticketReports({ ...known, ticket: 'INC-1' })];
    expect(report).toMatchObject({
      ticket: 'INC-1',
      type: 'incident',
      priority: 'P1',
      openedAt: '2025-01-14T09:00:00Z',
      status: 'resolved',
      state: 'complete',
    });
    const resolution = report!.clocks.find((clock) => clock.serviceLevel === 'p1-resolution')!;
    expect(resolution).toMatchObject({
      clock: 'resolution',
      elapsedSeconds: 4 * 3600,
      limitSeconds: 4 * 3600,
      due: '2025-01-14T16:00:00Z',
      met: true,
      running: false,
      pauses: [
        {
          status: 'waiting-client',
          from: '2025-01-14T10:00:00Z',
          until: '2025-01-14T13:00:00Z',
          counted: true,
          reason: null,
        },
      ],
      intervals: [
        { from: '2025-01-14T09:00:00Z', until: '2025-01-14T10:00:00Z', calendar: 'always' },
        { from: '2025-01-14T13:00:00Z', until: '2025-01-14T16:00:00Z', calendar: 'always' },
      ],
      terms: { from: '2025-01-13', why: 'opened' },
    });
  });

  test('a clock that no service level asks of the ticket is shown without a limit', () => {
    const [report] = [...ticketReports({ ...known, ticket: 'INC-4' })];
    const resolution = report!.clocks.find((clock) => clock.clock === 'resolution')!;
    expect(resolution).toMatchObject({ serviceLevel: null, limitSeconds: null, due: null, met: null });
  });

  test('a ticket stands under the terms of its opening', () => {
    const limits = ['INC-6', 'INC-7'].map((ticket) => {
      const [report] = [...ticketReports({ ...known, ticket })];
      const clock = report!.clocks.find((one) => one.serviceLevel === 'p1-resolution')!;
      return [clock.limitSeconds, clock.terms.from];
    });
    expect(limits).toEqual([
      [4 * 3600, '2025-01-13'],
      [2 * 3600, '2025-02-17'],
    ]);
  });

  test('a running clock is read at the instant of valuation', () => {
    const at = (instant: string) =>
      [...ticketReports({ ...known, ticket: 'INC-10', valuedAt: Date.parse(instant) })][0]!.clocks[0]!;
    expect(at('2025-03-31T22:30:00Z')).toMatchObject({ running: true, elapsedSeconds: 3600, met: null });
    expect(at('2025-04-01T22:30:00Z')).toMatchObject({ running: true, met: false });
  });

  test('all tickets come in the order of their keys, also one without an opening', () => {
    const reports = [...ticketReports(known)];
    expect(reports.map((report) => report.ticket)).toEqual([
      'INC-0',
      'INC-1',
      'INC-10',
      'INC-2',
      'INC-3',
      'INC-4',
      'INC-5',
      'INC-6',
      'INC-7',
      'INC-8',
      'INC-9',
    ]);
    expect(reports[0]).toMatchObject({ state: 'incomplete', clocks: [] });
  });

  test('an unknown ticket is refused, also one that is not known yet', () => {
    expect(() => [...ticketReports({ ...known, ticket: 'INC-99' })]).toThrow(
      expect.objectContaining({ code: 'ticket-unknown' }),
    );
    expect(() => [...ticketReports({ ...scenario.knowledge(5), ticket: 'INC-9' })]).toThrow(
      expect.objectContaining({ code: 'ticket-unknown' }),
    );
  });
});
