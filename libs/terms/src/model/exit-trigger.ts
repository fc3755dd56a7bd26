import type { Rational } from '@tallystick/quantities';
import type { ChargeBase } from './price.js';

/**
 * Below which level a period counts: the target (`expected`), its `minimum`, a `default` (a miss that its gate lets
 * through), or worse than a value of the condition's own.
 */
export type BelowLevel =
  | { readonly kind: 'expected' }
  | { readonly kind: 'minimum' }
  | { readonly kind: 'default' }
  | { readonly kind: 'value'; readonly value: Rational };

/** A window that looks back from a period. */
export type ExitWindow =
  { readonly kind: 'periods'; readonly periods: number } | { readonly kind: 'contract-year' };

export type SumThreshold =
  | { readonly kind: 'percent'; readonly percent: Rational; readonly base: ChargeBase }
  | { readonly kind: 'money'; readonly amount: Rational }
  | { readonly kind: 'points'; readonly points: Rational }
  | { readonly kind: 'seconds'; readonly seconds: Rational }
  | { readonly kind: 'count'; readonly count: Rational };

/** When a right to leave arises (design 3, exit). */
export type ExitCondition =
  /** A service level worse than a level, n periods in a row. */
  | {
      readonly kind: 'in-a-row';
      readonly serviceLevel: string;
      readonly below: BelowLevel;
      readonly count: number;
    }
  /** … in at least m of the last n periods. */
  | {
      readonly kind: 'times-of';
      readonly serviceLevel: string;
      readonly below: BelowLevel;
      readonly times: number;
      readonly window: ExitWindow;
    }
  /**
   * A sum over a window: of payable credits, of points, of downtime of services, of missed levels, or of the misses
   * counted by levels (tickets late, …). A percentage is of the base over the same window.
   */
  | {
      readonly kind: 'sum-over';
      readonly sumOf: 'credits' | 'points' | 'downtime' | 'missed-levels' | 'misses';
      /** Whose points, missed levels or misses; absent: all. */
      readonly serviceLevels: readonly string[] | undefined;
      readonly except: readonly string[];
      /** For downtime: of which services. */
      readonly services: readonly string[];
      readonly threshold: SumThreshold;
      readonly strict: boolean;
      readonly window: ExitWindow;
    }
  /** The mean of a level's values over the last n periods is worse than a value. */
  | {
      readonly kind: 'rolling-mean';
      readonly serviceLevel: string;
      readonly below: BelowLevel;
      readonly periods: number;
    }
  /** One outage of a service longer than a time, or one ticket of a level over its limit by more than a time. */
  | {
      readonly kind: 'event';
      readonly event:
        | {
            readonly kind: 'outage';
            readonly services: readonly string[];
            readonly longerThanSeconds: number;
          }
        | { readonly kind: 'breach'; readonly serviceLevel: string; readonly overLimitBySeconds: number };
    }
  /** k outages, each longer than a time, that begin within n local days of each other. */
  | {
      readonly kind: 'chronic';
      readonly services: readonly string[];
      readonly outages: number;
      readonly longerThanSeconds: number;
      readonly withinDays: number;
    }
  /** An obligation missed so often within a window. */
  | {
      readonly kind: 'obligation';
      readonly obligation: string;
      readonly times: number;
      readonly window: ExitWindow;
    }
  /** So many of the instances of a `forEach` level are worse than a level in one period, n periods in a row. */
  | {
      readonly kind: 'portfolio';
      readonly serviceLevel: string;
      readonly below: BelowLevel;
      readonly atLeast:
        | { readonly kind: 'percent'; readonly percent: Rational }
        | { readonly kind: 'count'; readonly count: number };
      readonly inARow: number;
    }
  /** The credits reached a cap in at least so many periods of a window. */
  | {
      readonly kind: 'cap-reached';
      /** The cap's id; absent: any. */
      readonly cap: string | undefined;
      readonly times: number;
      readonly window: ExitWindow;
    }
  /** Any one of several conditions, each by itself, or all of them at the end of one period. At least two. */
  | { readonly kind: 'any-of' | 'all-of'; readonly of: readonly ExitCondition[] };

export type ExitConditionKind = ExitCondition['kind'];

export interface ExitTrigger {
  readonly id: string;
  readonly clause: string | undefined;
  readonly text: string | undefined;
  readonly when: ExitCondition;
  /** The scope of the right: the whole agreement or the named services. */
  readonly scope: 'whole' | readonly string[];
  /** Calendar days the provider has to cure after a notice. Absent: no cure; the right is open once it arises. */
  readonly cureDays: number | undefined;
  /**
   * What shows a cure: the client's acceptance within the days (`accepted`), the level measured over the days of cure
   * being no longer worse (`measured`, conditions on one level only), or the condition no longer holding at the end of
   * the first period that ends after them (`condition-clears`).
   */
  readonly cureTest: 'accepted' | 'measured' | 'condition-clears';
  /** Calendar days after the right arose within which notice must be served, else it lapses. */
  readonly noticeWithinDays: number | undefined;
  /** Calendar days of notice before leaving: from the exercise to the end. */
  readonly noticeDays: number | undefined;
  /** Calendar days for which the right lasts. Absent: until the term ends. */
  readonly exerciseWithinDays: number | undefined;
  /**
   * From when they count. `held`: the end of the last period at whose end the condition held (for single events: the
   * day of the event). `exercisable`: the day on which the right became exercisable.
   */
  readonly exerciseFrom: 'held' | 'exercisable';
}
