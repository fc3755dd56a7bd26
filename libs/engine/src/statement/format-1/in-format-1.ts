import type { CapLine, CreditPart, CreditsStatement, PointsStatement } from '../credits.js';
import type { Because } from '../figures.js';
import type { ServiceLevelStatement, Statement } from '../statement.js';
import type { ExitStatus1, Statement1 } from './statement-1.js';

/**
 * A statement in the shape of format 1 (decision 13): the same figures without what that format did not know. Only for
 * terms that were sealed in it, which use none of the newer keys.
 */
export function inFormat1(statement: Statement, exits: readonly ExitStatus1[]): Statement1 {
  const {
    bonuses: _bonuses,
    earnBacks: _earnBacks,
    obligations: _obligations,
    reliefs: _reliefs,
    accountability: _accountability,
    ...same
  } = statement;
  const { bonuses: _owed, earnBacks: _given, net: _net, ...settlement } = statement.settlement;
  return {
    ...same,
    format: 1,
    serviceLevels: statement.serviceLevels.map(levelOf),
    credits: creditsOf(statement.credits),
    points: pointsOf(statement.points),
    settlement: {
      ...settlement,
      because: { ...settlement.because, rule: 'credits-plus-adjustments' },
    },
    exits,
  };
}

function levelOf({
  instance: _instance,
  parts,
  ...level
}: ServiceLevelStatement): Statement1['serviceLevels'][number] {
  return { ...level, parts: parts.map(({ window: _window, ...part }) => part) };
}

function partOf({ surcharge: _surcharge, events: _events, because, ...part }: CreditPart) {
  return { ...part, because: withoutOperands(because, ['repeat', 'repeatFrom']) };
}

function creditsOf(credits: CreditsStatement): Statement1['credits'] {
  const { combined, payable, because } = credits;
  const [cap] = credits.caps;
  return {
    lines: credits.lines.map((line) => ({
      serviceLevel: line.id,
      clause: line.clause,
      exact: line.exact,
      amount: line.amount,
      parts: line.parts.map(partOf),
      because: line.because,
    })),
    combined,
    cap: cap === undefined ? null : capOf(cap),
    payable,
    because: withoutOperands(because, ['critical', 'groups']),
  };
}

function capOf({
  exact,
  amount,
  reached,
  lost,
  because,
}: CapLine): NonNullable<Statement1['credits']['cap']> {
  return {
    exact,
    amount,
    reached,
    lost,
    because: withoutOperands(because, ['over', 'from', 'to', 'of']),
  };
}

function pointsOf({ lines, total, because }: PointsStatement): Statement1['points'] {
  return {
    lines: lines.map((line) => ({
      serviceLevel: line.id,
      clause: line.clause,
      points: line.points,
      parts: line.parts.map(partOf),
      because: line.because,
    })),
    total,
    because,
  };
}

/** Operands that the format did not have; what they tell had one value only then. */
function withoutOperands(because: Because, names: readonly string[]): Because {
  const operands = Object.entries(because.operands).filter(([name]) => !names.includes(name));
  return { ...because, operands: Object.fromEntries(operands) };
}
