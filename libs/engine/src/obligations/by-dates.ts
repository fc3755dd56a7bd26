import { startOfLocalDate } from '@tallystick/calendar';
import {
  type DayNumber,
  type EpochSeconds,
  formatLocalDate,
  parseLocalDate,
  wholeSecond,
} from '@tallystick/quantities';
import type { FactRecord } from '../timeline/index.js';
import type { Arising } from './arising.js';
import { endOfLocalDay } from './offset-instant.js';
import { isScheduled, type Scheduled, scheduledBy, type ScheduleContext } from './schedule-context.js';

/**
 * What is owed once, before a local day. The version in force on the last day that is in time says so, and an amendment
 * before then moves or removes it; one that brings a day that has passed already is owed at once. It arises with the
 * first day on which the terms have it with that day.
 */
export function beforeDates(context: ScheduleContext): Arising[] {
  const { environment, zone } = context;
  const { versions } = environment.terms;
  return versions.flatMap((version, versionIndex) =>
    scheduledBy(context, versionIndex, 'before-date').flatMap((obligation): Arising[] => {
      const { date } = obligation.due;
      const since = firstWithThatDate(context, versionIndex, obligation);
      const isNew = since === versionIndex;
      const covers = version.from <= date - 1 && (version.to === undefined || version.to >= date - 1);
      const beyondTerm =
        versionIndex === versions.length - 1 && version.to !== undefined && version.to < date;
      const arisesAt = startOfLocalDate(zone, versions[since]!.from);
      if (!(covers || beyondTerm || (isNew && date - 1 < version.from))) return [];
      if (arisesAt > environment.valuedAt) return [];
      return [
        {
          obligation,
          versionIndex,
          key: formatLocalDate(date),
          otherNames: [],
          aboutPeriod: undefined,
          coveredPeriods: [],
          ticket: undefined,
          arisesAt,
          dueAt: endOfLocalDay(zone, date - 1),
          left: undefined,
          factIds: [],
        },
      ];
    }),
  );
}

/** The first of the versions up to this one, without a gap, that have the obligation before the same day. */
function firstWithThatDate(
  { environment }: ScheduleContext,
  versionIndex: number,
  { id, due: { date } }: Scheduled<'before-date'>,
): number {
  let since = versionIndex;
  while (since > 0) {
    const due = environment.version(since - 1).terms.obligations.get(id)?.due;
    if (due?.kind !== 'before-date' || due.date !== date) break;
    since -= 1;
  }
  return since;
}

interface Plan {
  readonly project: string;
  readonly key: string;
  readonly plannedAt: EpochSeconds;
  readonly dueDate: DayNumber;
  readonly factIds: readonly string[];
}

/**
 * What is owed for planned milestones, each by the last local day that it is planned for. It arises once it is planned
 * and the terms ask for it. Moved by agreement, it is due on the new day; what is moved after it was reached stays.
 */
export function byMilestones(context: ScheduleContext): Arising[] {
  if (!isScheduled(context, 'milestones')) return [];
  const { environment, zone } = context;
  const { versions } = environment.terms;
  const found: Arising[] = [];
  for (const { project, key, plannedAt, dueDate, factIds } of plansOf(context)) {
    const dueAt = endOfLocalDay(zone, dueDate);
    const asked = new Set<string>();
    versions.forEach((version, versionIndex) => {
      const [startsAt, endsAt] = [
        startOfLocalDate(zone, version.from),
        version.to === undefined ? Infinity : startOfLocalDate(zone, version.to + 1),
      ];
      const arisesAt = Math.max(plannedAt, startsAt);
      if (plannedAt >= endsAt || arisesAt > environment.valuedAt || arisesAt > Math.max(dueAt, plannedAt))
        return;
      for (const obligation of scheduledBy(context, versionIndex, 'milestones')) {
        if (asked.has(obligation.id)) continue;
        if (obligation.due.project !== undefined && obligation.due.project !== project) continue;
        asked.add(obligation.id);
        found.push({
          obligation,
          versionIndex,
          key,
          otherNames: [],
          aboutPeriod: undefined,
          coveredPeriods: [],
          ticket: undefined,
          arisesAt,
          dueAt,
          left: undefined,
          factIds,
        });
      }
    });
  }
  return found;
}

export function milestoneKey(fact: { readonly project: string; readonly milestone: string }): string {
  return `${fact.project}/${fact.milestone}`;
}

/** The milestones by the plan that counts at the instant of valuation. */
function plansOf({ timeline, environment }: ScheduleContext): Plan[] {
  const known = ({ effectiveAt }: FactRecord): boolean => wholeSecond(effectiveAt) <= environment.valuedAt;
  const reached = new Map<string, number>();
  for (const { fact, effectiveAt } of timeline.facts('MilestoneReached').filter(known)) {
    const key = milestoneKey(fact);
    reached.set(key, Math.min(reached.get(key) ?? Infinity, effectiveAt));
  }
  const records = [...timeline.facts('MilestonePlanned'), ...timeline.facts('MilestoneReplanned')]
    .filter(known)
    .sort((a, b) => a.effectiveAt - b.effectiveAt || a.position - b.position);
  const plans = new Map<string, Plan>();
  for (const { fact, effectiveAt } of records) {
    const key = milestoneKey(fact);
    const before = plans.get(key);
    if (before !== undefined && effectiveAt > (reached.get(key) ?? Infinity)) continue;
    plans.set(key, {
      project: fact.project,
      key,
      plannedAt: before?.plannedAt ?? wholeSecond(effectiveAt),
      dueDate: parseLocalDate(fact.dueDate),
      factIds: [...(before?.factIds ?? []), fact.id],
    });
  }
  return [...plans.values()];
}
