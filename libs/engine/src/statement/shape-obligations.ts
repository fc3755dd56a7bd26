import { localOfInstant } from '@tallystick/calendar';
import { formatLocalDate } from '@tallystick/quantities';
import type { Escalation, Obligation } from '@tallystick/terms';
import type { Evaluation } from '../history/evaluation.js';
import { standingConsequences } from '../obligations/consequences.js';
import type { ObligationBook } from '../obligations/obligation-book.js';
import type { LatenessRelief, Occurrence } from '../obligations/occurrence.js';
import type { SettledObligation } from '../obligations/settle-obligations.js';
import { versionsOver } from '../parts/level-parts.js';
import type { Period } from '../periods/period.js';
import { obligationOperands } from './obligation-operands.js';
import type {
  EscalationStatement,
  MissedEscalation,
  ObligationsStatement,
  ObligationStatement,
  OccurrenceConsequence,
  OccurrenceCounts,
  OccurrenceStatement,
} from './obligations.js';
import { clauseOf, instantText, type MoneyForm } from './texts.js';

/**
 * The obligations, reviews and ladders that stand in the terms on days of the period, or of which it shows something,
 * so that an amendment of a later period brings nothing here.
 */
export function shapeObligations(
  { world, timeline, environment }: Evaluation,
  period: Period,
  money: MoneyForm,
): ObligationsStatement {
  const book = world.obligations;
  const shown = Map.groupBy(book.shownIn(period), ({ id }) => id);
  const due = Map.groupBy(book.dueIn(period), ({ id }) => id);
  const versions = versionsOver(environment.terms, period);
  const reliefs = new Map(book.reliefIntervals().map((relief) => [nameOf(relief.occurrence), relief]));
  const shaping: Shaping = { book, period, money, reliefs };
  const obligations = book.obligations.flatMap((settled) => {
    const own = shown.get(settled.id) ?? [];
    const last = own.at(-1)?.clause;
    const clause =
      versions
        .findLast(({ terms }) => terms.obligations.has(settled.id))
        ?.terms.obligations.get(settled.id) ?? (last?.kind === 'obligation' ? last.obligation : undefined);
    return clause === undefined
      ? []
      : shapeObligation(shaping, clause, settled, own, due.get(settled.id) ?? []);
  });
  const ladders = new Map<string, Escalation>();
  for (const { terms } of versions) terms.escalations.forEach((clause, id) => ladders.set(id, clause));
  for (const { clause, id } of book.dueIn(period)) {
    if (clause.kind === 'escalation' && !ladders.has(id)) ladders.set(id, clause.escalation);
  }
  const factsOf = (ticket: string): readonly string[] => {
    const index = timeline.ticketIndex(ticket);
    if (index === undefined) return [];
    return timeline.ticket(index, environment.valuedAt).events.map((event) => event.factId);
  };
  return {
    obligations,
    escalations: [...ladders.values()].map((clause) =>
      shapeEscalation(shaping, clause, due.get(clause.id) ?? [], factsOf),
    ),
  };
}

interface Shaping {
  readonly book: ObligationBook;
  readonly period: Period;
  readonly money: MoneyForm;
  readonly reliefs: ReadonlyMap<string, LatenessRelief>;
}

function nameOf({ id, key }: Occurrence): string {
  return `${id} ${key}`;
}

function shapeObligation(
  shaping: Shaping,
  clause: Obligation,
  { unheard }: SettledObligation,
  shown: readonly Occurrence[],
  due: readonly Occurrence[],
): ObligationStatement {
  const { startsAt, endsAt } = shaping.period;
  const isEvery = clause.due.kind !== 'after-event';
  const occurrences = shown.filter(({ state }) => isEvery || state !== 'met');
  return {
    id: clause.id,
    clause: clause.clause ?? null,
    title: clause.title ?? null,
    kind: clause.kind,
    owedBy: clause.owedBy,
    counts: countsOf(due),
    occurrences: occurrences.map((occurrence) => shapeOccurrence(shaping, occurrence)),
    unheard: unheard
      .filter(({ act }) => act.at >= startsAt && act.at < endsAt)
      .map(({ act, why }) => ({ kind: act.kind, at: instantText(act.at), fact: act.factId, why })),
    because: {
      rule: clause.due.kind,
      clauses: [clauseOf(clause)],
      operands: obligationOperands(clause),
      facts: [],
    },
  };
}

