import type { ExitConditionKind } from '@tallystick/terms';
import type { Because, DateText, DecimalText, InstantText, OperandValue, Verdict } from './figures.js';

/**
 * Where an exit right stands (design 3, "Exit is a state machine per trigger"). `watch`: one step away. `armed`: the
 * condition held and the provider may still cure, notice is next. `noticed`, `curing`: notice was served. `exercisable`:
 * the right is open. `cured`, `lapsed`, `waived`: the last occasion is over and no other has come. `exercised`: the
 * right was used.
 */
export type ExitState =
  | 'clear'
  | 'watch'
  | 'armed'
  | 'noticed'
  | 'curing'
  | 'cured'
  | 'exercisable'
  | 'exercised'
  | 'lapsed'
  | 'waived';

/** What `reached`, `threshold` and `distance` count. */
export type ExitUnit =
  | 'periods'
  | 'money'
  | 'points'
  | 'seconds'
  | 'levels'
  | 'misses'
  | 'outages'
  | 'occurrences'
  | 'percent'
  | 'number'
  /** How many of several conditions are fulfilled. */
  | 'conditions';

/** One step in the life of an exit right, on a local day. */
export interface ExitStep {
  /** The state after it. */
  readonly state: ExitState;
  readonly on: DateText;
  /** What moved it, or what was tried. */
  readonly rule: string;
  /** Where what was tried changes nothing: why. */
  readonly refused: string | null;
  readonly operands: Readonly<Record<string, OperandValue>>;
  readonly facts: readonly string[];
}

/** One thing that the condition counts at present. */
export interface ExitMover {
  readonly kind: 'period' | 'outage' | 'ticket' | 'occurrence';
  /** The label of the period, or the key of the outage, ticket or occurrence. */
  readonly key: string;
  /** The last local day of the period, or the day from which on it counts. */
  readonly on: DateText;
  readonly at: InstantText | null;
  /** What it adds, in the unit of the condition (seconds of single events); null where it counts once. */
  readonly amount: DecimalText | null;
  readonly facts: readonly string[];
}

/** How a condition stands: what was reached, what is missing, and what it looks at. */
interface ExitFigures {
  readonly condition: ExitConditionKind;
  /** The level that the figures are of: of one of several the nearest. Null where the condition is on none. */
  readonly serviceLevel: string | null;
  /** What stands at the end of the period, the threshold, and what is missing to it (0 where the condition holds). */
  readonly reached: DecimalText | null;
  readonly threshold: DecimalText;
  readonly distance: DecimalText | null;
  /** Where it is true the threshold itself is not enough: it has to be passed. */
  readonly strict: boolean;
  readonly unit: ExitUnit;
  /** The last day on which what is missing may still come and open the right; null where it does not apply. */
  readonly by: DateText | null;
  /** The periods looked at, oldest first. */
  readonly window: readonly {
    readonly period: string;
    readonly verdict: Verdict | null;
    readonly belowMinimum: boolean | null;
    readonly amount: DecimalText | null;
    readonly counts: boolean;
  }[];
  /** What the condition counts at present. */
  readonly movedBy: readonly ExitMover[];
  /** Of several conditions, how each stands; only there. */
  readonly branches?: readonly ExitBranchStatus[];
  readonly because: Because;
}

/** One of several conditions of an exit right (`any-of`, `all-of`). */
export interface ExitBranchStatus extends ExitFigures {
  /** `a` for the first. */
  readonly branch: string;
  readonly fulfilled: boolean;
}

export interface ExitStatus extends ExitFigures {
  readonly id: string;
  readonly clause: string | null;
  readonly scope: 'whole' | readonly string[];
  readonly state: ExitState;
  /** The period and the local day since which the state has been what it is. */
  readonly since: { readonly period: string; readonly from: DateText };
  /** The dates of the present or last occasion; each is the last day that counts, or the first one `from` which. */
  readonly armedOn: DateText | null;
  readonly noticeBy: DateText | null;
  readonly noticedOn: DateText | null;
  readonly curesBy: DateText | null;
  readonly exercisableFrom: DateText | null;
  readonly exerciseBy: DateText | null;
  readonly exercisedOn: DateText | null;
  /** The last day of the notice after an exercise. */
  readonly endsOn: DateText | null;
  /** Calendar days to cure after a notice, and of notice before leaving, where the terms say them. */
  readonly cureDays: number | null;
  readonly cureTest: 'accepted' | 'measured' | 'condition-clears' | null;
  readonly noticeDays: number | null;
  /** Earlier and present periods at whose end, or in which, the condition held. */
  readonly heldIn: readonly string[];
  /** The life of the right so far, oldest first. */
  readonly steps: readonly ExitStep[];
}
