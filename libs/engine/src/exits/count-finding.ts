import { Rational } from '@tallystick/quantities';
import type { ExitWindow } from '@tallystick/terms';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { ExitUnit } from '../statement/exits.js';
import type { ExitFinding, ExitMoment, ExitView } from './exit-finding.js';
import { horizonOf, planCount, windowOf } from './exit-window.js';
import { lastDayOf } from './period-days.js';

/** What a condition on a count over a window counts. */
export interface Counted {
  readonly window: ExitWindow;
  /** How often it has to be. */
  readonly times: number;
  /** How much a period counts. */
  readonly of: (outcome: PeriodOutcome) => number;
  /** The most that a single period can count. */
  readonly each: number;
  readonly unit: ExitUnit;
  readonly serviceLevel: string | undefined;
  /** The periods of the view that count at all. */
  readonly outcomes: readonly PeriodOutcome[];
  readonly momentsOf?: (outcome: PeriodOutcome) => readonly ExitMoment[];
}

/** What is counted and still lies in the window when it has moved on by so many periods. */
export function knownAfter(view: ExitView, counted: Counted, ahead: number): number {
  return windowOf(counted.window, view, counted.outcomes, ahead).reduce(
    (sum, outcome) => sum + counted.of(outcome),
    0,
  );
}

/** A count over a window against how often it has to be. */
export function findCount(view: ExitView, counted: Counted): ExitFinding {
  const { window, times, of, each, unit, serviceLevel, outcomes, momentsOf } = counted;
  const known = (ahead: number): number => knownAfter(view, counted, ahead);
  const reached = known(0);
  const held = reached >= times;
  const plan = held ? undefined : planCount(view, window, times, known, each, horizonOf(window, view));
  const missing = held ? 0 : (plan?.fewest ?? times - reached);
  const shown = windowOf(window, view, outcomes);
  return {
    held,
    near: plan?.fewest === 1 && reached > 0,
    unit,
    reached: Rational.of(reached),
    threshold: Rational.of(times),
    strict: false,
    distance: Rational.of(missing),
    // Where nothing known helps, what is missing may come at any time.
    by: plan === undefined || missing >= times ? undefined : lastDayOf(view, plan.latest),
    serviceLevel,
    window: shown.map((outcome) => ({
      outcome,
      amount: each === 1 ? undefined : Rational.of(of(outcome)),
      counts: of(outcome) > 0,
    })),
    moments: momentsOf === undefined ? [] : shown.flatMap(momentsOf),
    opensAt: undefined,
  };
}
