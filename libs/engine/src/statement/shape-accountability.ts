import { formatLocalDate } from '@tallystick/quantities';
import type { Accountability } from '../accountability/accountability.js';
import type { BallHolding } from '../accountability/ball.js';
import { listed, listLimit, mapListed } from '../accountability/foremost.js';
import type { ResponsibilityGap } from '../accountability/gaps.js';
import type { OpenPoint, OpenPoints } from '../accountability/open-points.js';
import type { PeriodView } from '../accountability/period-view.js';
import type { Problem } from '../accountability/problems.js';
import type { RecurringIssue } from '../accountability/recurring-issues.js';
import type { Area, OwnerChange } from '../accountability/responsibilities.js';
import type { Result } from '../accountability/results.js';
import type { Trend } from '../accountability/trends.js';
import type {
  AccountabilityStatement,
  BallHolder,
  OpenPointsStatement,
  OpenPointStatement,
  OwnerStatement,
  ProblemStatement,
  RecurringStatement,
  ResponsibilityGapStatement,
  ResponsibilityStatement,
  ResultStatement,
  TrendStatement,
} from './accountability.js';
import type { ClauseReference } from './figures.js';
import { clauseOf, instantText } from './texts.js';

/** Who owned what in the period, and what nobody did. */
export function shapeAccountability(accountability: Accountability): AccountabilityStatement {
  const { view, ball, recurring, problems, risks, recommendations } = accountability;
  const { matrix, gaps, results, trends } = accountability;
  const issue = (one: RecurringIssue): RecurringStatement => shapeIssue(view, one);
  return {
    ball: {
      from: instantText(view.period.startsAt),
      until: instantText(view.endsAt),
      tickets: ball.tickets.length,
      seconds: ball.seconds,
      holders: mapListed(listed(ball.holdings, listLimit), (holding) => shapeHolding(view, holding)),
    },
    recurring: {
      service: mapListed(recurring.service, issue),
      category: mapListed(recurring.category, issue),
      configurationItem: mapListed(recurring.configurationItem, issue),
    },
    problems: { ...problems, lacking: mapListed(problems.lacking, shapeProblem) },
    risks: shapePoints(risks),
    recommendations: shapePoints(recommendations),
    responsibilities: {
      areas: mapListed(matrix.listed, shapeArea),
      gaps: mapListed(gaps.gaps, shapeGap),
      ticketsWithoutEither: gaps.ticketsWithoutEither,
    },
    wins: mapListed(results.wins, shapeResult),
    shortfalls: mapListed(results.shortfalls, shapeResult),
    trends: { ...trends.counts, levels: mapListed(trends.levels, shapeTrend) },
  };
}

function shapeHolding({ world }: PeriodView, holding: BallHolding): BallHolder {
  const { party, seconds, tickets, longest } = holding;
  return {
    party: party ?? null,
    seconds,
    tickets,
    longest: mapListed(longest, ({ ticket, seconds: held, factIds }) => ({
      ticket: world.timeline.ticketKey(ticket),
      seconds: held,
      facts: factIds,
    })),
    because: { rule: 'holds-the-ball', clauses: [], operands: { seconds, tickets }, facts: [] },
  };
}

function shapeIssue({ world, terms }: PeriodView, issue: RecurringIssue): RecurringStatement {
  const { by, value, tickets, firstOn, lastOn, latest, problems, lacks } = issue;
  const { times, withinDays } = terms.accountability.recurring;
  return {
    value,
    tickets,
    firstOn: formatLocalDate(firstOn),
    lastOn: formatLocalDate(lastOn),
    latest: mapListed(latest, ({ ticket, openedAt, factId }) => ({
      ticket: world.timeline.ticketKey(ticket),
      openedAt: instantText(openedAt),
      fact: factId,
    })),
    problems: mapListed(problems, ({ problem, owner, rootCauseKnown, settledOn }) => ({
      problem,
      owner: owner ?? null,
      rootCauseKnown,
      settledOn: dateOrNull(settledOn),
    })),
    lacks,
    because: {
      rule: 'times-within-days',
      clauses: [],
      operands: { by, times, withinDays, tickets, problems: problems.listed.map(({ problem }) => problem) },
      facts: problems.listed.flatMap(({ factIds }) => factIds),
    },
  };
}

