import { compareText, wholeSecond } from '@tallystick/quantities';
import type { Measure } from '@tallystick/terms';
import type { LevelOutcome, PartOutcome } from '../history/outcomes.js';
import { ticketUseOf } from '../measures/clock-use.js';
import type { Population } from '../measures/population.js';
import type { Period } from '../periods/period.js';
import { outageConcerns } from '../scopes/outage-of-instance.js';
import type { FactRecord } from '../timeline/index.js';
import type { Knowing } from './knowing.js';

/** Something that a service level looked at in a period, and how it counted. */
export interface Subject {
  readonly subject: 'ticket' | 'outage' | 'maintenance' | 'relief' | 'measurement' | 'survey' | 'change';
  readonly key: string;
  /** Equal texts: it counts alike. */
  readonly counts: string;
  /** A running clock, neither met nor missed. */
  readonly undecided: boolean;
  /** A clock that passed its limit; time alone can bring it here. */
  readonly overdue: boolean;
  readonly facts: readonly string[];
}

export function compareSubjects(
  a: Pick<Subject, 'subject' | 'key'>,
  b: Pick<Subject, 'subject' | 'key'>,
): number {
  return compareText(a.subject, b.subject) || compareText(a.key, b.key);
}

/** Everything that one service level looks at in a period, as one state of knowledge has it. */
export function subjectsOf(knowing: Knowing, period: Period, level: LevelOutcome): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const own = knowing.evaluation.through(period.index)[period.index]!.levels.get(level.id);
  for (const part of own?.parts ?? []) {
    const found = [
      ...ticketSubjects(knowing, level.id, part),
      ...recordSubjects(knowing, period, level.id, part),
    ];
    for (const subject of found) {
      const key = `${subject.subject} ${subject.key}`;
      const other = subjects.get(key);
      subjects.set(key, other === undefined ? subject : joined(other, subject));
    }
  }
  return subjects;
}

/** A ticket may count several times: by instance, by segment, in several parts. */
function joined(a: Subject, b: Subject): Subject {
  return {
    ...a,
    counts: [a.counts, b.counts].sort(compareText).join(' '),
    undecided: a.undecided || b.undecided,
    overdue: a.overdue || b.overdue,
    facts: [...new Set([...a.facts, ...b.facts])],
  };
}

function ticketSubjects(knowing: Knowing, serviceLevel: string, outcome: PartOutcome): Subject[] {
  if (ticketUseOf(outcome.part.clause.measure) === undefined) return [];
  const population: Population = knowing.evaluation.population(serviceLevel);
  return population.within(outcome.startsAt, outcome.endsAt).map((entry) => ({
    subject: 'ticket',
    key: knowing.state.timeline.ticketKey(entry.ticket),
    counts:
      entry.counting === 'read' ? `read ${entry.elapsedSeconds}` : `${entry.counting} ${entry.reason ?? ''}`,
    undecided: entry.counting === 'undecided',
    overdue: entry.counting === 'missed',
    facts: [],
  }));
}

/** Records of services, changes and figures that a measure looks at, near the part. */
function recordSubjects(
  { state: { timeline } }: Knowing,
  period: Period,
  serviceLevel: string,
  { part, startsAt, endsAt }: PartOutcome,
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
  if (measure.kind === 'availability' && measure.exclude.has('relief')) {
    for (const { relief, granted, claimed, factIds } of timeline.reliefs) {
      const extent = granted ?? claimed;
      if (extent !== undefined && touches(extent.from, extent.until)) add('relief', relief, factIds);
    }
  }
  if (measure.kind === 'reported') {
    for (const record of timeline.measurements) {
      const { fact } = record;
      const here = fact.period === undefined ? happened(record) : fact.period === period.label;
      if (fact.serviceLevel === serviceLevel && here) add('measurement', fact.id, [fact.id]);
    }
  }
  if (measure.kind === 'statistic' && measure.of.kind === 'survey') {
    for (const record of timeline.surveys) {
      if (record.fact.survey === measure.of.survey && happened(record)) {
        add('survey', record.fact.id, [record.fact.id]);
      }
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
