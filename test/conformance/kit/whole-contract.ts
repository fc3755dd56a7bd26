import { expect, test } from 'vitest';
import {
  describeStatement,
  evaluatePeriods,
  explainFigure,
  figureNames,
  makeStatement,
  projectExits,
  type Statement,
  statementBytes,
} from '@tallystick/engine';
import { Rational } from '@tallystick/quantities';
import { describeTerms } from '@tallystick/terms';
import { Scenario } from '../../../libs/engine/src/testing/scenario.js';
import { type Contract, inOrder, termsOf } from './contract.js';
import { madeUpYear } from './made-up-year.js';

/** That a whole document can be said in words, and that a year under it comes to figures that hold together. */
export function wholeContract(contract: Contract): void {
  test(`${contract.id}: in words`, () => {
    const sections = describeTerms(termsOf(contract));
    for (const { heading, clauses } of sections) {
      for (const { id, lines } of clauses) {
        expect(lines.length, `${heading}, ${id} is said in words`).toBeGreaterThan(0);
        expect(lines.join(' ')).not.toMatch(/undefined|\[object|NaN/);
      }
    }
  });

  test(`${contract.id}: a made-up year`, () => {
    const scenario = new Scenario(contract.id);
    scenario.sign(contract.yaml);
    scenario.record(...inOrder(madeUpYear(termsOf(contract))));
    const statements = evaluatePeriods({ ...scenario.knowledge(), from: undefined, to: undefined });
    for (const statement of statements) {
      holdsTogether(statement);
      for (const figure of figureNames(statement)) explainFigure(statement, figure);
      expect(JSON.stringify(describeStatement(statement))).not.toMatch(/undefined|\[object|NaN/);
    }
    // The year is worth looking at: something was kept in it, and something missed.
    const verdicts = statements.flatMap(({ serviceLevels }) => serviceLevels.map(({ verdict }) => verdict));
    expect(verdicts).toEqual(expect.arrayContaining(['met', 'missed']));
    const period = statements.at(-1)!.period.label;
    const input = { ...scenario.knowledge(), period };
    expect(projectExits(input, 3)).toHaveLength(termsOf(contract).exits.size);
    expect(statementBytes(makeStatement(input))).toEqual(statementBytes(statements.at(-1)!));
  });
}

/** The arithmetic that every statement keeps. */
function holdsTogether({ credits, settlement, points, serviceLevels }: Statement): void {
  const money = (text: string): Rational => Rational.parse(text);
  expect(sum([credits.combined.amount, credits.carriedIn.amount])).toBe(
    sum([credits.payable, credits.lost, credits.carriedOut.amount]),
  );
  expect(settlement.net).toBe(
    money(settlement.credits)
      .minus(money(settlement.bonuses))
      .minus(money(settlement.earnBacks))
      .toFixed(2, 'half-up'),
  );
  expect(settlement.total).toBe(sum([settlement.net, settlement.adjustments]));
  expect(sum(points.lines.map((line) => line.points))).toBe(sum([points.total]));
  for (const { verdict, credit, missesInARow } of serviceLevels) {
    if (verdict !== 'missed') expect([credit ?? '0.00', missesInARow]).toEqual(['0.00', 0]);
  }
}

function sum(texts: readonly string[]): string {
  return Rational.sum(texts.map((text) => Rational.parse(text))).toFixed(2, 'half-up');
}
