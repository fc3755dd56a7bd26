import { localOfInstant, startOfLocalDate } from '@tallystick/calendar';
import { compareText, type EpochSeconds } from '@tallystick/quantities';
import type { ExclusionReason, RecurrenceMeasure } from '@tallystick/terms';
import { forEachTicket } from '../clocks/index.js';
import type { PeriodWorld } from '../history/period-context.js';
import { historyStart } from '../windows/history-start.js';
import type { MeasureContext } from './measure-context.js';

interface OpenedTicket {
  readonly ticket: number;
  readonly openedAt: EpochSeconds;
}

/** Something that recurred, and the tickets that make it so, in the order in which they were opened. */
export interface Recurrence {
  readonly key: string;
  readonly tickets: readonly OpenedTicket[];
}

/** The time in which the last ticket of a recurrence was opened, and before which no ticket counts. */
interface RecurrenceSpan {
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  /** Where the history of the service level begins: what happened before it does not count. */
  readonly notBefore: EpochSeconds;
}

/** What a service level looks at for recurrences: the time measured over, and back to where its history begins. */
export function recurrenceSpan({
  context,
  level,
  version,
  period,
  startsAt,
  endsAt,
}: Pick<MeasureContext, 'context' | 'level' | 'version' | 'period' | 'startsAt' | 'endsAt'>): RecurrenceSpan {
  const { zone } = context.world;
  const from = localOfInstant(zone, startsAt).date;
  const first = historyStart(context, { clause: level, version, from, to: period.to });
  return { startsAt, endsAt, notBefore: startOfLocalDate(zone, first) };
}

/** Tickets that say nothing about recurring: called off, or the same thing reported twice. */
const leftOut: ReadonlySet<ExclusionReason> = new Set(['cancelled', 'duplicate']);

/** The tickets in scope by key, each key's by opening: read once for all periods of an evaluation. */
const indexes = new WeakMap<PeriodWorld, Map<RecurrenceMeasure, ReadonlyMap<string, OpenedTicket[]>>>();

function indexOf(world: PeriodWorld, measure: RecurrenceMeasure): ReadonlyMap<string, OpenedTicket[]> {
  const ofWorld = indexes.get(world) ?? new Map<RecurrenceMeasure, ReadonlyMap<string, OpenedTicket[]>>();
  indexes.set(world, ofWorld);
  const index = ofWorld.get(measure) ?? ticketsByKey(world, measure);
  ofWorld.set(measure, index);
  return index;
}

/** By what each ticket is about as last known; one that does not say is about nothing. */
function ticketsByKey(
  { timeline, environment }: PeriodWorld,
  { by, where }: RecurrenceMeasure,
): ReadonlyMap<string, OpenedTicket[]> {
  const codes = timeline.tracks(environment.valuedAt)[by];
  const byCode = new Map<number, OpenedTicket[]>();
  const judge = { judgedBy: 'final', where, exclude: leftOut } as const;
  forEachTicket(
    timeline,
    environment,
    () => judge,
    ({ ticket, openedAt, exclusion }) => {
      const code = codes[ticket]!;
      if (exclusion !== undefined || code === 0) return;
      const tickets = byCode.get(code) ?? [];
      tickets.push({ ticket, openedAt });
      byCode.set(code, tickets);
    },
  );
  const key = ({ ticket }: OpenedTicket): string => timeline.ticketKey(ticket);
  return new Map(
    [...byCode]
      .map(([code, tickets]) => [timeline.text(code), tickets] as const)
      .sort(([a], [b]) => compareText(a, b))
      .map(([text, tickets]) => [
        text,
        tickets.sort((a, b) => a.openedAt - b.openedAt || compareText(key(a), key(b))),
      ]),
  );
}

/**
 * What recurred: keys with so many tickets opened within so many local days (30 days: 1 to 30 January), the last of
 * them within the span. The tickets are those of every such run that ends in the span.
 */
export function recurrencesWithin(
  world: PeriodWorld,
  measure: RecurrenceMeasure,
  { startsAt, endsAt, notBefore }: RecurrenceSpan,
): Recurrence[] {
  const { times, withinDays } = measure;
  const recurrences: Recurrence[] = [];
  for (const [key, all] of indexOf(world, measure)) {
    const tickets = all.slice(firstFrom(all, notBefore), firstFrom(all, endsAt));
    const found = new Set<OpenedTicket>();
    for (let last = Math.max(firstFrom(tickets, startsAt), times - 1); last < tickets.length; last += 1) {
      const { date } = localOfInstant(world.zone, tickets[last]!.openedAt);
      const run = tickets.slice(last - times + 1, last + 1);
      if (run[0]!.openedAt >= startOfLocalDate(world.zone, date - withinDays + 1)) {
        for (const ticket of run) found.add(ticket);
      }
    }
    if (found.size > 0) recurrences.push({ key, tickets: [...found] });
  }
  return recurrences;
}

/** The index of the first ticket opened at an instant or later. */
function firstFrom(tickets: readonly OpenedTicket[], instant: EpochSeconds): number {
  let low = 0;
  let high = tickets.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tickets[middle]!.openedAt < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
