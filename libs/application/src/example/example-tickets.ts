import type { WorkingTime } from '@tallystick/calendar';
import { dayOfWeek, type EpochSeconds, localDateParts } from '@tallystick/quantities';
import type { ExampleFacts } from './example-fact.js';
import { exampleFirstDay, exampleLastDay, secondsPerDay, strainOfMonth } from './example-setting.js';
import type { SeededRandom } from './random.js';

type Priority = 'P1' | 'P2' | 'P3' | 'P4';

const hour = 3600;
const medianWork: Readonly<Record<Priority, number>> = {
  P1: 1.1 * hour,
  P2: 2.6 * hour,
  P3: 6 * hour,
  P4: 9 * hour,
};
const medianAnswer: Readonly<Record<Priority, number>> = { P1: 240, P2: 900, P3: 2700, P4: 5400 };
const questions = [
  'Which users are affected?',
  'Please send a screenshot of the message.',
  'Please restart the machine and tell us the result.',
  'Please approve the licence.',
] as const;

interface Desk {
  readonly random: SeededRandom;
  readonly facts: ExampleFacts;
  readonly hours: WorkingTime;
}

/**
 * A year of tickets as a help desk of a few hundred users has them: more on Mondays, bursts, answers, waits on the
 * client with and without a question, changed priorities, reopenings, tickets that turn up late, and wrong entries
 * that are corrected.
 */
export function addExampleTickets(desk: Desk): void {
  let number = 0;
  for (let date = exampleFirstDay; date <= exampleLastDay; date += 1) {
    for (let left = ticketsOn(date, desk.random); left > 0; left -= 1) {
      number += 1;
      addTicket(desk, number, date * secondsPerDay);
    }
  }
}

function ticketsOn(date: number, random: SeededRandom): number {
  const weekday = dayOfWeek(date);
  if (weekday === 'sat' || weekday === 'sun') return random.whole(0, 1);
  const burst = random.chance(0.04) ? random.whole(5, 12) : 0;
  return random.whole(3, 8) + (weekday === 'mon' ? 3 : 0) + burst;
}

function addTicket(desk: Desk, number: number, midnight: EpochSeconds): void {
  const { random, facts } = desk;
  const request = random.chance(0.35);
  const ticket = `${request ? 'REQ' : 'INC'}-${String(number).padStart(5, '0')}`;
  const priority: Priority = request
    ? 'P4'
    : random.weighted([
        ['P1', 5],
        ['P2', 14],
        ['P3', 52],
        ['P4', 29],
      ] as const);
  const office = priority !== 'P1' && random.chance(0.94);
  const opened = midnight + (office ? random.whole(8 * hour, 17 * hour) : random.whole(0, secondsPerDay - 1));
  // One ticket in thirty reaches the export only weeks later: the desk closed it in another queue.
  const late = random.chance(0.033) ? random.whole(10, 45) * secondsPerDay : 0;
  const add = ((type, at, payload) =>
    facts.add(type, at, ticket, { ticket, ...payload }, { learntLaterSeconds: late })) as (
    type: Parameters<ExampleFacts['add']>[0],
    at: EpochSeconds,
    payload: object,
  ) => string;

  add('TicketOpened', opened, {
    ticketType: request ? 'request' : 'incident',
    priority,
    service: random.weighted([
      ['workplace', 55],
      ['email', 15],
      ['erp', 18],
      ['network', 12],
    ]),
    channel: random.pick(['portal', 'phone', 'mail']),
  });
  if (random.chance(0.5)) add('TicketResponded', opened + 5, { evidence: 'automatic' });
  if (random.chance(0.02)) {
    add('TicketCancelled', after(desk, 'P3', opened, 1800), { reason: 'Withdrawn by the user.' });
    return;
  }
  const strain = strainOfMonth[localDateParts(Math.floor(opened / secondsPerDay)).month - 1]!;
  const answered = after(desk, priority, opened, random.duration(medianAnswer[priority] * strain));
  add('TicketResponded', answered, { evidence: 'public-reply' });
  add('TicketTransitioned', answered + 1, { status: 'in-progress' });
  addWork(desk, add, priority, answered + 1, strain);
}

type AddTicketFact = (type: Parameters<ExampleFacts['add']>[0], at: EpochSeconds, payload: object) => string;

/** From the start of work to the end: perhaps another priority, waits, the solution, perhaps a reopening. */
function addWork(
  desk: Desk,
  add: AddTicketFact,
  firstPriority: Priority,
  started: EpochSeconds,
  strain: number,
): void {
  const { random } = desk;
  let priority = firstPriority;
  let now = started;
  if (random.chance(0.05) && priority !== 'P1') {
    priority = priority === 'P2' ? 'P3' : 'P2';
    now = after(desk, priority, now, random.duration(1200));
    add('TicketReprioritised', now, { priority });
  }
  const work = random.duration(medianWork[priority] * strain, 0.9);
  now = after(desk, priority, now, Math.ceil(work / 2));
  if (random.chance(0.28)) {
    const asked = random.chance(0.85);
    add('TicketTransitioned', now, {
      status: 'waiting-client',
      ...(asked ? { evidence: random.pick(questions) } : {}),
    });
    now = after(desk, 'P3', now, random.duration(6 * hour, 1));
    add('TicketTransitioned', now, { status: 'in-progress' });
  }
  now = after(desk, priority, now, Math.ceil(work / 2));
  now = addResolution(desk, add, priority, now);
  if (random.chance(0.04)) {
    now = after(desk, 'P3', now, random.duration(5 * hour));
    add('TicketReopened', now, { reason: 'It happened again.' });
    now = after(desk, priority, now, random.duration(2 * hour * strain));
    add('TicketResolved', now, { code: 'solved' });
  }
  add('TicketClosed', after(desk, 'P3', now, 25 * hour), { code: 'confirmed' });
}

/** Two resolutions in a hundred are entered too early, taken back weeks later and entered as they were. */
function addResolution(desk: Desk, add: AddTicketFact, priority: Priority, at: EpochSeconds): EpochSeconds {
  const { random, facts } = desk;
  const wrong = add('TicketResolved', at, { code: 'solved' });
  if (!random.chance(0.02)) return at;
  const right = after(desk, priority, at, random.duration(5 * hour));
  facts.add(
    'FactRetracted',
    at + random.whole(12, 30) * secondsPerDay,
    wrong,
    { fact: wrong, reason: 'Entered before the work was done; the log of the shift shows the later time.' },
    { party: 'client' },
  );
  add('TicketResolved', right, { code: 'solved' });
  return right;
}

/** So much work later: around the clock for critical tickets, in the desk's hours for others. */
function after(desk: Desk, priority: Priority, at: EpochSeconds, seconds: number): EpochSeconds {
  return priority === 'P1' ? at + seconds : desk.hours.due(at, seconds);
}
