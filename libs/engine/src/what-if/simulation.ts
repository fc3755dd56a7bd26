import type { DateText, DecimalText, InstantText, MoneyText } from '../statement/figures.js';

/** What a figure counts; `word` for what is said and not counted: a verdict, a state, yes or no. */
export type SimulatedUnit = 'word' | 'money' | 'points' | 'percent' | 'seconds' | 'number' | 'count';

/** What a clause is. `credits` are the rules that hold for all credits together, `settlement` what the period comes to. */
export type SimulatedClauseKind =
  | 'charge'
  | 'service-level'
  | 'obligation'
  | 'review'
  | 'escalation'
  | 'points'
  | 'cap'
  | 'credits'
  | 'earn-back'
  | 'exit'
  | 'settlement';

/** A figure that comes out otherwise; null where there is none on that side. */
export interface SimulatedChange {
  /** E.g. `verdict`, `value`, `credit`, `net`. */
  readonly figure: string;
  /** What it counts; of one whose unit changes, the unit under the proposed terms. */
  readonly unit: SimulatedUnit;
  readonly recorded: string | boolean | null;
  readonly proposed: string | boolean | null;
  /** proposed − recorded; null where one of them is no number, or they count different things. */
  readonly difference: DecimalText | null;
}

/** A clause with the figures of it that come out otherwise. */
export interface SimulatedClause {
  readonly kind: SimulatedClauseKind;
  readonly id: string;
  /** Where it stands on paper, under the proposed terms where it is in both. */
  readonly clause: string | null;
  /** Whether it gives figures under both terms, or appears, or vanishes. */
  readonly presence: 'both' | 'appears' | 'vanishes';
  readonly changes: readonly SimulatedChange[];
}

/** One period under both terms: what the client is owed for it, and every clause that comes out otherwise. */
export interface SimulatedPeriod {
  readonly period: string;
  readonly from: DateText;
  readonly to: DateText;
  readonly net: SimulatedMoney;
  readonly clauses: readonly SimulatedClause[];
}

export interface SimulatedMoney {
  readonly recorded: MoneyText;
  readonly proposed: MoneyText;
  readonly difference: MoneyText;
}

/** The periods that one side counts. */
export interface SimulatedRange {
  /** Labels, in order. */
  readonly periods: readonly string[];
  readonly from: DateText;
  readonly to: DateText;
  readonly days: number;
}

/** Something else than a figure that the two terms say differently, and that the figures depend on. */
export interface SimulatedFrame {
  readonly what: 'timezone' | 'period' | 'rounding' | 'term' | 'mid-period';
  readonly recorded: string;
  readonly proposed: string;
}

/**
 * Past periods replayed under proposed terms (design 1, "What if"): the same facts, as known and valued alike, once
 * under the terms as recorded and once under those proposed. Nothing is recorded, and neither statements issued before
 * nor their adjustments play a part: each side is what its terms come to from the first day of the term on.
 *
 * Where the periods of both are the same, they are compared one by one; where they are cut otherwise (quarters instead
 * of months, from the 16th to the 15th) only what they sum to is compared: `periods` is empty, and each side counts its
 * own periods that end within the days asked for.
 */
export interface Simulation {
  readonly agreement: string;
  readonly title: string;
  readonly currency: { readonly code: string; readonly decimalPlaces: number };
  readonly knownAt: { readonly position: number; readonly recordedAt: InstantText };
  readonly proposal: {
    readonly kind: 'terms' | 'amendment';
    /** What the document is called. */
    readonly name: string;
    /** The versions that it comes to over the range. */
    readonly versions: readonly { readonly from: DateText; readonly to: DateText; readonly digest: string }[];
  };
  readonly comparison: 'by-period' | 'totals-only';
  readonly recorded: SimulatedRange;
  readonly proposed: SimulatedRange;
  readonly frame: readonly SimulatedFrame[];
  /** Every period compared, also one in which nothing differs. */
  readonly periods: readonly SimulatedPeriod[];
  readonly totals: { readonly net: SimulatedMoney; readonly clauses: readonly SimulatedClause[] };
}
