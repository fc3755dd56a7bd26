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

test.each([
  ['prioriy', 'priority'],
  ['proirity', 'priority'],
  ['Priority', 'priority'],
  ['tickettype', 'ticketType'],
  ['tikcet', 'ticket'],
  ['sites', 'site'],
  ['colour', undefined],
  ['ticket'.repeat(1000), undefined],
])('a field is meant (%#)', (name, expected) => {
  expect(nearestName(name, ['priority', 'ticket', 'ticketType', 'title', 'site'])).toBe(expected);
});
