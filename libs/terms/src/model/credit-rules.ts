import type { Rational } from '@tallystick/quantities';
import type { Offset } from './schedule.js';
import type { Band } from './service-level.js';
import type { ChargeBase } from './price.js';

/**
 * How lines come together. `highest`: only the largest stands. `one-per-incident`: of prices for the same incident
 * only the largest stands. `critical-displaces`: where a line of a critical level is due, only those stand.
 */
export const combineKinds = ['sum', 'highest', 'one-per-incident', 'critical-displaces'] as const;
export type CombineKind = (typeof combineKinds)[number];

/** Some service levels whose credits combine in a way of their own, before all lines are added up. */
export interface CombineGroup {
  readonly id: string;
  readonly clause: string | undefined;
  readonly serviceLevels: readonly string[];
  readonly combine: CombineKind;
  /** For `critical-displaces`: the levels of the group that displace the others. */
  readonly critical: readonly string[];
}

export interface CreditCap {
  readonly id: string;
  readonly clause: string | undefined;
  readonly limit:
    | { readonly kind: 'percent'; readonly percent: Rational; readonly base: ChargeBase }
    | { readonly kind: 'money'; readonly amount: Rational };
  /** The last n periods, the current one among them, or the contract year so far. What was payable before is taken off. */
  readonly over: { readonly kind: 'periods'; readonly periods: number } | { readonly kind: 'contract-year' };
  /** Which lines it limits; absent: all. */
  readonly serviceLevels: readonly string[] | undefined;
  /** `carried`: what goes beyond is added to the next period's credits before its caps. */
  readonly excess: 'lost' | 'carried';
}

/** The money that is at risk, and how it is allotted (design 3, "weight × at-risk pool"). */
export interface AtRisk {
  readonly clause: string | undefined;
  readonly percent: Rational;
  readonly base: ChargeBase;
  /** Percent of the at-risk amount by pool id. Together they are at most `available` percent. */
  readonly pools: ReadonlyMap<string, Rational>;
  readonly availablePercent: Rational;
}

/** What points are worth in money, at the end of each period. */
export type PointsConversion = {
  readonly clause: string | undefined;
  readonly base: ChargeBase | undefined;
} &
  /** So much for each point. */
  (
    | {
        readonly kind: 'each';
        readonly price: Extract<Band['price'], { kind: 'percent' | 'money' }>;
      }
    /** The band that the sum of points stands in; a sum below all of them is worth nothing. */
    | { readonly kind: 'bands'; readonly bands: readonly Band[] }
  );

/** A time, or so many whole periods after the one in which it begins to run. */
export type ClaimLimit = Offset | { readonly kind: 'periods'; readonly periods: number };

/** Whether and until when credits have to be claimed (design 3, "claim"). */
export type ClaimRule =
  | { readonly kind: 'automatic' }
  | {
      readonly kind: 'on-claim';
      readonly clause: string | undefined;
      readonly within: ClaimLimit;
      /**
       * From when the limit runs: the end of the period, the statement of the period, or what the credit is for: when
       * that happened (`event`), or when it was over (`event-end`). A credit that has a price for each event is claimed
       * event by event, any other from the last of them; one of which no event is known from the end of the period.
       */
      readonly from: 'period-end' | 'statement' | 'event' | 'event-end';
      /** Whether a miss whose credit lapsed still counts towards exit. */
      readonly lapsedCountsTowardsExit: boolean;
    };

/** How the credits of a period come together (design 3: combine, cap, claim). */
export interface CreditRules {
  readonly clause: string | undefined;
  /** How the lines that stand in no group, and what the groups come to, combine. */
  readonly combine: CombineKind;
  /** For `critical-displaces`: the levels that displace all others. */
  readonly critical: readonly string[];
  readonly groups: readonly CombineGroup[];
  readonly caps: readonly CreditCap[];
  /** Credits of a period that come to less are not paid: they are lost, or carried to the next. */
  readonly minimumPayable:
    | {
        readonly amount: Rational;
        /** `true`: exactly the amount is not paid either. */
        readonly strict: boolean;
        readonly below: 'lost' | 'carried';
      }
    | undefined;
  readonly atRisk: AtRisk | undefined;
  readonly points: PointsConversion | undefined;
  readonly claim: ClaimRule;
  /**
   * When what is owed is paid: with every nth period of the term, or with the one that a contract year ends in; and with
   * the last of the term. What is owed until then is accrued. Absent: with every period.
   */
  readonly settled:
    { readonly kind: 'every'; readonly periods: number } | { readonly kind: 'contract-year-end' } | undefined;
  /** The most that all bonuses of a period come to. */
  readonly bonusCap: CreditCap['limit'] | undefined;
}
