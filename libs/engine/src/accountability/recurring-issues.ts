import { localOfInstant, startOfLocalDate } from '@tallystick/calendar';
import { compareText, type DayNumber, type EpochSeconds } from '@tallystick/quantities';
import type { PeriodWorld } from '../history/period-context.js';
import { EventKind, StatusCode, TicketState } from '../timeline/index.js';
import { behindLimit, type Listed, listed } from './foremost.js';
import type { PeriodView } from './period-view.js';
import type { Problem } from './problems.js';

/** What tickets are told apart by when it is asked what keeps coming back. */
export type RecurringBy = 'service' | 'category' | 'configurationItem';

/** What is missing for somebody to answer for a recurring issue. */
type RecurringLack = 'problem' | 'owner' | 'root-cause';

/** A service, category or configuration item that had so many tickets within so many local days. */
export interface RecurringIssue {
  readonly by: RecurringBy;
  readonly value: string;
  /** How many tickets make it recurring: those of every run whose last ticket was opened in the period. */
  readonly tickets: number;
  /** The local days on which the first and the last of them were opened. */
  readonly firstOn: DayNumber;
  readonly lastOn: DayNumber;
  /** The last of them, latest first. */
  readonly latest: Listed<{
    readonly ticket: number;
    readonly openedAt: EpochSeconds;
    readonly factId: string;
  }>;
  /** The problems about it that were open in the period, oldest first. */
  readonly problems: Listed<Problem>;
  readonly lacks: readonly RecurringLack[];
}

/** How many issues are listed for each thing that tickets are told apart by. */
const issueLimit = 20;

/** Tickets in the order of their opening, with the local day of it. */
interface Opened {
  readonly tickets: readonly number[];
  readonly days: readonly DayNumber[];
}

/**
 * What recurs in the period (design 2, "Accountability"): so many tickets about the same thing within so many local
 * days, the last of them opened in the period, by the rule of the terms that speak for it. Cancelled tickets, duplicates
 * and tickets from before the term do not count; what a ticket is about is what is last known of it.
 */
export function recurringIssues(
  view: PeriodView,
  problems: readonly Problem[],
): Readonly<Record<RecurringBy, Listed<RecurringIssue>>> {
  const opened = ticketsOpened(view);
  const inPeriod = problems.filter(
    ({ settledOn }) => settledOn === undefined || settledOn >= view.period.from,
  );
  const linked = linksToProblems(view, inPeriod, opened);
  const issues = (by: RecurringBy): Listed<RecurringIssue> => issuesBy(view, by, opened, inPeriod, linked);
  return {
    service: issues('service'),
    category: issues('category'),
    configurationItem: issues('configurationItem'),
  };
}

function ticketsOpened({ world, period, terms, before }: PeriodView): Opened {
  const { timeline, environment, zone } = world;
  const tracks = timeline.tracks(environment.valuedAt);
  const { state, status, duplicateOf, openedAt } = tracks;
  const term = environment.terms.versions[0]!.from;
  const firstDay = Math.max(term, period.from - terms.accountability.recurring.withinDays + 1);
  const from = startOfLocalDate(zone, firstDay);
  const tickets: number[] = [];
  for (let ticket = 0; ticket < state.length; ticket += 1) {
    if (
      openedAt[ticket]! >= from &&
      openedAt[ticket]! < before &&
      state[ticket] === TicketState.complete &&
      status[ticket] !== StatusCode.cancelled &&
      duplicateOf[ticket] === 0
    ) {
      tickets.push(ticket);
    }
  }
  tickets.sort(
    (a, b) => openedAt[a]! - openedAt[b]! || compareText(timeline.ticketKey(a), timeline.ticketKey(b)),
  );
  // The tickets are in order, so that each day's end is looked up once and not for every ticket.
  let day = firstDay;
  let dayEnds = startOfLocalDate(zone, day + 1);
  const days = tickets.map((ticket) => {
    if (openedAt[ticket]! >= dayEnds) {
      day = localOfInstant(zone, openedAt[ticket]!).date;
      dayEnds = startOfLocalDate(zone, day + 1);
    }
    return day;
  });
  return { tickets, days };
}

function issuesBy(
  view: PeriodView,
  by: RecurringBy,
  { tickets, days }: Opened,
  problems: readonly Problem[],
  linked: readonly ProblemLink[],
): Listed<RecurringIssue> {
  const { timeline, environment } = view.world;
  const codes = timeline.tracks(environment.valuedAt)[by];
  const byCode = new Map<number, number[]>();
  tickets.forEach((ticket, index) => {
    const code = codes[ticket]!;
    if (code === 0) return;
    const own = byCode.get(code);
    if (own === undefined) byCode.set(code, [index]);
    else own.push(index);
  });
  const found = [...byCode].flatMap(([code, own]) => {
    const runs = ofRuns(view, own, days);
    return runs.length === 0 ? [] : [{ value: timeline.text(code), runs }];
  });
  found.sort((a, b) => b.runs.length - a.runs.length || compareText(a.value, b.value));
  return {
    listed: found
      .slice(0, issueLimit)
      .map(({ value, runs }) => issueOf(view, by, value, runs, { tickets, days }, problems, linked)),
    more: Math.max(0, found.length - issueLimit),
  };
}

