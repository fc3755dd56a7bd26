import type { ZoneTransitions } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import type { Obligation, Schedule } from '@tallystick/terms';
import type { ClockEnvironment } from '../clocks/index.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Timeline } from '../timeline/index.js';

/** What occurrences arise from. */
export interface ScheduleContext {
  readonly timeline: Timeline;
  readonly environment: ClockEnvironment;
  readonly grid: PeriodGrid;
  /** The agreement's zone. */
  readonly zone: ZoneTransitions;
}

export type Scheduled<Kind extends Schedule['kind']> = Obligation & {
  readonly due: Extract<Schedule, { readonly kind: Kind }>;
};

/** The obligations of one version that are owed after a schedule of one kind, in the order of the terms. */
export function scheduledBy<Kind extends Schedule['kind']>(
  { environment }: ScheduleContext,
  versionIndex: number,
  kind: Kind,
): readonly Scheduled<Kind>[] {
  return [...environment.version(versionIndex).terms.obligations.values()].filter(
    (obligation): obligation is Scheduled<Kind> => obligation.due.kind === kind,
  );
}

/** Whether any version has an obligation after a schedule of that kind. */
export function isScheduled(context: ScheduleContext, kind: Schedule['kind']): boolean {
  return context.environment.terms.versions.some(
    (_, versionIndex) => scheduledBy(context, versionIndex, kind).length > 0,
  );
}

/** The version in force at an instant of the term, known at the instant of valuation; none outside of it. */
export function versionInForce(
  { environment, grid }: ScheduleContext,
  instant: EpochSeconds,
): number | undefined {
  if (instant > environment.valuedAt || grid.ofInstant(instant) === undefined) return undefined;
  return environment.versionAt(instant);
}