function shapeProblem(one: Problem): ProblemStatement {
  return {
    problem: one.problem,
    service: one.service ?? null,
    category: one.category ?? null,
    configurationItem: one.configurationItem ?? null,
    owner: one.owner ?? null,
    rootCauseKnown: one.rootCauseKnown,
    identifiedOn: formatLocalDate(one.identifiedOn),
    settledOn: dateOrNull(one.settledOn),
    lacks: one.lacks,
    because: { rule: 'open-problem', clauses: [], operands: { lacks: one.lacks }, facts: one.factIds },
  };
}

function shapePoints({ open, withoutOwner, pastReview, lacking }: OpenPoints): OpenPointsStatement {
  return { open, withoutOwner, pastReview, lacking: mapListed(lacking, shapePoint) };
}

function shapePoint({ key, owner, raisedOn, reviewBy, lacks, factIds }: OpenPoint): OpenPointStatement {
  return {
    key,
    owner: owner ?? null,
    raisedOn: formatLocalDate(raisedOn),
    reviewBy: dateOrNull(reviewBy),
    lacks,
    because: { rule: 'open-without', clauses: [], operands: { lacks }, facts: factIds },
  };
}

function shapeArea({ area, clause, standing, services, categories, changes }: Area): ResponsibilityStatement {
  const { facts, ...owner } = shapeOwner(standing);
  return {
    area,
    clause: clause?.clause ?? null,
    ...owner,
    services,
    categories,
    changes: mapListed(changes, shapeOwner),
    because: {
      rule: standing.by === 'terms' ? 'terms-say' : 'assigned',
      clauses: clause === undefined ? [] : [areaClause(area, clause.clause)],
      operands: { since: owner.since, termsDigest: standing.termsDigest ?? null },
      facts,
    },
  };
}

/** The matrix has no ids: an area goes by its name. */
function areaClause(area: string, clause: string | undefined): ClauseReference {
  return { id: area, clause: clause ?? null };
}

function shapeOwner({ on, owner, coordinatedBy, by, factIds }: OwnerChange): OwnerStatement {
  return {
    since: formatLocalDate(on),
    owner: owner ?? null,
    coordinatedBy: coordinatedBy ?? null,
    by,
    facts: factIds,
  };
}

function shapeGap({ kind, value, tickets, others, facts }: ResponsibilityGap): ResponsibilityGapStatement {
  return {
    kind,
    value,
    tickets,
    others,
    moreFacts: facts.more,
    because: {
      rule: 'no-area-holds-it',
      clauses: [],
      operands: { kind, tickets, others },
      facts: facts.listed,
    },
  };
}

function shapeResult(result: Result): ResultStatement {
  const { id, clause } = result;
  const head = { id, clause: clause.clause ?? null };
  if (result.kind === 'service-level') {
    const { outcome, margin } = result;
    const { measured, judgement } = outcome.parts.at(-1)!;
    return {
      of: result.kind,
      ...head,
      title: result.clause.title ?? null,
      owedBy: 'provider',
      unit: measured.unit,
      margin: margin?.toDecimal() ?? null,
      because: {
        rule: outcome.verdict,
        clauses: [clauseOf(clause)],
        operands: {
          margin: margin?.toString() ?? null,
          decidedBy: judgement.decidedBy,
          missesInARow: outcome.missesInARow,
        },
        // The evidence of the level names them.
        facts: [],
      },
    };
  }
  const { owedBy, due, met, late, missed, overdue, facts } = result;
  const counts = { due, met, late, missed, overdue };
  return {
    of: result.kind,
    ...head,
    title: 'title' in clause ? (clause.title ?? null) : null,
    owedBy,
    ...counts,
    moreFacts: facts.more,
    because: {
      rule: 'due-in-period',
      clauses: [clauseOf(clause)],
      operands: { owedBy, ...counts },
      facts: facts.listed,
    },
  };
}

function shapeTrend({ id, clause, unit, direction, last, mean, values }: Trend): TrendStatement {
  return {
    id,
    clause: clause.clause ?? null,
    title: clause.title ?? null,
    unit,
    trend: direction ?? null,
    last: last?.toDecimal() ?? null,
    mean: mean?.toDecimal() ?? null,
    values: values.map(({ period, value }) => ({ period, value: value?.toDecimal() ?? null })),
    because: {
      rule: 'last-against-mean-of-those-before',
      clauses: [clauseOf(clause)],
      operands: {
        comparison: clause.target.comparison,
        last: last?.toString() ?? null,
        mean: mean?.toString() ?? null,
        periods: values.map(({ period }) => period),
      },
      facts: [],
    },
  };
}

function dateOrNull(day: number | undefined): string | null {
  return day === undefined ? null : formatLocalDate(day);
}
