import type { Rational } from '@tallystick/quantities';
import type { CreditCap } from '@tallystick/terms';
import type { DaySpan } from '../periods/calendar-span.js';

/** A cap over its window, and what it takes away in a period. */
export interface CapOutcome {
  readonly id: string;
  readonly exact: Rational;
  readonly rounded: Rational;
  /** What of the cap earlier periods of its window have used. */
  readonly usedBefore: Rational;
  /** What of it is left for this period. */
  readonly room: Rational;
  /** What the cap was held against. */
  readonly against: Rational;
  readonly reached: boolean;
  /** What it takes away: lost or carried, as `excess` says. */
  readonly cut: Rational;
  readonly excess: CreditCap['excess'];
  readonly parts: readonly (DaySpan & {
    readonly cap: CreditCap;
    readonly base: Rational | undefined;
    readonly exact: Rational;
  })[];
}
