import type { EpochSeconds, Rational } from '@tallystick/quantities';
import type { PriceKind, TermsVersion } from '@tallystick/terms';
import type { BonusesOutcome } from '../bonuses/bonus-outcome.js';
import type { ChargeOverPeriod } from '../charges/charge-stretches.js';
import type { ClaimOutcome } from '../claims/claim-outcome.js';
import type { CapOutcome } from '../credits/cap-outcome.js';
import type { EarnBacksOutcome } from '../earn-back/earn-back-outcome.js';
import type { Judgement } from '../measures/compare.js';
import type { Measured } from '../measures/measured.js';
import type { Occurrence } from '../obligations/occurrence.js';
import type { LevelPart } from '../parts/level-parts.js';
import type { DaySpan } from '../periods/calendar-span.js';
import type { Period } from '../periods/period.js';
import type { OperandValue, Verdict } from '../statement/statement.js';

/** One part of a period, measured and judged. */
export interface PartOutcome {
  readonly part: LevelPart;
  /** What it was measured over: the part, or the window of the level that ends with it. */
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  readonly measured: Measured;
  readonly judgement: Judgement;
}

/** One event that has a price of its own: a late ticket, an outage. */
export interface PricedEvent {
  readonly key: string;
  /** What it belongs to: the outage, problem or parent it is linked to, or itself. Equal incidents are one. */
  readonly incident: string;
  /** When it happened (a ticket with a limit: when that ran out), and when it was over, where it is. */
  readonly at: EpochSeconds;
  readonly endedAt: EpochSeconds | undefined;
  readonly exact: Rational;
}

/** One part of a period, priced. */
export interface PricedPart extends DaySpan {
  readonly version: TermsVersion;
  readonly kind: PriceKind | 'refund';
  readonly price: Rational;
  readonly units: Rational;
  /** What a percentage, a day or a refund is of, over the part's days; the pool's amount for weights. */
  readonly base: Rational | undefined;
  /** The part's share of the period's days where the price stands for a whole period, else 1. */
  readonly share: Rational;
  readonly factor: Rational;
  /** What repeated misses add to the price, before the limit. */
  readonly surcharge: Rational;
  readonly priced: Rational;
  readonly atMost: Rational | undefined;
  readonly exact: Rational;
  /** For a price per event: what of `exact` each event is worth. Empty otherwise. */
  readonly events: readonly PricedEvent[];
  readonly clause: string | undefined;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** Whether a miss has its price (design 3, "gate"). */
export interface GateOutcome {
  readonly open: boolean;
  /** Misses that count, this period's among them, and how many are needed. */
  readonly misses: number;
  readonly needed: number;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

export interface LevelOutcome {
  readonly id: string;
  /** At least one. */
  readonly parts: readonly PartOutcome[];
  readonly verdict: Verdict;
  readonly belowMinimum: boolean;
  /** The level's history starts afresh with this period: nothing before it counts for runs, windows and gates. */
  readonly startsAfresh: boolean;
  /** Misses in a row up to and with this period. */
  readonly missesInARow: number;
  /** Absent where the level's credit has no gate, or the period is not missed. */
  readonly gate: GateOutcome | undefined;
  /** A miss that its gate, if it has one, lets through. */
  readonly isDefault: boolean;
  readonly pricedParts: readonly PricedPart[];
  /** Absent where the level has no credit of that kind. */
  readonly money: Rational | undefined;
  readonly points: Rational | undefined;
}

/** What a gate and a price look at of the level as a whole. */
export type LevelStanding = Pick<
  LevelOutcome,
  'id' | 'verdict' | 'belowMinimum' | 'startsAfresh' | 'missesInARow'
>;

/** What a line of credits is for. */
export type LineSource =
  | { readonly kind: 'service-level'; readonly id: string }
  | { readonly kind: 'obligation'; readonly id: string }
  /** Points turned into money. */
  | { readonly kind: 'points'; readonly id: 'points' };

/** What combining leaves of a line. */
export type LineStanding =
  | { readonly kind: 'stands' }
  /** Another line of the same group is higher, or displaces it, or has the same incidents at a higher price. */
  | {
      readonly kind: 'less-than-highest' | 'displaced' | 'same-incident';
      readonly by: readonly string[];
    };

export interface CreditLineOutcome {
  readonly source: LineSource;
  /** For lines of a service level. */
  readonly level: LevelOutcome | undefined;
  /** For lines of an obligation: the occurrences that were late or missed. */
  readonly occurrences: readonly Occurrence[];
  /** As priced. */
  readonly exact: Rational;
  readonly standing: LineStanding;
  /** What combining leaves of it. */
  readonly kept: Rational;
  readonly rounded: Rational;
  readonly claim: ClaimOutcome;
  /** What counts towards the period's credits: `rounded` where nothing has to be claimed, else what was claimed in time. */
  readonly owed: Rational;
  /** Its share of what is payable: what caps and the minimum leave of it, spread over what they hold in proportion. */
  readonly payable: Rational;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** Credits that were carried from one period into the next, by what they were for. */
export interface CarriedCredit {
  readonly source: LineSource;
  readonly amount: Rational;
}

export interface CreditsOutcome {
  readonly lines: readonly CreditLineOutcome[];
  /** The exact sum of what lines keep, and the sum of what is owed of them. */
  readonly combined: Rational;
  readonly combinedRounded: Rational;
  /** What caps or the minimum of the period before carried into this one. */
  readonly carriedIn: Rational;
  /** The same by what it was for, with the share of what is payable. */
  readonly carriedInFor: readonly (CarriedCredit & { readonly payable: Rational })[];
  readonly caps: readonly CapOutcome[];
  /** Whether the credits were too small to be paid. */
  readonly belowMinimum: boolean;
  readonly lost: Rational;
  readonly carriedOut: Rational;
  readonly carriedOutFor: readonly CarriedCredit[];
  readonly payable: Rational;
  /** What of it is for each service level, carried in or not, in whole units of the currency; none for those without. */
  readonly payableFor: ReadonlyMap<string, Rational>;
}

/** Everything that one period comes to under its own terms. */
export interface PeriodOutcome {
  readonly period: Period;
  /** The version that speaks for the period as a whole. */
  readonly governing: TermsVersion;
  readonly charges: ReadonlyMap<string, ChargeOverPeriod>;
  /** In the order of the terms. */
  readonly levels: ReadonlyMap<string, LevelOutcome>;
  /** Occurrences of obligations that were due in the period. */
  readonly due: readonly Occurrence[];
  readonly credits: CreditsOutcome;
  readonly points: Rational;
  readonly bonuses: BonusesOutcome;
  readonly earnBacks: EarnBacksOutcome;
  /** What the client is owed for the period: credits less what is earned back and less bonuses. */
  readonly net: Rational;
}
