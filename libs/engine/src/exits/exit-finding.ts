import type { DayNumber, EpochSeconds, Rational } from '@tallystick/quantities';
import type { ExitConditionKind, ExitCondition } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { ExitUnit } from '../statement/exits.js';

/** What a condition looks at: the history that counts for it, up to one period. */
export interface ExitView {
  readonly world: PeriodWorld;
  /** The period at whose end the condition is looked at. */
  readonly last: PeriodOutcome;
  /** The periods that count, oldest first; `last` is the last of them. Empty where all are used up. */
  readonly outcomes: readonly PeriodOutcome[];
  /** Single events that became certain before this instant do not count: a restart, or an occasion that was closed. */
  readonly countsFrom: EpochSeconds;
}

/** One period as an exit condition sees it. */
export interface WindowEntry {
  readonly outcome: PeriodOutcome;
  /** What it adds, for sums and means. */
  readonly amount: Rational | undefined;
  readonly counts: boolean;
}

/** One single thing that counts: an outage, a late ticket, a missed occurrence of an obligation. */
export interface ExitMoment {
  readonly kind: 'outage' | 'ticket' | 'occurrence';
  readonly key: string;
  /** When it became certain that it counts, or for downtime when it began. */
  readonly at: EpochSeconds;
  /** How long an outage lasted, or a ticket was over its limit; absent for occurrences. */
  readonly seconds: number | undefined;
  readonly factIds: readonly string[];
}

/** How an exit condition stands at the end of one period. */
export interface ExitFinding {
  readonly held: boolean;
  /**
   * One step away: something counts already, and one more such period or event would open the right. Where one alone is
   * enough there is nothing to watch.
   */
  readonly near: boolean;
  readonly unit: ExitUnit;
  /** Absent where nothing was measured. */
  readonly reached: Rational | undefined;
  readonly threshold: Rational;
  /** Whether the threshold itself is not enough. */
  readonly strict: boolean;
  /** What is missing to the threshold; zero where the condition holds, or where anything more would do. */
  readonly distance: Rational | undefined;
  /** The last local day on which what is missing may still come; absent where that has no meaning. */
  readonly by: DayNumber | undefined;
  /** The level that it is about: of a `forEach` level the instance that is nearest. */
  readonly serviceLevel: string | undefined;
  readonly window: readonly WindowEntry[];
  readonly moments: readonly ExitMoment[];
  /**
   * For conditions on single events: each instant within the period at which one of them made the condition hold, with
   * the facts behind it. Absent: the condition holds or not at the period's end.
   */
  readonly opensAt: readonly ExitOpening[] | undefined;
  /** Of several conditions together, how each of them stands. */
  readonly branches?: readonly ExitBranch[];
}

/** One of several conditions. */
export interface ExitBranch {
  /** `a` for the first, `b` for the second. */
  readonly name: string;
  readonly condition: ExitCondition;
  readonly finding: ExitFinding;
}

export interface ExitOpening {
  readonly at: EpochSeconds;
  /** Of several conditions, the one that the event fulfils. */
  readonly branch?: string;
  readonly serviceLevel: string | undefined;
  readonly factIds: readonly string[];
}

/** How one kind of condition reads a history. */
export type ExitConditionOf<Kind extends ExitConditionKind> = (
  condition: Extract<ExitCondition, { kind: Kind }>,
  view: ExitView,
) => ExitFinding;

/** The view without the periods before an index; for levels whose history starts afresh. */
export function viewOf(
  world: PeriodWorld,
  outcomes: readonly PeriodOutcome[],
  last: number,
  first: number,
  countsFrom: EpochSeconds,
): ExitView {
  return { world, last: outcomes[last]!, outcomes: outcomes.slice(first, last + 1), countsFrom };
}
