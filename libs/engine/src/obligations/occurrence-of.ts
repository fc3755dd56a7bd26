import { localOfInstant } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import { offsetInstant } from './offset-instant.js';
import type { Occurrence, OccurrenceState } from './occurrence.js';
import type { ScheduleContext } from './schedule-context.js';
import type { Standing } from './standing.js';

/** How an occurrence stands at the instant of valuation, once every fact about it is heard. */
export function occurrenceOf(context: ScheduleContext, standing: Standing): Occurrence {
  const { environment, zone } = context;
  const { obligation, versionIndex, key, ticket, arisesAt, dueAt, factIds } = standing.arising;
  const { aboutPeriod, coveredPeriods } = standing.arising;
  const { missedAfter } = obligation;
  const missedAt =
    missedAfter === undefined ? dueAt : offsetInstant(environment, versionIndex, zone, missedAfter, dueAt);
  standing.advance(environment.valuedAt);
  const { deliveredAt, acceptedBy, acts } = standing;
  const state = stateOf(standing, dueAt, missedAt, environment.valuedAt);
  const isLate = state === 'late' || state === 'missed' || state === 'overdue';
  return {
    clause: { kind: 'obligation', obligation },
    id: obligation.id,
    key,
    owedBy: obligation.owedBy,
    version: environment.version(versionIndex),
    aboutPeriod,
    coveredPeriods,
    ticket,
    arisesAt,
    dueAt,
    missedAt,
    deliveredAt,
    acceptBy: standing.isPending ? standing.acceptBy : undefined,
    doneAt: standing.isAccepted ? deliveredAt : undefined,
    acceptedBy,
    state,
    daysLate: isLate ? daysBetween(context, dueAt, deliveredAt ?? environment.valuedAt) : 0,
    acts,
    factIds: [...new Set([...factIds, ...acts.map((act) => act.factId)])],
  };
}

function stateOf(
  standing: Standing,
  dueAt: EpochSeconds,
  missedAt: EpochSeconds,
  valuedAt: EpochSeconds,
): OccurrenceState {
  const { deliveredAt, isAccepted, waived } = standing;
  if (isAccepted && deliveredAt! <= dueAt) return 'met';
  if (waived) return 'waived';
  if (deliveredAt === undefined) {
    if (valuedAt <= dueAt) return 'open';
    return valuedAt <= missedAt ? 'overdue' : 'missed';
  }
  if (deliveredAt <= dueAt) return 'delivered';
  if (deliveredAt > missedAt) return 'missed';
  return isAccepted ? 'late' : 'overdue';
}

/** Whole local days from the day that ends with the due instant. */
export function daysBetween(
  { zone }: Pick<ScheduleContext, 'zone'>,
  dueAt: EpochSeconds,
  at: EpochSeconds,
): number {
  return Math.max(0, localOfInstant(zone, at).date - localOfInstant(zone, dueAt - 1).date);
}

/** From when on something is late: right after the last day where that is in time, else from the due instant. */
export function lateFrom({ zone }: Pick<ScheduleContext, 'zone'>, dueAt: EpochSeconds): EpochSeconds {
  return localOfInstant(zone, dueAt + 1).secondOfDay === 0 ? dueAt + 1 : dueAt;
}