/** Which of the tickets stand in a run of so many within so many days whose last one was opened in the period. */
function ofRuns(
  { period, terms }: PeriodView,
  own: readonly number[],
  days: readonly DayNumber[],
): readonly number[] {
  const { times, withinDays } = terms.accountability.recurring;
  const found: number[] = [];
  let taken = 0;
  for (let last = times - 1; last < own.length; last += 1) {
    const first = last - times + 1;
    const lastDay = days[own[last]!]!;
    if (lastDay < period.from || lastDay - days[own[first]!]! >= withinDays) continue;
    for (taken = Math.max(taken, first); taken <= last; taken += 1) found.push(own[taken]!);
  }
  return found;
}

function issueOf(
  { world }: PeriodView,
  by: RecurringBy,
  value: string,
  runs: readonly number[],
  { tickets, days }: Opened,
  problems: readonly Problem[],
  linked: readonly ProblemLink[],
): RecurringIssue {
  const { timeline, environment } = world;
  const { openedAt, starts, row } = timeline.tracks(environment.valuedAt);
  const shown = new Set<Problem>();
  for (const { index, problem } of linked) if (holds(runs, index)) shown.add(problem);
  const own = problems.filter((problem) => problem[by] === value || shown.has(problem));
  const lacks: RecurringLack[] = [];
  if (own.length === 0) lacks.push('problem');
  if (!own.some(({ owner }) => owner !== undefined)) lacks.push('owner');
  if (!own.some(({ rootCauseKnown }) => rootCauseKnown)) lacks.push('root-cause');
  const latest = runs.slice(-behindLimit).reverse();
  return {
    by,
    value,
    tickets: runs.length,
    firstOn: days[runs[0]!]!,
    lastOn: days[runs.at(-1)!]!,
    latest: {
      listed: latest.map((index) => {
        const ticket = tickets[index]!;
        // The first step of a track is the opening.
        return {
          ticket,
          openedAt: openedAt[ticket]!,
          factId: timeline.factIdOfRow(row[starts[ticket]!]!),
        };
      }),
      more: runs.length - latest.length,
    },
    problems: listed(own, behindLimit),
    lacks,
  };
}

/** A ticket, by its place among those opened, that shows a problem. */
interface ProblemLink {
  readonly index: number;
  readonly problem: Problem;
}

/** The tickets that a problem names, and those that are linked to it. */
function linksToProblems(
  view: PeriodView,
  problems: readonly Problem[],
  { tickets }: Opened,
): readonly ProblemLink[] {
  if (problems.length === 0) return [];
  const { timeline } = view.world;
  const indexes = new Map(tickets.map((ticket, index) => [ticket, index]));
  const byKey = new Map(problems.map((problem) => [problem.problem, problem]));
  const shown = [
    ...problems.flatMap((problem) =>
      [...problem.tickets].map((key) => ({ ticket: timeline.ticketIndex(key), problem })),
    ),
    ...linksOf(view.world)
      .filter(({ at }) => at < view.before)
      .map(({ ticket, problem }) => ({ ticket, problem: byKey.get(problem) })),
  ];
  return shown.flatMap(({ ticket, problem }) => {
    const index = ticket === undefined ? undefined : indexes.get(ticket);
    return index === undefined || problem === undefined ? [] : [{ index, problem }];
  });
}

/** Whether a list in rising order has a number. */
function holds(rising: readonly number[], wanted: number): boolean {
  let low = 0;
  let high = rising.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! < wanted) low = middle + 1;
    else high = middle;
  }
  return rising[low] === wanted;
}

interface TicketLink {
  readonly ticket: number;
  readonly problem: string;
  readonly at: EpochSeconds;
}

/** Links of tickets to problems: read once for all periods of an evaluation. */
const links = new WeakMap<PeriodWorld, readonly TicketLink[]>();

function linksOf(world: PeriodWorld): readonly TicketLink[] {
  const known = links.get(world);
  if (known !== undefined) return known;
  const { timeline } = world;
  const { events } = timeline;
  const problem = timeline.codeOf('problem');
  const found: TicketLink[] = [];
  if (problem !== undefined) {
    const { starts, ends, rows } = timeline.rowsByTicket;
    for (let ticket = 0; ticket < ends.length; ticket += 1) {
      for (let index = starts[ticket]!; index < ends[ticket]!; index += 1) {
        const row = rows[index]!;
        if (events.kind[row] === EventKind.linked && events.value[row] === problem) {
          found.push({
            ticket,
            problem: timeline.text(events.other[row]!),
            at: Math.floor(events.effectiveAt[row]! / 1000),
          });
        }
      }
    }
  }
  links.set(world, found);
  return found;
}
