import type { EpochSeconds, Rational } from '@tallystick/quantities';
import type { CreditCap, TermsVersion } from '@tallystick/terms';
import type { ChargeOverPeriod } from '../charges/charge-stretches.js';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { LevelPart } from '../parts/level-parts.js';
import type { DaySpan } from '../periods/calendar-span.js';
import type { Period } from '../periods/period.js';
import type { OperandValue, Verdict } from '../statement/statement.js';

/** One part of a period, measured and judged. */
export interface PartOutcome {
  readonly part: LevelPart;
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  readonly measured: Measured;
  readonly judgement: Judgement;
}

/** One part of a period, priced. */
export interface PricedPart extends DaySpan {
  readonly version: TermsVersion;
  readonly kind: 'percent' | 'money' | 'points';
  readonly price: Rational;
  readonly units: Rational;
  /** For percentages: what the named charges come to over the part's days. */
  readonly base: Rational | undefined;
  /** The part's share of the period's days where the price stands for a whole period, else 1. */
  readonly share: Rational;
  readonly factor: Rational;
  readonly priced: Rational;
  readonly atMost: Rational | undefined;
  readonly exact: Rational;
  readonly clause: string | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

export interface LevelOutcome {
  readonly id: string;
  /** At least one. */
  readonly parts: readonly PartOutcome[];
  readonly verdict: Verdict;
  readonly belowMinimum: boolean;
  /** Misses in a row up to and with this period. */
  readonly missesInARow: number;
  readonly pricedParts: readonly PricedPart[];
  /** Absent where the level has no credit of that kind. */
  readonly money: Rational | undefined;
  readonly points: Rational | undefined;
}

export interface CreditLineOutcome {
  readonly level: LevelOutcome;
  readonly exact: Rational;
  readonly rounded: Rational;
}

export interface CapOutcome {
  readonly exact: Rational;
  readonly rounded: Rational;
  readonly reached: boolean;
  readonly parts: readonly (DaySpan & {
    readonly cap: CreditCap;
    readonly base: Rational | undefined;
    readonly exact: Rational;
  })[];
}

export interface CreditsOutcome {
  readonly lines: readonly CreditLineOutcome[];
  /** The exact sum of the lines, and the sum of the rounded lines. */
  readonly combined: Rational;
  readonly combinedRounded: Rational;
  readonly cap: CapOutcome | undefined;
  readonly payable: Rational;
}

/** Everything that one period comes to under its own terms. */
export interface PeriodOutcome {
  readonly period: Period;
  /** The version that speaks for the period as a whole. */
  readonly governing: TermsVersion;
  readonly charges: ReadonlyMap<string, ChargeOverPeriod>;
  readonly levels: ReadonlyMap<string, LevelOutcome>;
  readonly credits: CreditsOutcome;
  readonly points: Rational;
}
