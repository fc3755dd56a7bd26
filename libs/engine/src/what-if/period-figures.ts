import { Rational } from '@tallystick/quantities';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import { moneyForm, type MoneyForm } from '../statement/texts.js';
import { amountOf, owedFor } from './amounts.js';
import { type ClauseFigures, count, word } from './clause-figures.js';
import { exitFigures } from './exit-figures.js';
import { obligationFigures } from './obligation-figures.js';

/** What every clause comes to in the last of some periods, in the order in which a statement names them. */
export function periodFigures(world: PeriodWorld, outcomes: readonly PeriodOutcome[]): ClauseFigures[] {
  const outcome = outcomes.at(-1)!;
  const money = moneyForm(outcome.governing.terms);
  return [
    ...chargeFigures(outcome, money),
    ...levelFigures(outcome, money),
    ...obligationFigures(world, outcome, money),
    ...creditFigures(outcome, money),
    ...earnBackFigures(outcome, money),
    ...exitFigures(world, outcomes, money),
    settlementFigures(outcome, money),
  ];
}

function chargeFigures({ charges }: PeriodOutcome, money: MoneyForm): ClauseFigures[] {
  return [...charges.values()].map(({ id, charge, exact }) => ({
    kind: 'charge',
    id,
    clause: charge.clause,
    figures: { amount: amountOf(money, exact) },
  }));
}

function levelFigures(outcome: PeriodOutcome, money: MoneyForm): ClauseFigures[] {
  const bonuses = new Map(outcome.bonuses.lines.map((line) => [line.serviceLevel, line.rounded]));
  return [...outcome.levels.values()].map((level): ClauseFigures => {
    const last = level.parts.at(-1)!;
    // Where several parts of a period stand under terms of their own, each has its own value.
    const only = level.parts.length === 1 ? last : undefined;
    const value = only?.measured.value?.toDecimal() ?? null;
    const isBelow = level.verdict === 'missed' && level.belowMinimum;
    return {
      kind: 'service-level',
      id: level.id,
      clause: last.part.clause.clause,
      figures: {
        verdict: word(isBelow ? 'missed-below-minimum' : level.verdict, 'verdicts'),
        ...(only === undefined ? {} : { decidedBy: word(only.judgement.decidedBy) }),
        value: { unit: last.measured.unit, value, total: 'none' },
        volume: count(only?.measured.volume),
        misses: count(only?.measured.misses),
        credit: amountOf(money, owedFor(outcome, 'service-level', level.id)),
        points: { unit: 'points', value: level.points?.toDecimal() ?? null, total: 'sum' },
        bonus: amountOf(money, bonuses.get(level.id)),
      },
    };
  });
}

function creditFigures(outcome: PeriodOutcome, money: MoneyForm): ClauseFigures[] {
  const { credits, governing } = outcome;
  const rules = governing.terms.credits;
  const { points } = rules;
  const inMoney: ClauseFigures[] =
    points === undefined
      ? []
      : [
          {
            kind: 'points',
            id: 'points',
            clause: points.clause,
            figures: { credit: amountOf(money, owedFor(outcome, 'points', 'points') ?? Rational.zero) },
          },
        ];
  return [
    ...inMoney,
    ...credits.caps.map(({ id, parts, reached, cut }): ClauseFigures => ({
      kind: 'cap',
      id,
      clause: parts.at(-1)!.cap.clause,
      figures: {
        reached: { unit: 'word', value: reached, total: 'periods' },
        takenAway: amountOf(money, cut),
      },
    })),
    {
      kind: 'credits',
      id: 'credits',
      clause: rules.clause,
      figures: {
        lost: amountOf(money, credits.lost),
        carriedOut: { ...amountOf(money, credits.carriedOut), total: 'last' },
      },
    },
  ];
}

/** Every clause in force, and earlier ones by which a credit comes back only now. */
function earnBackFigures({ earnBacks, governing }: PeriodOutcome, money: MoneyForm): ClauseFigures[] {
  const clauses = new Map([
    ...governing.terms.earnBacks,
    ...earnBacks.lines.map(({ earnBack }) => [earnBack.id, earnBack] as const),
  ]);
  return [...clauses.values()].map(({ id, clause }) => {
    const own = earnBacks.lines.filter(({ earnBack }) => earnBack.id === id);
    const amount = Rational.sum(own.map(({ rounded }) => rounded));
    return { kind: 'earn-back', id, clause, figures: { amount: amountOf(money, amount) } };
  });
}

function settlementFigures(outcome: PeriodOutcome, money: MoneyForm): ClauseFigures {
  const { credits, bonuses, earnBacks, net, points } = outcome;
  return {
    kind: 'settlement',
    id: 'settlement',
    clause: undefined,
    figures: {
      credits: amountOf(money, credits.payable),
      bonuses: amountOf(money, bonuses.paid),
      earnBacks: amountOf(money, earnBacks.paid),
      bank: { ...amountOf(money, earnBacks.bank.after), total: 'last' },
      points: { unit: 'points', value: points.toDecimal(), total: 'sum' },
      net: amountOf(money, net),
    },
  };
}
