import { expect, test } from 'vitest';
import { editDistance, nearestName } from './index.js';

test.each([
  ['atleast', 'atLeast'],
  ['at-least', 'atLeast'],
  ['inRow', 'inARow'],
  ['claus', 'clause'],
  ['atLaest', 'atLeast'],
  ['zzzzzz', undefined],
  ['', undefined],
])('"%s" most likely means %s', (name, expected) => {
  expect(nearestName(name, ['atLeast', 'inARow', 'clause'])).toBe(expected);
});

test('a swap of neighbours is one change', () => {
  expect(editDistance('laest', 'least')).toBe(1);
  expect(editDistance('', 'abc')).toBe(3);
});
