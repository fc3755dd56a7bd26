import type {
  Because,
  DecimalText,
  ExactText,
  InstantText,
  MoneyFigure,
  MoneyText,
  DateText,
} from './figures.js';

/** What a line of credits or points is for. */
export type LineOf = 'service-level' | 'obligation' | 'points';

/** What combining leaves of a line; `by` names the lines that it gives way to. */
export interface LineStanding {
  readonly kind: 'stands' | 'less-than-highest' | 'displaced' | 'same-incident';
  readonly by: readonly string[];
}

/** How a credit stands with regard to being claimed. */
export interface LineClaim {
  readonly status: 'not-needed' | 'open' | 'claimed' | 'lapsed';
  /** The last instant at which a claim is in time; null where none is needed or its start is not known yet. */
  readonly claimBy: InstantText | null;
  /** What was claimed, where the claim names less than the credit. */
  readonly amount: MoneyText | null;
  /** The claims that count, and those that came too late. */
  readonly facts: readonly string[];
  readonly lateFacts: readonly string[];
  /** Only where the limit runs from events: what is claimed together, for which of them, and by when. */
  readonly portions?: readonly ClaimPortion[];
}

/** Money that is claimed together. */
export interface ClaimPortion {
  /** Tickets, outages, changes or occurrences; none where it is not known which. */
  readonly events: readonly string[];
  readonly status: 'open' | 'claimed' | 'lapsed';
  readonly claimBy: InstantText | null;
  readonly amount: MoneyText;
  readonly claimed: MoneyText;
  /** The claims that count, those that came too late, and those made before anything of it had happened. */
  readonly facts: readonly string[];
  readonly lateFacts: readonly string[];
  readonly earlyFacts: readonly string[];
}

/**
 * How far a credit has come, as known and valued. `accrued`: the period still runs, or the credit may still be claimed.
 * `claimed`: it was, in time. `lapsed`: it was not. `earn-back-pending`: it is owed, and the provider may still earn it
 * back. `earned-back`: some of it came back. `final`: it is owed, needs no claim, and does not come back.
 */
export type CreditState = 'accrued' | 'claimed' | 'lapsed' | 'earn-back-pending' | 'earned-back' | 'final';

/** One line of credits: a service level, an obligation, or points turned into money. The figure is as priced. */
export interface CreditLine extends MoneyFigure {
  readonly of: LineOf;
  readonly id: string;
  readonly clause: string | null;
  readonly standing: LineStanding;
  /** What combining leaves of it. */
  readonly kept: MoneyFigure;
  readonly claim: LineClaim;
  /** What of it is owed: all that is kept, or as much as was claimed in time. */
  readonly owed: MoneyText;
  readonly state: CreditState;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
export interface PointsLine {
  readonly of: Exclude<LineOf, 'points'>;
  readonly id: string;
  readonly clause: string | null;
  readonly points: DecimalText;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
/** How one part of the period was priced, step by step: price × units × repeat factor + surcharge, at most. */
export interface CreditPart {
  readonly from: DateText;
  readonly to: DateText;
  readonly kind: 'percent' | 'money' | 'points' | 'days' | 'weight' | 'refund';
  /** The price of the band, unit or event; of a refund its factor. */
  readonly price: DecimalText;
  /** How often the price is due; of a refund the share of the service time that was lost. */
  readonly units: ExactText;
  /** What it is of: charges, or for a weight the pool's part of what is at risk. */
  readonly base: ExactText | null;
  readonly factor: DecimalText;
  readonly surcharge: ExactText;
  /** Before and after `atMost`. */
  readonly priced: ExactText;
  readonly exact: ExactText;
  /** For prices per event where the terms combine credits by incident: what each event is worth. */
  readonly events: readonly { readonly key: string; readonly incident: string; readonly exact: ExactText }[];
  readonly because: Because;
}
/** A cap over its window. */
export interface CapLine extends MoneyFigure {
  readonly id: string;
  /** The levels whose credits it limits; null: all credits. */
  readonly serviceLevels: readonly string[] | null;
  /** What was payable under it in earlier periods of its window, and what is left of it for this one. */
  readonly usedBefore: MoneyText;
  readonly room: MoneyFigure;
  /** What it was held against. */
  readonly against: ExactText;
  /** True where that is more. */
  readonly reached: boolean;
  /** What the cap takes away, for good or into the next period; 0 where it is not reached. */
  readonly lost: MoneyText;
  readonly carried: MoneyText;
  readonly because: Because;
}
/** The smallest amount that is paid. */
export interface MinimumLine {
  readonly amount: MoneyText;
  readonly comparison: 'at-least' | 'more-than';
  /** True where the credits of the period were too small. */
  readonly applied: boolean;
  readonly lost: MoneyText;
  readonly carried: MoneyText;
  readonly because: Because;
}
/** Credits carried over the end of a period, by what they were for. */
export interface CarriedCredits extends MoneyFigure {
  readonly for: readonly (MoneyFigure & { readonly of: LineOf; readonly id: string })[];
}
export interface CreditsStatement {
  readonly lines: readonly CreditLine[];
  /** The exact sum of what lines keep, and the sum of what is owed of them. */
  readonly combined: MoneyFigure;
  readonly carriedIn: CarriedCredits;
  /** In the order of the terms. */
  readonly caps: readonly CapLine[];
  readonly minimum: MinimumLine | null;
  /** What caps and the minimum take away for good, and into the next period: combined + carried in = payable + these. */
  readonly lost: MoneyText;
  readonly carriedOut: CarriedCredits;
  /** What the client is owed for this period's own misses. */
  readonly payable: MoneyText;
  readonly because: Because;
}
export interface PointsStatement {
  readonly lines: readonly PointsLine[];
  readonly total: DecimalText;
  readonly because: Because;
}
