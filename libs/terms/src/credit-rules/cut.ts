import type { Rational } from '@tallystick/quantities';
import type { Comparison, Target } from '../model/service-level.js';

/** The edge of a band. */
export interface Edge {
  readonly value: Rational;
  readonly inclusive: boolean;
}

/**
 * A cut of the number line just before a value (`after: 0`) or just after it (`after: 1`). A band reaches from one cut to
 * another, so that gaps and overlaps of a single value are seen as any other.
 */
export interface Cut {
  readonly value: Rational;
  readonly after: 0 | 1;
}

export function compareCuts(a: Cut, b: Cut): number {
  return a.value.compare(b.value) || a.after - b.after;
}

export function lowerCut({ value, inclusive }: Edge): Cut {
  return { value, after: inclusive ? 0 : 1 };
}

export function upperCut({ value, inclusive }: Edge): Cut {
  return { value, after: inclusive ? 1 : 0 };
}

/** Where the values that miss the target end and those that meet it begin. */
export function targetCut({ comparison, expected }: Target): Cut {
  const after: { readonly [C in Comparison]: 0 | 1 } = {
    'at-least': 0,
    'more-than': 1,
    'at-most': 1,
    'less-than': 0,
  };
  return { value: expected, after: after[comparison] };
}

/** The edge at which a band begins whose neighbour ends: the same value, on the other side. */
export function flipped({ value, inclusive }: Edge): Edge {
  return Object.freeze({ value, inclusive: !inclusive });
}
