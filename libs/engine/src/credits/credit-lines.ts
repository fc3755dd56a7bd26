import { Rational } from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { LevelOutcome, LineSource, LineStanding } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { ObligationCredit, Occurrence } from '../obligations/occurrence.js';
import type { OperandValue } from '../statement/statement.js';
import { convertPoints } from './points-conversion.js';

/** One line of credits while lines are combined: what is left of it changes, nothing else does. */
export interface DraftLine {
  readonly source: LineSource;
  readonly level: LevelOutcome | undefined;
  readonly occurrences: readonly Occurrence[];
  /** For lines of an obligation: what it costs, by consequence and occurrence. */
  readonly ofObligation: readonly ObligationCredit[];
  readonly exact: Rational;
  kept: Rational;
  standing: LineStanding;
  /** Prices of single events that fell, by the day that their part begins and their place in it. */
  readonly fallen: Set<string>;
  readonly operands: Readonly<Record<string, OperandValue>>;
}

/** Some lines that stand or fall together: a line by itself, or all of a group. */
export interface CombineUnit {
  readonly isGroup: boolean;
  readonly lines: readonly DraftLine[];
}

/** Every line of money of a period: levels in the order of the terms, obligations, points turned into money. */
export function creditLines(context: PeriodContext, governing: TermsVersion, points: Rational): DraftLine[] {
  const lines: DraftLine[] = [];
  for (const level of context.levels.values()) {
    if (level.money === undefined) continue;
    const source = { kind: 'service-level', id: level.id } as const;
    lines.push(draft(source, level.money, { level, operands: levelOperands(level) }));
  }
  const credits = context.world.obligations.creditsIn(context.period).filter(({ kind }) => kind === 'money');
  for (const [id, own] of Map.groupBy(credits, (credit) => credit.id)) {
    const exact = Rational.sum(own.map((credit) => credit.exact));
    const occurrences = [...new Set(own.flatMap((credit) => credit.occurrences))];
    const operands = obligationOperands(own, occurrences);
    lines.push(draft({ kind: 'obligation', id }, exact, { occurrences, ofObligation: own, operands }));
  }
  const { points: conversion } = governing.terms.credits;
  if (conversion !== undefined) {
    const { exact, operands } = convertPoints(context, governing, conversion, points);
    lines.push(draft({ kind: 'points', id: 'points' }, exact, { operands }));
  }
  return lines;
}

function draft(
  source: LineSource,
  exact: Rational,
  about: Partial<Pick<DraftLine, 'level' | 'occurrences' | 'ofObligation'>> & Pick<DraftLine, 'operands'>,
): DraftLine {
  const { level, occurrences = [], ofObligation = [], operands } = about;
  return {
    source,
    level,
    occurrences,
    ofObligation,
    exact,
    kept: exact,
    standing: { kind: 'stands' },
    fallen: new Set(),
    operands,
  };
}

/** What lateness and what misses cost, where an obligation has a price for either. */
function obligationOperands(
  credits: readonly ObligationCredit[],
  occurrences: readonly Occurrence[],
): Readonly<Record<string, OperandValue>> {
  const [only] = credits;
  const priced =
    credits.length === 1
      ? only!.operands
      : {
          consequences: credits.map((credit) => credit.consequence),
          amounts: credits.map((credit) => credit.exact.toString()),
        };
  return { ...priced, occurrences: occurrences.map((occurrence) => occurrence.key) };
}

function levelOperands({ verdict, missesInARow }: LevelOutcome): Readonly<Record<string, OperandValue>> {
  return { verdict, missesInARow };
}
