import { compareText, type EpochSeconds, formatInstantSeconds, wholeSecond } from '@tallystick/quantities';
import { TallyError } from '@tallystick/errors';
import { ClockEnvironment, clockReader, type ClockQuestion, type ClockReading } from '../clocks/index.js';
import { ticketUseOf } from '../measures/clock-use.js';
import { clockQuestion } from '../measures/read-population.js';
import type { Knowledge } from '../statement/statement-input.js';
import type { Timeline } from '../timeline/index.js';
import type { TermsInForce } from '@tallystick/terms';
import { chargesOver } from '../charges/charge-stretches.js';
import { booksOf } from '../history/books.js';
import { gridOf } from '../history/grid-of.js';
import { termsAsKnown } from '../history/terms-as-known.js';
import { knowledgeOfTicket } from './ticket-alone.js';

/** One ticket and every clock that the terms hold against it, as known and valued (`tally tickets`, `explain`). */
export interface TicketReport {
  readonly ticket: string;
  readonly type: string | null;
  readonly priority: string | null;
  readonly openedAt: string | null;
  readonly status: string | null;
  /** `incomplete`: no TicketOpened is known, so that no clock can be read. */
  readonly state: 'complete' | 'incomplete';
  readonly clocks: readonly ClockReport[];
}

export interface ClockReport {
  readonly clock: string;
  /** The service level that asks; null for a clock that none asks of this ticket, which then has no limit. */
  readonly serviceLevel: string | null;
  readonly instance: number;
  readonly priority: string;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly stoppedBy: string | null;
  readonly running: boolean;
  readonly paused: boolean;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | null;
  readonly limitBecause: string | null;
  readonly due: string | null;
  readonly breachedAt: string | null;
  /** Null where it is not decided yet, or there is no limit. */
  readonly met: boolean | null;
  readonly verdict: string;
  readonly pauses: readonly {
    readonly status: string;
    readonly from: string;
    readonly until: string | null;
    readonly pausedUntil: string;
    readonly counted: boolean;
    readonly reason: string | null;
    readonly fact: string;
  }[];
  /** The stretches counted. */
  readonly intervals: readonly {
    readonly from: string;
    readonly until: string;
    readonly priority: string;
    readonly calendar: string;
    readonly elapsedSeconds: number;
  }[];
  /** The times for which relief was granted while the clock was on. */
  readonly reliefs: readonly {
    readonly relief: string;
    readonly from: string;
    readonly until: string;
    /** It goes on: `until` is when the clock was read. */
    readonly running: boolean;
    readonly counted: boolean;
    /** Why the clock goes on in it; null where it stands still. */
    readonly reason: string | null;
    readonly facts: readonly string[];
  }[];
  /** From a stop to a reopening, not counted. */
  readonly excluded: readonly { readonly from: string; readonly until: string }[];
  readonly terms: {
    readonly digest: string;
    readonly from: string;
    readonly why: string;
    readonly openedBeforeTerm: boolean;
  };
  readonly facts: readonly string[];
}

export interface TicketReportsInput extends Pick<Knowledge, 'timeline' | 'zones' | 'knownAt'> {
  /** Only this ticket. */
  readonly ticket?: string;
  /** When running clocks are read, in milliseconds. Default: `knownAt.recordedAt`. */
  readonly valuedAt?: number;
}

/**
 * The tickets in the order of their keys, one at a time, so that memory stays flat however many there are.
 *
 * @throws TallyError `ticket-unknown`.
 */
export function* ticketReports(input: TicketReportsInput): Generator<TicketReport, void, undefined> {
  if (input.ticket !== undefined) {
    const own = knowledgeOfTicket(input, input.ticket);
    if (own === undefined) {
      throw new TallyError('ticket-unknown', `No ticket "${input.ticket}" is known in the agreement.`);
    }
    yield ticketReporter(own).report(own.timeline.ticketIndex(input.ticket)!);
    return;
  }
  const reporter = ticketReporter(input);
  for (const index of input.timeline.ticketsInOrder()) {
    yield reporter.report(index);
  }
}

/** Reports tickets one by one, and says by what else than their own facts, the terms and time they were read. */
export interface TicketReporter {
  /** A ticket by its index in the timeline; it has facts that count. */
  report(index: number): TicketReport;
  /**
   * The relief in which clocks stand still, as a text that is the same for the same relief; the end of relief that
   * goes on is not part of it. While it, the terms and a ticket's facts stay the same, stopped clocks read the same.
   */
  readonly reliefs: string;
}

/** What reports tickets as known and valued, made once for many of them. */
export function ticketReporter(input: Omit<TicketReportsInput, 'ticket'>): TicketReporter {
  const { timeline } = input;
  const terms = termsAsKnown(timeline, input.zones);
  const valuedAt = wholeSecond(input.valuedAt ?? input.knownAt.recordedAt);
  const zone = input.zones.transitionsOf(terms.versions[0]!.terms.timezone);
  const grid = gridOf(terms, zone);
  const plain = new ClockEnvironment(terms, input.zones, valuedAt);
  const charges = (index: number) => chargesOver(terms, grid.at(index));
  const { environment, reliefs } = booksOf(timeline, plain, grid, zone, charges);
  const questions = questionsOf(terms).map(({ serviceLevel, question }): AskedClock => ({
    serviceLevel,
    clock: question.clock,
    read: clockReader(timeline, environment, question),
  }));
  return {
    report: (index) => reportTicket(timeline, environment, questions, index),
    get reliefs() {
      const granted = reliefs.reliefs.flatMap(({ key, granted: extent, running, serviceLevels, factIds }) => {
        if (extent === undefined) return [];
        const until = running ? 'running' : extent.until;
        const { from, tickets, services } = extent;
        return [[key, from, until, tickets ?? null, services ?? null, serviceLevels ?? null, factIds]];
      });
      return JSON.stringify(granted);
    },
  };
}

