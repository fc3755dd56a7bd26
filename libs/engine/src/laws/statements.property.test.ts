import { expect } from 'vitest';
import { explainFigure, figureNames } from '../explain/figures.js';
import { describeStatement } from '../prose/describe-statement.js';
import { play } from '../testing/whole-language/world.js';
import { law } from './law.js';
import { allStatements } from './statements.js';

/** Everything in a statement, with the path to it. */
function* everythingIn(value: unknown, path = ''): Generator<readonly [string, unknown]> {
  yield [path, value];
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) yield* everythingIn(member, `${path}.${key}`);
}

/** Whether a figure says by which rule and clauses it was worked out. */
function isBecause(value: unknown): boolean {
  const { rule, clauses } = value as { rule: unknown; clauses: unknown };
  return typeof rule === 'string' && /[a-z]/.test(rule) && Array.isArray(clauses);
}

law(
  'every number is whole, and every figure says by which rule and can be explained',
  { worlds: 40 },
  (world) => {
    for (const statement of allStatements(play(world))) {
      // One expectation a statement: with one for each of its thousands of values most of the time is theirs.
      const wrong = [...everythingIn(statement)].filter(
        ([path, value]) =>
          (typeof value === 'number' && !Number.isSafeInteger(value)) ||
          (path.endsWith('.because') && !isBecause(value)),
      );
      expect(wrong).toEqual([]);
      const names = figureNames(statement);
      expect(new Set(names).size).toBe(names.length);
      for (const name of names) {
        const explanation = explainFigure(statement, name);
        expect(explanation.figure).toBe(name);
        expect(explanation.because.rule, name).not.toBe('');
      }
      expect(describeStatement(statement).sections.length).toBeGreaterThan(0);
    }
  },
);
