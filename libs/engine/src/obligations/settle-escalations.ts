import { compareText, type EpochSeconds, Rational, toWholeNumber } from '@tallystick/quantities';
import type { ByPriority, Escalation, EscalationLevel, ExclusionReason } from '@tallystick/terms';
import { type ClockSlots, forEachClockReading } from '../clocks/index.js';
import type { TicketEscalation } from '../timeline/index.js';
import { nthKey } from './arising.js';
import type { Occurrence } from './occurrence.js';
import { daysBetween } from './occurrence-of.js';
import type { ScheduleContext } from './schedule-context.js';

/** Tickets that no ladder looks at, as service levels leave them out unless the terms say otherwise. */
const excluded: ReadonlySet<ExclusionReason> = new Set(['cancelled', 'duplicate']);

/**
 * The steps that were owed on tickets, by ladder, in the order of the terms. A step is owed on a ticket whose clock
 * counts more than the step's time and that still runs at the due instant: one that stopped by then owes nothing.
 * Clocks are read only where the terms have ladders, once a ladder and clock.
 */
export function settleEscalations(context: ScheduleContext): ReadonlyMap<string, readonly Occurrence[]> {
  const { environment, timeline } = context;
  const { versions } = environment.terms;
  const ids = new Set(versions.flatMap(({ terms }) => [...terms.escalations.keys()]));
  const settled = new Map<string, readonly Occurrence[]>();
  for (const id of ids) {
    const found: Occurrence[] = [];
    const keys = new Map<string, number>();
    const clauses = versions.map(({ terms }) => terms.escalations.get(id));
    for (const clock of new Set(clauses.flatMap((clause) => clause?.clock ?? []))) {
      const question = {
        clock,
        serviceLevel: undefined,
        judge: ({ terms }: (typeof versions)[number]) => {
          const clause = terms.escalations.get(id);
          if (clause?.clock !== clock) return undefined;
          return {
            within: clause.within,
            judgedBy: 'at-event',
            where: clause.where,
            exclude: excluded,
          } as const;
        },
      };
      forEachClockReading(timeline, environment, question, (reading) => {
        const clause = clauses[reading.version];
        if (clause === undefined || Number.isNaN(reading.startedAt) || reading.exclusion !== undefined)
          return;
        for (const level of clause.levels) {
          const occurrence = stepOf(context, clause, level, reading, keys);
          if (occurrence !== undefined) found.push(occurrence);
        }
      });
    }
    settled.set(
      id,
      found.sort((a, b) => a.dueAt - b.dueAt || compareText(a.key, b.key)),
    );
  }
  return settled;
}

function stepOf(
  context: ScheduleContext,
  escalation: Escalation,
  level: EscalationLevel,
  reading: ClockSlots,
  keys: Map<string, number>,
): Occurrence | undefined {
  const { environment, timeline } = context;
  const arisesAt = arisingOf(context, level, reading);
  if (arisesAt === undefined) return undefined;
  const dueAt = withGrace(context, escalation, level, reading, arisesAt);
  const { valuedAt } = environment;
  const taken = (timeline.escalations.get(reading.ticket) ?? []).find(
    (step) => step.at <= valuedAt && isStep(step, level),
  );
  const inTime = taken !== undefined && taken.at <= dueAt;
  if (!inTime && reading.stoppedAt <= dueAt) return undefined;
  const state = inTime ? 'met' : valuedAt <= dueAt ? 'open' : 'missed';
  const ticket = timeline.ticketKey(reading.ticket);
  const step = `${ticket}#${level.level}`;
  const nth = (keys.get(step) ?? 0) + 1;
  keys.set(step, nth);
  return {
    clause: { kind: 'escalation', escalation, level: level.level },
    id: escalation.id,
    key: nthKey(step, nth),
    owedBy: 'provider',
    version: environment.version(reading.version),
    aboutPeriod: undefined,
    coveredPeriods: [],
    ticket,
    arisesAt,
    dueAt,
    missedAt: dueAt,
    deliveredAt: taken?.at,
    acceptBy: undefined,
    doneAt: taken?.at,
    acceptedBy: undefined,
    state,
    daysLate: state === 'missed' ? daysBetween(context, dueAt, taken?.at ?? valuedAt) : 0,
    acts:
      taken === undefined
        ? []
        : [{ kind: 'fulfilled', at: taken.at, factId: taken.factId, noEffect: undefined }],
    factIds: taken === undefined ? [] : [taken.factId],
  };
}

/** When the step's time is reached, if the clock went beyond it. */
function arisingOf(
  context: ScheduleContext,
  level: EscalationLevel,
  reading: ClockSlots,
): EpochSeconds | undefined {
  const { after } = level;
  if (after.kind === 'time' && level.calendar !== undefined) {
    const { environment } = context;
    const workingTime = environment.workingTime(level.calendar, reading.version);
    const at = workingTime.due(reading.startedAt, after.seconds);
    const until = Number.isNaN(reading.stoppedAt) ? environment.valuedAt : reading.stoppedAt;
    return at < until ? at : undefined;
  }
  const seconds = secondsOf(after, reading.limitSeconds);
  return reading.elapsedSeconds > seconds ? reading.reachedAt(seconds) : undefined;
}

/** As many of the clock's seconds; `NaN`, which nothing exceeds, where the ticket has no limit. */
function secondsOf(after: EscalationLevel['after'], limitSeconds: number): number {
  switch (after.kind) {
    case 'time':
      return after.seconds;
    case 'breach':
      return limitSeconds;
    case 'percent': {
      if (Number.isNaN(limitSeconds)) return NaN;
      const exact = Rational.of(limitSeconds).times(Rational.of(after.percent, 100));
      return toWholeNumber((exact.numerator + exact.denominator - 1n) / exact.denominator);
    }
  }
}

/** Grace is working time of the step's calendar, else of the clock's own for the priority; without any, every second. */
function withGrace(
  { environment, timeline }: ScheduleContext,
  escalation: Escalation,
  { withinSeconds, calendar }: EscalationLevel,
  reading: ClockSlots,
  from: EpochSeconds,
): EpochSeconds {
  if (withinSeconds === 0) return from;
  const { terms } = environment.version(reading.version);
  const byPriority: ByPriority<string> = terms.clocks.get(escalation.clock)!.calendar;
  const own = byPriority.byPriority.get(timeline.text(reading.priority)) ?? byPriority.otherwise;
  const counting = calendar ?? own;
  return counting === undefined
    ? from + withinSeconds
    : environment.workingTime(counting, reading.version).due(from, withinSeconds);
}

/** A fact names the step by its number or by whom it goes to. */
function isStep({ level, to }: TicketEscalation, step: EscalationLevel): boolean {
  return level === `${step.level}` || level === step.to || to === step.to;
}
