import type { Timeline } from '../timeline/index.js';
import type { Knowing } from './knowing.js';
import type { Subject } from './subject.js';
import { changedFacts } from './taken-out.js';

/** A subject that counts otherwise than it did, and the facts that it does by; without any it was time. */
export type SubjectChange = Pick<Subject, 'subject' | 'key' | 'facts'>;

/** The subjects that count otherwise now than then, as far as facts known since or time alone say why. */
export function changedSubjects(
  then: Knowing,
  now: Knowing,
  before: ReadonlyMap<string, Subject>,
  after: ReadonlyMap<string, Subject>,
): SubjectChange[] {
  const changes: SubjectChange[] = [];
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(key), after.get(key)];
    if (was?.counts === is?.counts) continue;
    const { subject, key: name } = (is ?? was)!;
    const facts = newFacts(then, now, subject, name, was, is);
    // Without a new fact only time can have changed it, or the terms did.
    if (facts.length > 0 || byTime(was, is)) {
      changes.push({ subject, key: name, facts });
    }
  }
  return changes;
}

/** A clock that still ran, or something that was not due yet. */
function byTime(was: Subject | undefined, is: Subject | undefined): boolean {
  if (was?.undecided === true) return true;
  return is?.overdue === true && (is.subject === 'ticket' || was === undefined);
}

/** Facts about a subject recorded since, and those that took earlier ones out, in ledger order. */
function newFacts(
  then: Knowing,
  now: Knowing,
  subject: Subject['subject'],
  key: string,
  was: Subject | undefined,
  is: Subject | undefined,
): string[] {
  if (subject === 'obligation') return changedOccurrenceFacts(then, now, key);
  return changedFacts(now, factsOf(then, subject, key, was), factsOf(now, subject, key, is));
}

/** All that is known of a subject, also what lies outside the period: an end recorded later may move it out of there. */
function factsOf(
  { state: { timeline } }: Knowing,
  subject: Exclude<Subject['subject'], 'obligation'>,
  key: string,
  found: Subject | undefined,
): readonly string[] {
  switch (subject) {
    case 'ticket':
      return factsOfTicket(timeline, key);
    case 'outage':
      return factsWith(timeline.outages(), (one) => `${one.outage} ${one.service}` === key);
    case 'maintenance':
      return factsWith(timeline.maintenances(), (one) => `${one.maintenance} ${one.service}` === key);
    case 'relief':
      return factsWith(timeline.reliefs, (one) => one.relief === key);
    case 'change':
      return factsWith(timeline.changes, (one) => (one.change ?? one.factIds[0]) === key);
    case 'measurement':
    case 'survey':
    case 'report':
      return found?.facts ?? [];
  }
}

function factsWith<Item extends { readonly factIds: readonly string[] }>(
  items: readonly Item[],
  wanted: (item: Item) => boolean,
): readonly string[] {
  return items.filter(wanted).flatMap((item) => item.factIds);
}

/**
 * The facts recorded or taken out since by which an occurrence counts otherwise, by its key: its own, or else those of
 * the ticket that it is of, by which it arises, or does not.
 */
export function changedOccurrenceFacts(then: Knowing, now: Knowing, key: string): string[] {
  const [was, is] = [then, now].map(({ evaluation }) => evaluation.world.obligations.factsOf(key));
  const own = changedFacts(now, was?.factIds ?? [], is?.factIds ?? []);
  const ticket = (is ?? was)?.ticket;
  if (own.length > 0 || ticket === undefined) return own;
  const [before, after] = [then, now].map(({ state }) => factsOfTicket(state.timeline, ticket));
  return changedFacts(now, before!, after!);
}

function factsOfTicket(timeline: Timeline, ticket: string): readonly string[] {
  const index = timeline.ticketIndex(ticket);
  return index === undefined ? [] : timeline.factIdsOfTicket(index);
}
