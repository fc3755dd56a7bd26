import type { ZoneTransitions } from '@tallystick/calendar';
import type { ChargeOverPeriod } from '../charges/charge-stretches.js';
import type { ClockEnvironment } from '../clocks/index.js';
import type { Population } from '../measures/population.js';
import type { ObligationBook } from '../obligations/obligation-book.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import type { ReliefBook } from '../relief/relief-book.js';
import type { Timeline } from '../timeline/index.js';
import type { LevelOutcome, PeriodOutcome } from './outcomes.js';

/** What every period of one evaluation shares. */
export interface PeriodWorld {
  readonly timeline: Timeline;
  /** Its terms have every `forEach` level as one level for each of its values. */
  readonly environment: ClockEnvironment;
  /** The agreement's zone. */
  readonly zone: ZoneTransitions;
  readonly grid: PeriodGrid;
  /** The readings or tickets of a service level, made once for all periods. */
  readonly population: (serviceLevel: string) => Population;
  /** Every charge of the period of an index, also of one that is yet to come. */
  readonly charges: (index: number) => ReadonlyMap<string, ChargeOverPeriod>;
  /** Every occurrence of every obligation up to the instant of valuation. */
  readonly obligations: ObligationBook;
  /** Every relief claim and what it is worth under the terms, and the relief that the client's own lateness gives. */
  readonly reliefs: ReliefBook;
}

/** One period while it is worked out: what is known of it so far, and everything before it. */
export interface PeriodContext {
  readonly world: PeriodWorld;
  readonly period: Period;
  /** The outcomes of all periods before it, from the first of the term. */
  readonly earlier: readonly PeriodOutcome[];
  readonly charges: ReadonlyMap<string, ChargeOverPeriod>;
  /** The levels of the period that are worked out already: each after those whose results it reads. */
  readonly levels: ReadonlyMap<string, LevelOutcome>;
}