interface AskedClock {
  readonly serviceLevel: string | undefined;
  readonly clock: string;
  readonly read: (ticket: number) => readonly ClockReading[];
}

interface Question {
  readonly serviceLevel: string | undefined;
  readonly question: ClockQuestion;
}

/** Every question that a version of the terms has: each service level's clocks, then each clock alone. */
function questionsOf(terms: TermsInForce): Question[] {
  const asked = new Map<string, Question>();
  const clocks = new Set<string>();
  for (const version of terms.versions) {
    for (const level of version.terms.serviceLevels.values()) {
      const clock = ticketUseOf(level.measure)?.clock;
      if (clock === undefined) continue;
      asked.set(`${level.id}\n${clock}`, {
        serviceLevel: level.id,
        question: clockQuestion(level.id, clock),
      });
    }
    for (const clock of version.terms.clocks.keys()) clocks.add(clock);
  }
  const alone = [...clocks]
    .sort(compareText)
    .map((clock) => ({ serviceLevel: undefined, question: only(clock) }));
  return [...asked.values(), ...alone];
}

/** Reads a clock without holding a limit against it. */
function only(clock: string): ClockQuestion {
  const exclude = new Set<never>();
  return {
    clock,
    serviceLevel: undefined,
    judge: (version) =>
      version.terms.clocks.has(clock)
        ? { within: undefined, judgedBy: 'final', where: undefined, exclude }
        : undefined,
  };
}

function reportTicket(
  timeline: Timeline,
  environment: ClockEnvironment,
  questions: readonly AskedClock[],
  index: number,
): TicketReport {
  const view = timeline.ticket(index, environment.valuedAt);
  const clocks: ClockReport[] = [];
  const seen = new Set<string>();
  for (const { serviceLevel, clock, read } of view.state === 'complete' ? questions : []) {
    // A clock alone is shown only where no service level has read it.
    if (serviceLevel === undefined && seen.has(clock)) continue;
    for (const reading of read(index)) {
      seen.add(clock);
      clocks.push(reportClock(environment, serviceLevel, reading));
    }
  }
  return {
    ticket: view.ticket,
    type: view.ticketType ?? null,
    priority: view.priority ?? null,
    openedAt: textOf(view.openedAt),
    status: view.status ?? null,
    state: view.state,
    clocks,
  };
}

function textOf(instant: EpochSeconds | undefined): string | null {
  return instant === undefined ? null : formatInstantSeconds(instant);
}

function reportClock(
  environment: ClockEnvironment,
  serviceLevel: string | undefined,
  reading: ClockReading,
): ClockReport {
  const version = environment.version(reading.terms.version);
  return {
    clock: reading.clock,
    serviceLevel: serviceLevel ?? null,
    instance: reading.instance,
    priority: reading.priority,
    startedAt: textOf(reading.startedAt),
    stoppedAt: textOf(reading.stoppedAt),
    stoppedBy: reading.stoppedBy ?? null,
    running: reading.running,
    paused: reading.paused,
    elapsedSeconds: reading.elapsedSeconds,
    limitSeconds: reading.limitSeconds ?? null,
    limitBecause: reading.limitBecause ?? null,
    due: textOf(reading.due),
    breachedAt: textOf(reading.breachedAt),
    met: reading.verdict === 'met' ? true : reading.verdict === 'missed' ? false : null,
    verdict: reading.verdict,
    pauses: reading.pauses.map((pause) => ({
      status: pause.status,
      from: formatInstantSeconds(pause.from),
      until: textOf(pause.until),
      pausedUntil: formatInstantSeconds(pause.pausedUntil),
      counted: pause.counted,
      reason: pause.refusal ?? null,
      fact: pause.factId,
    })),
    intervals: reading.stretches.map((stretch) => ({
      from: formatInstantSeconds(stretch.from),
      until: formatInstantSeconds(stretch.until),
      priority: stretch.priority,
      calendar: stretch.calendar,
      elapsedSeconds: stretch.elapsedSeconds,
    })),
    reliefs: reading.reliefs.map((relief) => ({
      relief: relief.key,
      from: formatInstantSeconds(relief.from),
      until: formatInstantSeconds(relief.until),
      running: relief.running,
      counted: relief.counted,
      reason: relief.counted ? null : 'began-after-breach',
      facts: relief.factIds,
    })),
    excluded: reading.excluded.map(({ from, until }) => ({
      from: formatInstantSeconds(from),
      until: formatInstantSeconds(until),
    })),
    terms: {
      digest: reading.terms.digest,
      from: formatInstantSeconds(version.from * 86_400).slice(0, 10),
      why: reading.terms.why,
      openedBeforeTerm: reading.terms.openedBeforeTerm,
    },
    facts: reading.factIds,
  };
}
