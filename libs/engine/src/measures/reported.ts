import {
  type EpochSeconds,
  formatInstant,
  formatInstantSeconds,
  Rational,
  toWholeNumber,
  wholeSecond,
} from '@tallystick/quantities';
import type { ReportedMeasure } from '@tallystick/terms';
import { offsetAfterDay } from '../obligations/offset-instant.js';
import type { ReportsEvidence } from '../statement/statement.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';
import type { Measured } from './measured.js';
import { periodsWithin } from './periods-within.js';
import {
  chooseReport,
  isRatio,
  readReport,
  type Report,
  type ReportRecord,
  valueOfRatio,
} from './reports.js';
import { meanOf } from './result.js';

/** The figures reported for one period, or for the part of it that is measured, and the one that counts. */
interface Figures {
  readonly reports: readonly Report[];
  readonly used: Report | undefined;
  /** The last instant at which a figure is in time; absent: no limit. */
  readonly inTimeUntil: EpochSeconds | undefined;
}

/**
 * A figure measured elsewhere. Every party's figures are shown; the terms say whose counts. Of several by one party
 * the last known one counts; a figure that cannot be (a percentage outside 0 to 100), or that came after the limit
 * for reporting it, is listed as refused and does not count as reported.
 *
 * Over a window of periods fractions are pooled and other figures have their mean, as far as figures were reported;
 * the period itself must have one.
 */
export const measureReported: MeasureOf<'reported'> = (measure, context) => {
  const figures = stretchesOf(context).map((stretch) => figuresOf(measure, context, stretch));
  const { used, inTimeUntil } = figures.at(-1)!;
  const reports = figures.flatMap((one) => one.reports);
  const counted = used === undefined ? [] : figures.flatMap((one) => one.used ?? []);
  const pooled = pool(measure, counted);
  // A fraction of nothing has a volume, of 0.
  const volume =
    pooled === undefined
      ? used !== undefined && isRatio(used)
        ? 0
        : undefined
      : pooled.isRatio
        ? wholeNumber(pooled.denominator)
        : undefined;
  const missed = pooled?.denominator.minus(pooled.numerator);
  return {
    unit: measure.unit,
    value: pooled?.value,
    numerator: pooled?.numerator,
    denominator: pooled?.denominator,
    volume,
    misses: volume === undefined ? undefined : wholeNumber(missed ?? Rational.zero),
    events: (pooled && wholeNumber(pooled.isRatio ? missed! : eventsOf(measure, pooled.value))) ?? 0,
    time: undefined,
    ...unreported(measure, used, inTimeUntil, context),
    operands: {
      reportedBy: measure.reportedBy,
      unit: measure.unit,
      reports: reports.length,
      ...(inTimeUntil === undefined ? {} : { inTimeUntil: formatInstantSeconds(inTimeUntil) }),
    },
    evidence: (): ReportsEvidence => ({
      kind: 'reports',
      reports: reports.map((report) => ({
        party: report.record.fact.assertedBy.party,
        value: report.record.fact.value ?? null,
        numerator: report.record.fact.numerator ?? null,
        denominator: report.record.fact.denominator ?? null,
        agreed: report.record.fact.agreed === true,
        effectiveAt: formatInstant(report.record.effectiveAt),
        recordedAt: formatInstant(report.record.recordedAt),
        used: counted.includes(report),
        refused: report.refused ?? null,
        facts: [report.record.fact.id],
      })),
    }),
  };
};

/** What the terms make of no figure. Before the limit for reporting it has passed nothing is missed yet. */
function unreported(
  measure: ReportedMeasure,
  used: Report | undefined,
  inTimeUntil: EpochSeconds | undefined,
  { environment }: MeasureContext,
): Pick<Measured, 'unreported' | 'lackingBecause'> {
  if (used !== undefined) return { unreported: undefined };
  if (inTimeUntil === undefined) return { unreported: measure.whenNotReported };
  return environment.valuedAt <= inTimeUntil
    ? { unreported: 'not-measured', lackingBecause: 'report-not-due' }
    : { unreported: measure.whenNotReported, lackingBecause: 'not-reported-in-time' };
}

/** A period, or the part of it, that figures are reported of. */
type Stretch = Pick<MeasureContext, 'period' | 'startsAt' | 'endsAt' | 'wholePeriod'>;

/** The periods of the window that ends with this one, or the part alone. */
function stretchesOf({ context, period, startsAt, endsAt, wholePeriod }: MeasureContext): Stretch[] {
  return periodsWithin(context.world.grid, period, startsAt).map((one) => ({
    period: one,
    startsAt: Math.max(startsAt, one.startsAt),
    endsAt: Math.min(endsAt, one.endsAt),
    wholePeriod: one === period ? wholePeriod : startsAt <= one.startsAt,
  }));
}

function figuresOf(measure: ReportedMeasure, context: MeasureContext, stretch: Stretch): Figures {
  const { environment, versionIndex, level, version, timeline } = context;
  const inTimeUntil =
    measure.reportedWithin &&
    offsetAfterDay(
      environment,
      versionIndex,
      context.context.world.zone,
      measure.reportedWithin,
      stretch.period.to,
    );
  const reports = timeline.measurements
    .filter((record) => record.fact.serviceLevel === level.id && belongs(record, stretch))
    .map((record) => readReport(measure, record, version.terms, inTimeUntil));
  return { reports, used: chooseReport(measure, reports), inTimeUntil };
}

interface Pooled {
  readonly numerator: Rational;
  readonly denominator: Rational;
  readonly value: Rational;
  /** Whether it is of fractions alone. */
  readonly isRatio: boolean;
}

/** Figures of one or more periods as one; undefined where none of them has a value. */
function pool(measure: ReportedMeasure, used: readonly Report[]): Pooled | undefined {
  const withValue = used.flatMap((report) =>
    report.value === undefined ? [] : [{ report, value: report.value }],
  );
  const [only] = withValue;
  if (only === undefined) return undefined;
  if (withValue.every(({ report }) => isRatio(report))) {
    const numerator = Rational.sum(withValue.map(({ report }) => report.numerator));
    const denominator = Rational.sum(withValue.map(({ report }) => report.denominator));
    return { numerator, denominator, value: valueOfRatio(measure, numerator, denominator), isRatio: true };
  }
  const { value, numerator, denominator } = meanOf(
    measure.unit,
    withValue.map((one) => one.value),
  );
  return { value: value!, numerator: numerator!, denominator: denominator!, isRatio: false };
}

function wholeNumber(value: Rational): number | undefined {
  return value.isWhole ? toWholeNumber(value.numerator) : undefined;
}

/** For a price per event, of a figure that is no fraction: the number itself, of a number. */
function eventsOf({ unit }: ReportedMeasure, value: Rational): Rational {
  return unit === 'number' ? value : Rational.zero;
}

/** By the period it names, else by when it happened; of a period in parts, by when it happened where that is inside. */
function belongs(record: ReportRecord, { period, startsAt, endsAt, wholePeriod }: Stretch): boolean {
  const at = wholeSecond(record.effectiveAt);
  const inPart = at >= startsAt && at < endsAt;
  if (record.fact.period === undefined) return inPart;
  if (record.fact.period !== period.label) return false;
  const inPeriod = at >= period.startsAt && at < period.endsAt;
  return wholePeriod || inPart || !inPeriod;
}
