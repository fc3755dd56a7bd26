import { formatInstant, Rational, wholeSecond } from '@tallystick/quantities';
import type { ReportedMeasure, Terms } from '@tallystick/terms';
import type { ReportsEvidence } from '../statement/statement.js';
import type { FactRecord } from '../timeline/index.js';
import type { MeasureContext, MeasureOf } from './measure-context.js';

type ReportRecord = FactRecord<'MeasurementReported'>;

/** One reported figure, read in the unit of the measure. */
interface Report {
  readonly record: ReportRecord;
  readonly by: 'client' | 'provider' | undefined;
  readonly numerator: Rational;
  readonly denominator: Rational;
  /** Absent where there was nothing to measure (of 0), or where the figure is refused. */
  readonly value: Rational | undefined;
  readonly refused: string | undefined;
}

/**
 * A figure measured elsewhere. Every party's figures are shown; the terms say whose counts. Of several by one party
 * the last known one counts; a figure that cannot be (a percentage outside 0 to 100) is listed as refused and does
 * not count as reported.
 */
export const measureReported: MeasureOf<'reported'> = (measure, context) => {
  const reports = reportsOf(measure, context);
  const used = chooseReport(measure, reports);
  const nothing = used !== undefined && used.value === undefined;
  const volume =
    used?.denominator.isWhole === true && isRatio(used) ? Number(used.denominator.numerator) : undefined;
  const missed = used === undefined ? undefined : used.denominator.minus(used.numerator);
  return {
    unit: measure.unit,
    value: used?.value,
    numerator: nothing ? undefined : used?.numerator,
    denominator: nothing ? undefined : used?.denominator,
    volume,
    misses: volume !== undefined && missed?.isWhole === true ? Number(missed.numerator) : undefined,
    events: eventsOf(measure, used, missed),
    time: undefined,
    unreported: used === undefined ? measure.whenNotReported : undefined,
    operands: { reportedBy: measure.reportedBy, unit: measure.unit, reports: reports.length },
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
        used: report === used,
        refused: report.refused ?? null,
        facts: [report.record.fact.id],
      })),
    }),
  };
};

function isRatio(report: Report): boolean {
  return report.record.fact.denominator !== undefined;
}

/** For a price per event: what missed, of a ratio; the number itself, of a number. Only whole ones are events. */
function eventsOf(measure: ReportedMeasure, used: Report | undefined, missed: Rational | undefined): number {
  if (used?.value === undefined) return 0;
  const events = isRatio(used) ? missed : measure.unit === 'number' ? used.value : undefined;
  return events?.isWhole === true ? Number(events.numerator) : 0;
}

function reportsOf(measure: ReportedMeasure, context: MeasureContext): Report[] {
  return context.timeline.measurements
    .filter((record) => record.fact.serviceLevel === context.level.id && belongs(record, context))
    .map((record) => readReport(measure, record, context.version.terms));
}

/** By the period it names, else by when it happened; of a period in parts, by when it happened where that is inside. */
function belongs(record: ReportRecord, { period, startsAt, endsAt, wholePeriod }: MeasureContext): boolean {
  const at = wholeSecond(record.effectiveAt);
  const inPart = at >= startsAt && at < endsAt;
  if (record.fact.period === undefined) return inPart;
  if (record.fact.period !== period.label) return false;
  const inPeriod = at >= period.startsAt && at < period.endsAt;
  return wholePeriod || inPart || !inPeriod;
}

function readReport(measure: ReportedMeasure, record: ReportRecord, terms: Terms): Report {
  const { fact } = record;
  const percent = measure.unit === 'percent';
  const ratio = fact.value === undefined;
  const numerator = Rational.parse((ratio ? fact.numerator : fact.value) ?? '0');
  const denominator = ratio
    ? Rational.parse(fact.denominator ?? '0')
    : percent
      ? Rational.hundred
      : Rational.one;
  const value = denominator.isZero
    ? undefined
    : numerator.dividedBy(denominator).times(percent ? Rational.hundred : Rational.one);
  const outside = percent && value !== undefined && (value.isNegative || value.compare(Rational.hundred) > 0);
  return {
    record,
    by: partyOf(fact.assertedBy.party, terms),
    numerator,
    denominator,
    value: outside ? undefined : value,
    refused: outside ? 'outside-0-to-100' : undefined,
  };
}

/** Which side of the agreement asserted it, by its role or by its name in the terms. */
function partyOf(party: string, terms: Terms): 'client' | 'provider' | undefined {
  if (party === 'client' || party === terms.parties.client) return 'client';
  if (party === 'provider' || party === terms.parties.provider) return 'provider';
  return undefined;
}

/** The report that counts, by ledger order among those that may. */
function chooseReport(measure: ReportedMeasure, reports: readonly Report[]): Report | undefined {
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
