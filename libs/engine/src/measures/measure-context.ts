import type { EpochSeconds } from '@tallystick/quantities';
import type { Measure, MeasureKind, ServiceLevel, TermsVersion } from '@tallystick/terms';
import type { ClockEnvironment } from '../clocks/index.js';
import type { PeriodContext } from '../history/period-context.js';
import type { Period } from '../periods/period.js';
import type { Timeline } from '../timeline/index.js';
import type { Measured } from './measured.js';
import type { Population } from './population.js';

/** What a measure looks at: one service level in one part of one period, as known and as valued. */
export interface MeasureContext {
  readonly timeline: Timeline;
  readonly environment: ClockEnvironment;
  readonly period: Period;
  /** The period while it is worked out: the results of other levels, and earlier periods. */
  readonly context: PeriodContext;
  readonly level: ServiceLevel;
  /** The version that the part stands under, and its index in the terms in force. */
  readonly version: TermsVersion;
  readonly versionIndex: number;
  readonly startsAt: EpochSeconds;
  readonly endsAt: EpochSeconds;
  /** Whether the part is the whole period. */
  readonly wholePeriod: boolean;
  /** The readings or tickets of the service level, made once for all periods. */
  readonly population: () => Population;
}

/** One kind of measure. */
export type MeasureOf<Kind extends MeasureKind> = (
  measure: Extract<Measure, { kind: Kind }>,
  context: MeasureContext,
) => Measured;
