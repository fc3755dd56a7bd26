import type { ExitConditionKind } from '@tallystick/terms';
import type { ExitState, ExitUnit } from './exits.js';
import type { DateText, DecimalText, InstantText } from './figures.js';

/** What would have to happen in the next periods for a right to leave to arise. */
export type ExitOutlook =
  /** It has arisen: its state says what comes next. */
  | { readonly kind: 'arisen' }
  /**
   * So many further misses (or of the unit), at the fewest; and in which periods, where they come as early as possible
   * and as late as possible.
   */
  | {
      readonly kind: 'misses';
      readonly unit: ExitUnit;
      readonly serviceLevel: string | null;
      readonly fewest: number;
      readonly earliest: readonly string[];
      readonly latest: readonly string[];
    }
  /** For each of the next periods, what the periods up to its end have to add up to; less means that it cannot by then. */
  | {
      readonly kind: 'amounts';
      readonly unit: ExitUnit;
      /** Whether the amount itself is not enough. */
      readonly strict: boolean;
      readonly until: readonly { readonly period: string; readonly amount: DecimalText }[];
    }
  /** For each of the next periods, than what the mean of the values up to its end has to be worse. */
  | {
      readonly kind: 'mean';
      readonly unit: ExitUnit;
      readonly serviceLevel: string;
      /** Which values are worse. */
      readonly worse: 'less-than' | 'at-most' | 'more-than' | 'at-least';
      readonly until: readonly { readonly period: string; readonly value: DecimalText }[];
    }
  /** So many further events, each longer than (or over its limit by more than) so many seconds. */
  | {
      readonly kind: 'events';
      readonly what: 'outage' | 'ticket';
      readonly fewest: number;
      readonly longerThanSeconds: number;
      /** The last local day on which they may begin so that known ones still count; null where none does. */
      readonly by: DateText | null;
      /** What goes on now, and when it passes the time if it goes on; null where that depends on pauses to come. */
      readonly running: readonly {
        readonly key: string;
        readonly seconds: number;
        readonly passesAt: InstantText | null;
      }[];
    }
  /** Several conditions: any of them is enough, or all have to hold at the end of one period. */
  | {
      readonly kind: 'combined';
      readonly needs: 'any' | 'all';
      readonly branches: readonly {
        /** `a` for the first. */
        readonly branch: string;
        readonly condition: ExitConditionKind;
        readonly outlook: ExitOutlook;
      }[];
    }
  /** Of several conditions that all have to hold, one that does at present; it has to go on. */
  | { readonly kind: 'holds' }
  /** Whatever happens, it cannot arise in these periods. */
  | { readonly kind: 'cannot' };

/** One exit right, looked ahead from the end of a period. */
export interface ExitProjection {
  readonly id: string;
  readonly clause: string | null;
  readonly condition: ExitConditionKind;
  readonly scope: 'whole' | readonly string[];
  readonly state: ExitState;
  /** The labels of the periods looked ahead at, as far as the term reaches. */
  readonly ahead: readonly string[];
  readonly outlook: ExitOutlook;
}
