import type { Rational } from '@tallystick/quantities';
import type { CapOutcome, LevelOutcome } from '../history/outcomes.js';
import type { OperandValue } from '../statement/statement.js';

/** What one level earned by being better than promised. */
export interface BonusLineOutcome {
  readonly level: LevelOutcome;
  readonly clause: string | undefined;
  readonly settledBy: 'paid' | 'bank';
  readonly exact: Rational;
  readonly rounded: Rational;
  /** Why nothing is earned: the dead band, or what disqualified it. */
  readonly refusedBy: string | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

export interface BonusesOutcome {
  readonly lines: readonly BonusLineOutcome[];
  readonly cap: CapOutcome | undefined;
  /** What the client owes for the period's bonuses. */
  readonly paid: Rational;
  /** What they add to the bank, usable only against later credits. */
  readonly banked: Rational;
}
