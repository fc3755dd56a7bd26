import { expect, test } from 'vitest';
import { ClockEnvironment } from './clock-environment.js';
import {
  at,
  opened,
  priority,
  resolved,
  termsInForce,
  type TestEvent,
  timelineOf,
  utcTable,
} from './clock-test-kit.js';
import { forEachTicket, type TicketJudge } from './for-each-ticket.js';

const timeline = timelineOf(
  [opened(at('3 09:00'), 'P3'), priority(at('3 10:00'), 'P1'), resolved(at('3 11:00'))],
  'A',
);
timelineOf(
  [opened(at('5 09:00'), 'P2'), resolved(at('5 10:00')), [at('5 11:00'), 'TicketReopened']],
  'B',
  timeline,
);
timelineOf([opened(at('3 09:00')), [at('3 10:00'), 'TicketCancelled'] as TestEvent], 'C', timeline);
timelineOf([resolved(at('3 10:00'))], 'D', timeline);

const terms = termsInForce({ from: '2025-01-01', clock: 'none' }, { from: '2025-03-05', clock: 'none' });
const environment = new ClockEnvironment(terms, utcTable, at('31 00:00'));
const all: TicketJudge = { judgedBy: 'final', where: undefined, exclude: new Set(['cancelled']) };

function visited(judge: TicketJudge | undefined, env = environment): unknown[] {
  const found: unknown[] = [];
  forEachTicket(
    timeline,
    env,
    () => judge,
    ({ ticket, priority: code, openedAt, endedAt, version, exclusion }) => {
      found.push([timeline.ticketKey(ticket), timeline.text(code), openedAt, endedAt, version, exclusion]);
    },
  );
  return found;
}

test('every ticket with an opening, by its judging priority, under the terms at its opening', () => {
  expect(visited(all)).toEqual([
    ['A', 'P1', at('3 09:00'), at('3 11:00'), 0, undefined],
    ['B', 'P2', at('5 09:00'), NaN, 1, undefined],
    ['C', 'P3', at('3 09:00'), at('3 10:00'), 0, 'cancelled'],
  ]);
});

test('in scope, of a version that asks, and known at the instant of reading', () => {
  const first = { ...all, judgedBy: 'first', where: { priority: ['P3'] } } as unknown as TicketJudge;
  expect(visited(first).map((ticket) => (ticket as string[])[0])).toEqual(['A', 'C']);
  expect(visited(undefined)).toEqual([]);
  expect(visited(all, new ClockEnvironment(terms, utcTable, at('3 09:30')))).toEqual([
    ['A', 'P3', at('3 09:00'), NaN, 0, undefined],
    ['C', 'P3', at('3 09:00'), NaN, 0, undefined],
  ]);
});
