import { describe, expect, test } from 'vitest';
import { exampleEnd, exampleYear } from '../testing/example-year.js';
import type { Explanation } from './figures.js';
import { explainFigure, figureNames } from './figures.js';

const scenario = exampleYear('segment');
const february = scenario.timeline.issuedStatements[1]!.fact;
const statement = scenario.statement('2025-03', exampleEnd);
const stated = february.statement as unknown as typeof statement;

describe('explaining a figure', () => {
  test('every figure has a name, once, and can be explained by it', () => {
    const names = figureNames(stated);
    expect(new Set(names).size).toBe(names.length);
    expect(names).toEqual(
      expect.arrayContaining([
        'charge.managed',
        'p1-resolution',
        'p1-resolution.credit',
        'credits.cap',
        'credits.payable',
        'slowest-response.points',
        'points',
        'adjustment.2025-01',
        'settlement',
        'exit.p1-chronic',
      ]),
    );
    for (const name of names) expect(explainFigure(stated, name).figure).toBe(name);
  });

  test('the settlement leads down to the clause, the rule and the facts behind it', () => {
    const settlement = explainFigure(stated, 'settlement');
    const payable = settlement.from.find((one) => one.figure === 'credits.payable')!;
    const credit = payable.from.find((one) => one.figure === 'p1-resolution.credit')!;
    const [priced, level] = [credit.from[0]!, credit.from.at(-1)!];
    expect(priced.because).toMatchObject({
      rule: 'price-percent',
      clauses: [{ id: 'p1-resolution', clause: 'Schedule 2, 3.1 as amended' }],
      operands: { price: '10', factor: '2', missesInARow: 2, of: ['managed'] },
    });
    const missed = level.from.find((one) => one.figure === 'p1-resolution.2025-02-17')!;
    const seven = scenario.facts.filter((fact) => 'ticket' in fact && fact.ticket === 'INC-7');
    expect(missed.because.facts).toEqual(seven.map((fact) => fact.id));
  });

  test('an adjustment names what caused it', () => {
    const adjustment = explainFigure(stated, 'adjustment.2025-01');
    const late = scenario.facts.filter((fact) => 'ticket' in fact && fact.ticket === 'INC-5');
    expect(adjustment.from).toMatchObject([
      {
        because: {
          rule: 'facts',
          operands: { subject: 'ticket', key: 'INC-5' },
          facts: late.map((fact) => fact.id),
        },
      },
    ]);
  });

  test('a retraction is named as the cause where a fact was taken out', () => {
    const adjustment = explainFigure(statement, 'adjustment.2025-01');
    const facts = adjustment.from.flatMap((one: Explanation) => one.because.facts);
    const retraction = scenario.facts.find((fact) => fact.type === 'FactRetracted')!;
    expect(facts).toContain(retraction.id);
  });

  test('an unknown figure is refused with those that there are', () => {
    expect(() => explainFigure(stated, 'p1')).toThrow(
      expect.objectContaining({
        code: 'figure-unknown',
        details: [
          expect.objectContaining({ mend: expect.stringContaining('p1-resolution.credit') as string }),
        ] as unknown[],
      }),
    );
  });
});
