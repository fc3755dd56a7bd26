import { compareText } from '@tallystick/quantities';
import type { LevelOutcome, PartOutcome } from '../history/outcomes.js';
import { ticketUseOf } from '../measures/clock-use.js';
import type { Population } from '../measures/population.js';
import { recurrenceSpan, recurrencesWithin } from '../measures/recurrences.js';
import { resultsOf } from '../measures/result.js';
import type { Period } from '../periods/period.js';
import { instancesOf } from '../scopes/instances-of.js';
import type { Knowing } from './knowing.js';
import { obligationSubjectsOf } from './obligation-subjects.js';
import { recordSubjects } from './record-subjects.js';
import { reliefSubjects } from './relief-subjects.js';
import type { Subject } from './subject.js';

export function compareSubjects(
  a: Pick<Subject, 'subject' | 'key'>,
  b: Pick<Subject, 'subject' | 'key'>,
): number {
  return compareText(a.subject, b.subject) || compareText(a.key, b.key);
}

/**
 * Everything that one service level looks at in a period, as one state of knowledge has it: what it measures, and what
 * the levels looked at whose results it is a figure of, or that decide whether it is judged.
 */
export function subjectsOf(
  knowing: Knowing,
  period: Period,
  level: Pick<LevelOutcome, 'id'>,
): Map<string, Subject> {
  const subjects = new Map<string, Subject>();
  const { levels } = knowing.evaluation.through(period.index)[period.index]!;
  const own = levels.get(level.id);
  const found =
    own === undefined ? [] : own.parts.flatMap((part) => partSubjects(knowing, period, own, part));
  const others = own === undefined ? [] : levelsBehind(own, levels);
  for (const other of others) found.push(...subjectsOf(knowing, period, other).values());
  for (const subject of found) {
    const key = `${subject.subject} ${subject.key}`;
    const known = subjects.get(key);
    subjects.set(key, known === undefined ? subject : joined(known, subject));
  }
  return subjects;
}

function partSubjects(knowing: Knowing, period: Period, { id }: LevelOutcome, part: PartOutcome): Subject[] {
  return [
    ...ticketSubjects(knowing, id, part),
    ...recurrenceSubjects(knowing, period, part),
    ...recordSubjects(knowing, period, id, part),
    ...reliefSubjects(knowing, id, part),
    ...obligationSubjectsOf(knowing, period, id, part),
  ];
}

/** The levels whose results a level reads in its own period: the terms have no circle among them. */
function levelsBehind(own: LevelOutcome, levels: ReadonlyMap<string, LevelOutcome>): LevelOutcome[] {
  const behind = own.parts.flatMap(({ part: { clause } }) => {
    const { measure, qualifying } = clause;
    const conditions = qualifying?.conditions ?? [];
    return [
      ...(measure.kind === 'result' ? resultsOf(measure, levels, own.id) : []),
      ...(measure.kind === 'smoothed' ? instancesOf(levels, measure.of) : []),
      ...conditions.flatMap((condition) =>
        condition.kind === 'service-level' ? instancesOf(levels, condition.serviceLevel) : [],
      ),
    ];
  });
  return [...new Set(behind)];
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

/** The tickets that make something recur: each counts by what it recurs of. */
function recurrenceSubjects(
  { evaluation, state: { timeline } }: Knowing,
  period: Period,
  { part, startsAt, endsAt }: PartOutcome,
): Subject[] {
  const { measure } = part.clause;
  if (measure.kind !== 'recurrence') return [];
  const { world } = evaluation;
  const outcomes = evaluation.through(period.index);
  const { charges, levels } = outcomes[period.index]!;
  const context = { world, period, earlier: outcomes.slice(0, period.index), charges, levels };
  const { clause: level, version } = part;
  const span = recurrenceSpan({ context, level, version, period, startsAt, endsAt });
  return recurrencesWithin(world, measure, span).flatMap(({ key, tickets }) =>
    tickets.map(({ ticket }) => ({
      subject: 'ticket',
      key: timeline.ticketKey(ticket),
      counts: `recurrence of ${key}`,
      undecided: false,
      overdue: false,
      facts: [],
    })),
  );
}
