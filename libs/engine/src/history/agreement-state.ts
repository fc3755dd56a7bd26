import type { ZoneTable, ZoneTransitions } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import { type EpochSeconds, formatInstantSeconds } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import { type StatedPeriods, statedBefore } from '../adjustments/stated-periods.js';
import { ClockEnvironment } from '../clocks/index.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Period } from '../periods/period.js';
import { expandLevels } from '../scopes/expand-levels.js';
import type { Timeline } from '../timeline/index.js';
import { Evaluation } from './evaluation.js';
import { gridOf } from './grid-of.js';
import { termsAsKnown } from './terms-as-known.js';

/** One agreement as known: its terms, its zone, its periods, and evaluations of them by the instant of valuation. */
export class AgreementState {
  readonly terms: TermsInForce;
  readonly zone: ZoneTransitions;
  readonly grid: PeriodGrid;
  readonly #stated = new Map<number, StatedPeriods>();
  readonly #evaluations = new Map<
    EpochSeconds,
    { readonly lastIndex: number; readonly evaluation: Evaluation }
  >();

  /**
   * @param instead terms that take the place of the known ones, for asking what if; the facts stay what they are.
   * @param asWritten the terms that the timeline knows, where they have been read already.
   */
  constructor(
    readonly timeline: Timeline,
    readonly zones: ZoneTable,
    private readonly instead?: TermsInForce,
    private readonly asWritten = instead ?? termsAsKnown(timeline, zones),
  ) {
    this.terms = expandLevels(asWritten, timeline);
    this.zone = zones.transitionsOf(this.terms.versions[0]!.terms.timezone);
    this.grid = gridOf(this.terms, this.zone);
  }

  /** The same agreement as it was known at an earlier ledger position. */
  knownAt(position: number): AgreementState {
    return new AgreementState(this.timeline.knownAt(position), this.zones, this.instead);
  }

  /** The same agreement with other facts: those about its terms are the same ones. */
  withFacts(timeline: Timeline): AgreementState {
    return new AgreementState(timeline, this.zones, this.instead, this.asWritten);
  }

  /** The periods before one as their statements stated them; the statements are read once. */
  statedBefore(period: Period): StatedPeriods {
    let stated = this.#stated.get(period.index);
    if (stated === undefined) {
      stated = statedBefore(this.timeline, this.grid, period);
      this.#stated.set(period.index, stated);
    }
    return stated;
  }

  /**
   * The evaluation valued at an instant, made once for all periods up to the last one asked for.
   *
   * @throws TallyError `period-invalid` where the instant lies before the period: nothing of it can be valued yet.
   */
  evaluation(lastIndex: number, valuedAt: EpochSeconds): Evaluation {
    const { label, startsAt } = this.grid.at(lastIndex);
    if (valuedAt < startsAt) {
      throw new TallyError(
        'period-invalid',
        `The period ${label} begins at ${formatInstantSeconds(startsAt)}, after ${formatInstantSeconds(valuedAt)}, ` +
          'at which it should be valued. Name a later instant or an earlier period.',
      );
    }
    const made = this.#evaluations.get(valuedAt);
    if (made !== undefined && made.lastIndex >= lastIndex) return made.evaluation;
    const environment = new ClockEnvironment(this.terms, this.zones, valuedAt);
    const evaluation = new Evaluation(this.timeline, environment, this.grid, this.zone, lastIndex);
    this.#evaluations.set(valuedAt, { lastIndex, evaluation });
    return evaluation;
  }
}
