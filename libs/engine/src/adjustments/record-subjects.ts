import { wholeSecond } from '@tallystick/quantities';
import type { Measure } from '@tallystick/terms';
import type { PartOutcome } from '../history/outcomes.js';
import { changesWithin } from '../measures/change-share.js';
import { periodsWithin } from '../measures/periods-within.js';
import type { Period } from '../periods/period.js';
import { outageConcerns } from '../scopes/outage-of-instance.js';
import type { FactRecord } from '../timeline/index.js';
import type { Knowing } from './knowing.js';
import type { Subject } from './subject.js';

/** Records of services, changes and figures that a measure looks at, near the part. */
export function recordSubjects(
  { state: { timeline, grid } }: Knowing,
  period: Period,
  serviceLevel: string,
  { part, startsAt, endsAt, judgement }: PartOutcome,
): Subject[] {
  const { measure } = part.clause;
  const touches = (from: number, until: number | undefined): boolean =>
    from < endsAt && (until === undefined || until >= startsAt);
  const happened = (record: FactRecord): boolean => {
    const at = wholeSecond(record.effectiveAt);
    return at >= startsAt && at < endsAt;
  };
  const subjects: Subject[] = [];
  const add = (subject: Subject['subject'], key: string, facts: readonly string[]): void => {
    subjects.push({ subject, key, counts: facts.join(' '), undecided: false, overdue: false, facts });
  };
  for (const service of servicesOf(measure)) {
    for (const outage of timeline.outages(service)) {
      if (touches(outage.from, outage.until) && outageConcerns(part.clause, outage)) {
        add('outage', `${outage.outage} ${service}`, outage.factIds);
      }
    }
    if (measure.kind !== 'availability') continue;
    for (const window of timeline.maintenances(service)) {
      if (touches(window.from, window.until))
        add('maintenance', `${window.maintenance} ${service}`, window.factIds);
    }
  }
  if (measure.kind === 'reported') {
    const labels = periodsWithin(grid, period, startsAt).map(({ label }) => label);
    for (const record of timeline.measurements) {
      const { fact } = record;
      const here = fact.period === undefined ? happened(record) : labels.includes(fact.period);
      if (fact.serviceLevel === serviceLevel && here) add('measurement', fact.id, [fact.id]);
    }
    // Only the limit that passes brings this about; a figure that came in time is a measurement.
    if (judgement.decidedBy === 'not-reported-in-time') {
      const { decidedBy: counts } = judgement;
      subjects.push({
        subject: 'report',
        key: serviceLevel,
        counts,
        undecided: false,
        overdue: true,
        facts: [],
      });
    }
  }
  if (measure.kind === 'statistic' && measure.of.kind === 'survey') {
    for (const record of timeline.surveys) {
      if (record.fact.survey === measure.of.survey && happened(record)) {
        add('survey', record.fact.id, [record.fact.id]);
      }
    }
  }
  if (measure.kind === 'change-share') {
    for (const { change } of changesWithin(measure.where, { timeline, startsAt, endsAt })) {
      add('change', change.change ?? change.factIds[0] ?? '', change.factIds);
    }
  }
  if (measure.kind === 'count' && measure.of.kind === 'changes') {
    for (const { change, finishedAt, unauthorisedAt, factIds } of timeline.changes) {
      const at = [finishedAt, unauthorisedAt].some(
        (one) => one !== undefined && one >= startsAt && one < endsAt,
      );
      if (at) add('change', change ?? factIds[0] ?? '', factIds);
    }
  }
  return subjects;
}

function servicesOf(measure: Measure): readonly string[] {
  if (measure.kind === 'availability') return measure.services;
  if (measure.kind === 'statistic' && measure.of.kind === 'outage') return measure.of.services;
  if (measure.kind === 'count' && measure.of.kind === 'outages') return measure.of.services;
  return [];
}