function countsOf(due: readonly Occurrence[]): OccurrenceCounts {
  const counts = {
    due: due.length,
    open: 0,
    overdue: 0,
    delivered: 0,
    met: 0,
    late: 0,
    missed: 0,
    waived: 0,
    excused: 0,
  };
  for (const { state } of due) counts[state] += 1;
  return counts;
}

function shapeOccurrence(shaping: Shaping, occurrence: Occurrence): OccurrenceStatement {
  const { key, aboutPeriod, ticket, dueAt, acts, state, daysLate, clause, version } = occurrence;
  return {
    key,
    period: aboutPeriod ?? null,
    ticket: ticket ?? null,
    arisesAt: instantText(occurrence.arisesAt),
    dueAt: instantText(dueAt),
    dueOn: formatLocalDate(localOfInstant(shaping.book.zone, dueAt - 1).date),
    missedAt: instantText(occurrence.missedAt),
    deliveredAt: orNull(occurrence.deliveredAt),
    acceptBy: orNull(occurrence.acceptBy),
    doneAt: orNull(occurrence.doneAt),
    acceptedBy: occurrence.acceptedBy ?? null,
    state,
    daysLate,
    acts: acts.map((act) => ({
      kind: act.kind,
      at: instantText(act.at),
      fact: act.factId,
      noEffect: act.noEffect ?? null,
    })),
    follows: followsOf(shaping, occurrence),
    because: {
      rule: state,
      clauses: clause.kind === 'obligation' ? [clauseOf(clause.obligation)] : [],
      operands: {
        ...(clause.kind === 'obligation' ? obligationOperands(clause.obligation) : {}),
        termsDigest: version.terms.digest,
      },
      facts: occurrence.factIds,
    },
  };
}

function followsOf(
  { book, money, reliefs }: Pick<Shaping, 'book' | 'money' | 'reliefs'>,
  occurrence: Occurrence,
): OccurrenceConsequence[] {
  return standingConsequences(occurrence).map(({ consequence, clause }) => {
    const cost = book.costOf(occurrence, consequence);
    const relief = clause.relief ? reliefs.get(nameOf(occurrence)) : undefined;
    return {
      consequence,
      period: cost?.period.label ?? null,
      credit: cost?.kind === 'money' ? money.figure(cost.exact) : null,
      points: cost?.kind === 'points' ? cost.exact.toDecimal() : null,
      notReported: clause.notReported ?? null,
      relief:
        relief === undefined
          ? null
          : { from: instantText(relief.from), until: instantText(relief.until), running: relief.running },
    };
  });
}

function shapeEscalation(
  shaping: Shaping,
  clause: Escalation,
  due: readonly Occurrence[],
  factsOf: (ticket: string) => readonly string[],
): EscalationStatement {
  const missed = due.filter(({ state }) => state === 'missed' || state === 'excused');
  return {
    id: clause.id,
    clause: clause.clause ?? null,
    clock: clause.clock,
    counts: countsOf(due),
    missed: missed.map((occurrence) => shapeMissedStep(shaping, occurrence, factsOf)),
    because: {
      rule: 'escalation',
      clauses: [clauseOf(clause)],
      operands: { clock: clause.clock, steps: clause.levels.map(({ to }) => to) },
      facts: [],
    },
  };
}

function shapeMissedStep(
  shaping: Shaping,
  occurrence: Occurrence,
  factsOf: (ticket: string) => readonly string[],
): MissedEscalation {
  const { clause, key, ticket = '', version } = occurrence;
  const escalation = clause.kind === 'escalation' ? clause : undefined;
  const step = escalation?.escalation.levels.find(({ level }) => level === escalation.level);
  const after = step?.after;
  return {
    key,
    ticket,
    level: step?.level ?? 0,
    to: step?.to ?? '',
    reachedAt: instantText(occurrence.arisesAt),
    dueAt: instantText(occurrence.dueAt),
    takenAt: orNull(occurrence.deliveredAt),
    state: occurrence.state === 'excused' ? 'excused' : 'missed',
    follows: followsOf(shaping, occurrence),
    because: {
      rule: 'step-not-taken-in-time',
      clauses: escalation === undefined ? [] : [clauseOf(escalation.escalation)],
      operands: {
        after: after?.kind ?? null,
        ...(after?.kind === 'percent' ? { percent: after.percent } : {}),
        ...(after?.kind === 'time' ? { seconds: after.seconds } : {}),
        withinSeconds: step?.withinSeconds ?? 0,
        termsDigest: version.terms.digest,
      },
      facts: factsOf(ticket),
    },
  };
}

function orNull(instant: number | undefined): string | null {
  return instant === undefined ? null : instantText(instant);
}
