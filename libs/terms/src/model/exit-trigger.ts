import type { Rational } from '@tallystick/quantities';

/** When a right to leave arises (design 3, exit). */
export type ExitCondition =
  /** A service level below its expected or minimum level, n periods in a row. */
  | {
      readonly kind: 'in-a-row';
      readonly serviceLevel: string;
      readonly below: 'expected' | 'minimum';
      readonly count: number;
    }
  /** … in at least m of the last n periods. */
  | {
      readonly kind: 'times-of';
      readonly serviceLevel: string;
      readonly below: 'expected' | 'minimum';
      readonly times: number;
      readonly ofPeriods: number;
    }
  /** The sum of credits or points over the last n periods. A percentage is of the named charges over the same window. */
  | {
      readonly kind: 'sum-over';
      readonly sumOf: 'credits' | 'points';
      readonly threshold:
        | { readonly kind: 'percent'; readonly percent: Rational; readonly of: readonly string[] }
        | { readonly kind: 'money'; readonly amount: Rational }
        | { readonly kind: 'points'; readonly points: Rational };
      readonly strict: boolean;
      readonly overPeriods: number;
    };

export interface ExitTrigger {
  readonly id: string;
  readonly clause: string | undefined;
  readonly text: string | undefined;
  readonly when: ExitCondition;
  /** The scope of the right: the whole agreement or the named services. */
  readonly scope: 'whole' | readonly string[];
  /** Calendar days the provider has to cure after a notice. */
  readonly cureDays: number | undefined;
  /** Calendar days of notice before leaving. */
  readonly noticeDays: number | undefined;
  /** Calendar days for which the right lasts after the end of the last period at whose end the condition held. */
  readonly exerciseWithinDays: number | undefined;
}
