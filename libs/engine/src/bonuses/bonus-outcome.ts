import type { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { CapOutcome } from '../credits/cap-outcome.js';
import type { DaySpan } from '../periods/calendar-span.js';
import type { OperandValue, Verdict } from '../statement/statement.js';

/** Why nothing is earned. */
export interface BonusRefusal {
  /**
   * `not-met`: the level is missed or not measured. `dead-band`: its value stands in no band. The others disqualify: a
   * level that is missed or below its minimum, any level that is missed, an obligation that was not met.
   */
  readonly reason:
    | 'not-met'
    | 'dead-band'
    | 'level-missed'
    | 'level-below-minimum'
    | 'any-level-missed'
    | 'obligation-not-met';
  /** The levels that disqualify, or the occurrences of the obligation (`monthly-report 2025-03`). */
  readonly by: readonly string[];
}

/** One part of a period, rewarded. */
export interface BonusPartOutcome extends DaySpan {
  readonly version: TermsVersion;
  readonly kind: 'percent' | 'money' | 'days';
  readonly price: Rational;
  /** What a percentage or a day is of, over the part's days. */
  readonly base: Rational | undefined;
  /** The part's share of the period's days where the price stands for a whole period, else 1. */
  readonly share: Rational;
  readonly priced: Rational;
  readonly atMost: Rational | undefined;
  readonly exact: Rational;
  readonly clause: string | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** What one level earned by being better than promised. */
export interface BonusLineOutcome {
  readonly serviceLevel: string;
  readonly verdict: Verdict;
  /** The place of the bonus on paper, else that of the level. */
  readonly clause: string | undefined;
  readonly settledBy: 'paid' | 'bank';
  readonly parts: readonly BonusPartOutcome[];
  readonly exact: Rational;
  readonly rounded: Rational;
  /** Absent where something is earned. */
  readonly refused: BonusRefusal | undefined;
}

export interface BonusesOutcome {
  readonly lines: readonly BonusLineOutcome[];
  /** The exact sum of the lines, and the sum of the rounded ones. */
  readonly combined: Rational;
  readonly combinedRounded: Rational;
  readonly cap: CapOutcome | undefined;
  /** What the client owes for the period's bonuses. */
  readonly paid: Rational;
  /** What they add to the bank, usable only against later credits. */
  readonly banked: Rational;
}
