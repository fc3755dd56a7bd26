import type { Rational } from '@tallystick/quantities';
import type { Escalation, Obligation, ServiceLevel } from '@tallystick/terms';
import type { LevelOutcome, PeriodOutcome } from '../history/outcomes.js';
import { wantsHigh } from '../measures/compare.js';
import type { Occurrence } from '../obligations/occurrence.js';
import { behindLimit, type Listed, listed, listLimit } from './foremost.js';
import type { PeriodView } from './period-view.js';

/** A service level that was met by its value, or missed. */
interface LevelResult {
  readonly kind: 'service-level';
  readonly id: string;
  readonly clause: ServiceLevel;
  readonly outcome: LevelOutcome;
  /**
   * By how much the value is on the right side of the target (at least 0), or on the wrong one; of several parts the
   * worst. Absent where no value decided.
   */
  readonly margin: Rational | undefined;
}

/** What an obligation, review or ladder of the period came to. */
interface ObligationResult {
  readonly kind: 'obligation' | 'escalation';
  readonly id: string;
  readonly clause: Obligation | Escalation;
  readonly owedBy: string;
  /** Occurrences that were due in the period, and how many of them are met, late, missed, or overdue by now. */
  readonly due: number;
  readonly met: number;
  readonly late: number;
  readonly missed: number;
  readonly overdue: number;
  /** The facts of those that are late, missed or overdue; of a win of those that are met. */
  readonly facts: Listed<string>;
}

export type Result = LevelResult | ObligationResult;

export interface Results {
  readonly wins: Listed<Result>;
  readonly shortfalls: Listed<Result>;
}

/**
 * What went well and what did not, of both parties (design 2, "Accountability"). A level that was met only because the
 * terms allow its misses, or because there was nothing to measure, is neither; nor is what was waived or excused. An
 * obligation with occurrences of both sorts is a win and a shortfall.
 */
export function resultsOf({ world, period }: PeriodView, { levels }: PeriodOutcome): Results {
  const wins: Result[] = [];
  const shortfalls: Result[] = [];
  for (const outcome of levels.values()) {
    const result = levelResult(outcome);
    if (outcome.verdict === 'missed') shortfalls.push(result);
    else if (outcome.verdict === 'met' && isMetByValue(outcome)) wins.push(result);
  }
  for (const due of Map.groupBy(
    world.obligations.dueIn(period),
    ({ id, clause }) => `${clause.kind} ${id}`,
  ).values()) {
    const met = due.filter(({ state }) => state === 'met');
    const short = due.filter(isShort);
    if (met.length > 0) wins.push(obligationResult(due, met));
    if (short.length > 0) shortfalls.push(obligationResult(due, short));
  }
  return { wins: listed(wins, listLimit), shortfalls: listed(shortfalls, listLimit) };
}

function isMetByValue({ parts }: LevelOutcome): boolean {
  const judged = parts.filter(({ judgement }) => judgement.verdict !== 'not-measured');
  return judged.every(({ judgement }) => judgement.decidedBy === 'value');
}

function levelResult(outcome: LevelOutcome): LevelResult {
  let margin: Rational | undefined;
  for (const { part, judgement } of outcome.parts) {
    const { compared, decidedBy } = judgement;
    if (compared === undefined || decidedBy !== 'value') continue;
    const { comparison, expected } = part.clause.target;
    const own = wantsHigh(comparison) ? compared.minus(expected) : expected.minus(compared);
    if (margin === undefined || own.compare(margin) < 0) margin = own;
  }
  return {
    kind: 'service-level',
    id: outcome.id,
    clause: outcome.parts.at(-1)!.part.clause,
    outcome,
    margin,
  };
}

function isShort({ state }: Occurrence): boolean {
  return state === 'late' || state === 'missed' || state === 'overdue';
}

function obligationResult(due: readonly Occurrence[], behind: readonly Occurrence[]): ObligationResult {
  const { clause, id, owedBy } = due.at(-1)!;
  const count = (wanted: Occurrence['state']): number => due.filter(({ state }) => state === wanted).length;
  return {
    kind: clause.kind,
    id,
    clause: clause.kind === 'obligation' ? clause.obligation : clause.escalation,
    owedBy,
    due: due.length,
    met: count('met'),
    late: count('late'),
    missed: count('missed'),
    overdue: count('overdue'),
    facts: listed([...new Set(behind.flatMap(({ factIds }) => factIds))], behindLimit),
  };
}
