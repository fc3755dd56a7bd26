import { describe, expect, test } from 'vitest';
import { inReadingOrder } from './reading-order.js';
import { wordsOfPath } from './words-of-path.js';

describe('where two statements differ', () => {
  const statement = {
    serviceLevels: [{ id: 'p1-resolution', parts: [{ verdict: 'missed' }] }],
    exits: [{ id: 'p1-chronic', heldIn: ['2025-03'] }],
  };

  test('is said with items of lists by their names, or counted from one where they have none', () => {
    expect(wordsOfPath('serviceLevels[0].parts[0].verdict', statement)).toBe(
      'service levels › p1-resolution › parts › 1 › verdict',
    );
    expect(wordsOfPath('exits[0].heldIn[0]', statement)).toBe('exits › p1-chronic › held in › 2025-03');
    expect(wordsOfPath('exits[4].state', statement)).toBe('exits › 5 › state');
    expect(wordsOfPath('settlement.total', undefined)).toBe('settlement › total');
  });

  test('comes in the order in which one asks: what is owed, then why', () => {
    const paths = [
      'accountability.ball.seconds',
      'serviceLevels[0].because.operands.parts',
      'serviceLevels[0].verdict',
      'settlement.total',
    ];
    expect(inReadingOrder(paths.map((path) => ({ path }))).map(({ path }) => path)).toEqual([
      'settlement.total',
      'serviceLevels[0].verdict',
      'serviceLevels[0].because.operands.parts',
      'accountability.ball.seconds',
    ]);
  });
});
