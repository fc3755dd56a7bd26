import { compareText, type EpochSeconds } from '@tallystick/quantities';
import { type ClockReading, clockReader, forEachClockReading } from '../clocks/index.js';
import type { PeriodWorld } from '../history/period-context.js';
import { ticketUseOf } from '../measures/clock-use.js';
import { clockQuestion } from '../measures/read-population.js';

/** A ticket that is over its limit. */
export interface BreachEvent {
  readonly key: string;
  /** When it was over its limit by more than asked; absent where it is not, or not yet. */
  readonly at: EpochSeconds | undefined;
  readonly overSeconds: number;
  readonly running: boolean;
  readonly factIds: readonly string[];
}

const made = new WeakMap<PeriodWorld, Map<string, readonly BreachEvent[]>>();

/**
 * The tickets of a level that are over their limit, by when they were over it by more than so many seconds of their
 * clock. All tickets are read once for a level and evaluation, and only where an exit clause asks for it.
 */
export function breachEvents(
  world: PeriodWorld,
  serviceLevel: string,
  overLimitBySeconds: number,
): readonly BreachEvent[] {
  const byQuestion = made.get(world) ?? new Map<string, readonly BreachEvent[]>();
  made.set(world, byQuestion);
  const key = `${overLimitBySeconds} ${serviceLevel}`;
  const found = byQuestion.get(key) ?? readBreaches(world, serviceLevel, overLimitBySeconds);
  byQuestion.set(key, found);
  return found;
}

function readBreaches(world: PeriodWorld, serviceLevel: string, over: number): BreachEvent[] {
  const { timeline, environment } = world;
  const events: BreachEvent[] = [];
  for (const clock of clocksOf(world, serviceLevel)) {
    const question = clockQuestion(serviceLevel, clock);
    const late = new Set<number>();
    forEachClockReading(timeline, environment, question, (reading) => {
      if (reading.verdict === 'missed' && reading.exclusion === undefined) late.add(reading.ticket);
    });
    const read = clockReader(timeline, environment, question);
    for (const ticket of late) {
      for (const reading of read(ticket)) {
        const { limitSeconds, verdict } = reading;
        if (verdict !== 'missed' || limitSeconds === undefined) continue;
        events.push({
          key: reading.instance === 1 ? reading.ticket : `${reading.ticket}#${reading.instance}`,
          at: reachedAt(world, reading, limitSeconds + over + 1),
          overSeconds: reading.elapsedSeconds - limitSeconds,
          running: reading.running,
          factIds: reading.factIds,
        });
      }
    }
  }
  return events.sort((a, b) => (a.at ?? Infinity) - (b.at ?? Infinity) || compareText(a.key, b.key));
}

/** The clocks that the level looks at in any version of the terms. */
function clocksOf({ environment }: PeriodWorld, serviceLevel: string): Set<string> {
  const clocks = environment.terms.versions.flatMap((version) => {
    const level = version.terms.serviceLevels.get(serviceLevel);
    const use = level === undefined ? undefined : ticketUseOf(level.measure);
    return use?.clock === undefined || use.within === undefined ? [] : [use.clock];
  });
  return new Set(clocks);
}

/** The earliest instant at which a clock has counted so many seconds, or undefined where it has not. */
function reachedAt(
  { environment }: PeriodWorld,
  reading: ClockReading,
  seconds: number,
): EpochSeconds | undefined {
  let counted = 0;
  for (const { from, calendar, elapsedSeconds } of reading.stretches) {
    const missing = seconds - counted;
    if (elapsedSeconds >= missing) {
      return calendar === 'instant-line'
        ? from + missing
        : environment.workingTime(calendar, reading.terms.version).due(from, missing);
    }
    counted += elapsedSeconds;
  }
  return undefined;
}
