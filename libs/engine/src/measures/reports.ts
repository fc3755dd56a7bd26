import { Rational, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import type { ReportedMeasure, Terms } from '@tallystick/terms';
import { type Side, sideOf } from '../history/party-names.js';
import type { FactRecord } from '../timeline/index.js';

export type ReportRecord = FactRecord<'MeasurementReported'>;

/** One reported figure, read in the unit of the measure. */
export interface Report {
  readonly record: ReportRecord;
  readonly by: Side | undefined;
  readonly numerator: Rational;
  readonly denominator: Rational;
  /** Absent where there was nothing to measure (of 0), or where the figure is refused. */
  readonly value: Rational | undefined;
  readonly refused: string | undefined;
}

export function isRatio(report: Report): boolean {
  return report.record.fact.denominator !== undefined;
}

export function valueOfRatio(
  { unit }: ReportedMeasure,
  numerator: Rational,
  denominator: Rational,
): Rational {
  const ratio = numerator.dividedBy(denominator);
  return unit === 'percent' ? ratio.times(Rational.hundred) : ratio;
}

/** A report in the unit of the measure, refused where it cannot be or came after the limit for reporting it. */
export function readReport(
  measure: ReportedMeasure,
  record: ReportRecord,
  terms: Terms,
  inTimeUntil: EpochSeconds | undefined,
): Report {
  const { fact } = record;
  const percent = measure.unit === 'percent';
  const ratio = fact.value === undefined;
  const numerator = Rational.parse((ratio ? fact.numerator : fact.value) ?? '0');
  const denominator = ratio
    ? Rational.parse(fact.denominator ?? '0')
    : percent
      ? Rational.hundred
      : Rational.one;
  const value = denominator.isZero ? undefined : valueOfRatio(measure, numerator, denominator);
  const outside = percent && value !== undefined && (value.isNegative || value.compare(Rational.hundred) > 0);
  // A figure that names no period was given within it.
  const late =
    inTimeUntil !== undefined && fact.period !== undefined && wholeSecond(record.effectiveAt) > inTimeUntil;
  return {
    record,
    by: sideOf(fact.assertedBy.party, terms),
    numerator,
    denominator,
    value: outside || late ? undefined : value,
    refused: outside ? 'outside-0-to-100' : late ? 'reported-too-late' : undefined,
  };
}

/** The report that counts, by ledger order among those that may. */
export function chooseReport(measure: ReportedMeasure, reports: readonly Report[]): Report | undefined {
  const usable = reports.filter((report) => report.refused === undefined);
  const last = (among: readonly Report[]): Report | undefined =>
    among.reduce<Report | undefined>(
      (latest, report) =>
        latest === undefined || report.record.position > latest.record.position ? report : latest,
      undefined,
    );
  switch (measure.reportedBy) {
    case 'either':
      return last(usable);
    case 'provider':
    case 'client':
      return last(usable.filter((report) => report.by === measure.reportedBy));
    case 'agreed': {
      const provider = last(usable.filter((report) => report.by === 'provider'));
      const client = last(usable.filter((report) => report.by === 'client'));
      const alike = provider !== undefined && client !== undefined && sameFigure(provider, client);
      const marked = usable.filter((report) => report.record.fact.agreed === true);
      return last(alike ? [...marked, provider, client] : marked);
    }
  }
}

function sameFigure(a: Report, b: Report): boolean {
  if (a.value === undefined || b.value === undefined) return a.value === b.value;
  return a.value.equals(b.value);
}
