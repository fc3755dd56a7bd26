import type { EpochSeconds } from '@tallystick/quantities';
import { statusOf, type TicketTracks, type Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { ClockQuestion } from './clock-question.js';
import type { ClockReading, ReadingTerms } from './clock-reading.js';
import type { ClockRun } from './clock-run.js';
import { TicketReader } from './ticket-reader.js';
import { limitedInstantOf, verdictOf } from './verdict.js';
import { isOnInstantLine, judgingPriority, limitPriority, limitSeconds } from './judging.js';

/**
 * Reads a clock of one ticket in full: several readings where reopenings make new instances or priorities are
 * segments, none where the ticket has no opening, is out of scope, or stands under terms that do not ask.
 */
export function readClock(
  timeline: Timeline,
  ticket: number,
  environment: ClockEnvironment,
  question: ClockQuestion,
): readonly ClockReading[] {
  return clockReader(timeline, environment, question)(ticket);
}

/** The same for many tickets: what does not change from one to the next is made once. */
export function clockReader(
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
): (ticket: number) => readonly ClockReading[] {
  const reader = new TicketReader(timeline, environment, question);
  return (ticket) => {
    const readings: ClockReading[] = [];
    reader.read(ticket, true, (run, why) => {
      if (run.plan.scope.hasPriority(judgingPriority(run))) {
        readings.push(readingOf(timeline, reader.tracks, environment, run, why));
      }
    });
    return readings;
  };
}

function readingOf(
  timeline: Timeline,
  tracks: TicketTracks,
  environment: ClockEnvironment,
  run: ClockRun,
  why: ReadingTerms['why'],
): ClockReading {
  const { plan, ticket } = run;
  const started = !Number.isNaN(run.startedAt);
  const limiting = limitPriority(run);
  const onInstantLine = isOnInstantLine(run, limiting);
  const limit = started ? limitSeconds(run, limiting) : NaN;
  const elapsedSeconds = run.stretches.total(onInstantLine);
  const verdict = verdictOf(run, elapsedSeconds, limit);
  const hasLimit = !Number.isNaN(limit);
  return {
    ticket: timeline.ticketKey(ticket),
    clock: plan.clock.id,
    instance: run.instance,
    priority: timeline.text(judgingPriority(run)),
    startedAt: orNone(run.startedAt),
    stoppedAt: orNone(run.stoppedAt),
    stoppedBy: run.stoppedBy,
    running: started && Number.isNaN(run.stoppedAt),
    paused: run.paused,
    elapsedSeconds,
    countedOn: onInstantLine ? 'instant-line' : 'calendar',
    limit: hasLimit ? plan.limit(limiting) : undefined,
    limitPriority: hasLimit ? timeline.text(limiting) : undefined,
    limitBecause: hasLimit ? limitBecauseOf(run) : undefined,
    limitSeconds: orNone(limit),
    outOfHoursAllowanceSeconds: hasLimit && !onInstantLine ? run.allowanceSeconds : 0,
    due: orNone(limitedInstantOf(run)),
    breachedAt: verdict === 'missed' ? orNone(limitedInstantOf(run, 1)) : undefined,
    verdict,
    pauses: run.waits.map((wait) => ({
      status: statusOf(wait.status),
      from: wait.from,
      until: orNone(wait.until),
      pausedUntil: wait.pausedUntil,
      counted: wait.pausedUntil > wait.from,
      refusal: wait.refusal,
      factId: timeline.factIdOfRow(wait.row),
    })),
    reliefs: reliefsOf(run),
    excluded: run.excluded.map(({ from, until }) => ({ from, until })),
    stretches: stretchesOf(timeline, run, onInstantLine),
    terms: {
      version: plan.version,
      digest: environment.version(plan.version).terms.digest,
      why,
      openedBeforeTerm: environment.isBeforeTerm(tracks.openedAt[ticket]!),
    },
    factIds: Array.from(tracks.row.subarray(tracks.starts[ticket], tracks.starts[ticket + 1]), (row) =>
      timeline.factIdOfRow(row),
    ),
  };
}

function reliefsOf(run: ClockRun): ClockReading['reliefs'] {
  const end = Number.isNaN(run.stoppedAt) ? run.readAtInstant : run.stoppedAt;
  return (run.relief?.times ?? [])
    .filter(({ from, until }) => from < end && until > run.startedAt)
    .map((time) => ({ ...time, counted: run.countsRelief(time.from) }));
}

function stretchesOf(timeline: Timeline, run: ClockRun, onInstantLine: boolean): ClockReading['stretches'] {
  const { stretches, plan } = run;
  return Array.from({ length: stretches.count }, (_, index) => {
    const priority = stretches.priority[index]!;
    const everySecond = onInstantLine || stretches.counting[index] === 'instant-line';
    return {
      from: stretches.from[index]!,
      until: stretches.until[index]!,
      priority: timeline.text(priority),
      calendar: everySecond ? 'instant-line' : (plan.calendarId(run.countingPriority(priority)) ?? 'none'),
      elapsedSeconds: stretches.secondsOf(index, onInstantLine),
    };
  });
}

function limitBecauseOf(run: ClockRun): ClockReading['limitBecause'] {
  if (run.only >= 0) {
    return 'segment';
  }
  if (run.plan.clock.onReprioritise === 'keep-first') {
    return 'keep-first';
  }
  return run.breachIsKept ? 'breach-kept' : 'judging';
}

function orNone(value: EpochSeconds): EpochSeconds | undefined {
  return Number.isNaN(value) ? undefined : value;
}
