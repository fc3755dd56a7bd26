import { Rational } from '@tallystick/quantities';
import type { AccountabilityStatement } from '../accountability.js';
import type { CapLine, CreditPart, CreditsStatement, PointsStatement } from '../credits.js';
import type { ExitStatus } from '../exits.js';
import type { Because, MoneyFigure } from '../figures.js';
import type { Statement } from '../statement.js';
import type { ExitStatus1, Statement1 } from './statement-1.js';

/**
 * A statement of format 1 in the shape of format 2, for whoever reads statements: what format 1 did not know is empty.
 * Its bytes are those of format 1 still; this shape is never sealed or hashed.
 */
export function asFormat2(statement: Statement1): Statement {
  const { settlement, credits } = statement;
  const zero = Rational.zero.toFixed(statement.currency.decimalPlaces, 'half-up');
  const unknown: Because = { rule: 'not-known-in-format-1', clauses: [], operands: {}, facts: [] };
  const nothing: MoneyFigure = { exact: '0', amount: zero };
  return {
    ...statement,
    format: 2,
    serviceLevels: statement.serviceLevels.map((level) => ({
      ...level,
      instance: null,
      parts: level.parts.map((part) => ({ ...part, window: null })),
    })),
    credits: creditsOf(statement, nothing),
    points: pointsOf(statement.points),
    bonuses: { lines: [], combined: nothing, cap: null, paid: zero, banked: zero, because: unknown },
    earnBacks: {
      lines: [],
      bank: { before: zero, added: zero, used: zero, after: zero, because: unknown },
      paid: zero,
      because: unknown,
    },
    obligations: { obligations: [], escalations: [] },
    reliefs: [],
    settlement: { ...settlement, bonuses: zero, earnBacks: zero, net: credits.payable },
    exits: statement.exits.map(exitOf),
    accountability: noAccountability(statement),
  };
}

function partOf(part: Omit<CreditPart, 'surcharge' | 'events'>): CreditPart {
  return { ...part, surcharge: '0', events: [] };
}

function creditsOf({ credits }: Statement1, nothing: MoneyFigure): CreditsStatement {
  const none = { ...nothing, for: [] };
  return {
    lines: credits.lines.map(({ serviceLevel, parts, ...line }) => ({
      ...line,
      of: 'service-level',
      id: serviceLevel,
      standing: { kind: 'stands', by: [] },
      kept: { exact: line.exact, amount: line.amount },
      claim: { status: 'not-needed', claimBy: null, amount: null, facts: [], lateFacts: [] },
      owed: line.amount,
      state: 'final',
      parts: parts.map(partOf),
    })),
    combined: credits.combined,
    carriedIn: none,
    caps: credits.cap === null ? [] : [capOf(credits.cap, credits.combined, nothing)],
    minimum: null,
    lost: credits.cap?.lost ?? nothing.amount,
    carriedOut: none,
    payable: credits.payable,
    because: credits.because,
  };
}

function capOf(
  cap: NonNullable<Statement1['credits']['cap']>,
  combined: MoneyFigure,
  nothing: MoneyFigure,
): CapLine {
  return {
    ...cap,
    id: 'cap',
    serviceLevels: null,
    usedBefore: nothing.amount,
    room: { exact: cap.exact, amount: cap.amount },
    against: combined.exact,
    carried: nothing.amount,
  };
}

function pointsOf(points: Statement1['points']): PointsStatement {
  return {
    ...points,
    lines: points.lines.map(({ serviceLevel, parts, ...line }) => ({
      ...line,
      of: 'service-level',
      id: serviceLevel,
      parts: parts.map(partOf),
    })),
  };
}

/** Where the condition held the right was open: format 1 knew no notice and no cure. */
function exitOf(exit: ExitStatus1): ExitStatus {
  return {
    ...exit,
    state: exit.state === 'armed' && exit.cureDays === null ? 'exercisable' : exit.state,
    serviceLevel: null,
    strict: exit.because.operands['strict'] === true,
    armedOn: null,
    noticeBy: null,
    noticedOn: null,
    curesBy: null,
    exercisableFrom: null,
    exercisedOn: null,
    endsOn: null,
    cureTest: null,
    movedBy: [],
    steps: [],
  };
}

/** Format 1 did not look at any of it, so nothing is listed. */
function noAccountability({ period }: Statement1): AccountabilityStatement {
  const none = { listed: [], more: 0 };
  const points = { open: 0, withoutOwner: 0, pastReview: 0, lacking: none };
  return {
    ball: { from: period.startsAt, until: period.endsAt, tickets: 0, seconds: 0, holders: none },
    recurring: { service: none, category: none, configurationItem: none },
    problems: { open: 0, withoutOwner: 0, withoutRootCause: 0, lacking: none },
    risks: points,
    recommendations: points,
    responsibilities: { areas: none, gaps: none, ticketsWithoutEither: 0 },
    wins: none,
    shortfalls: none,
    trends: { improving: 0, steady: 0, worsening: 0, unknown: 0, levels: none },
  };
}
