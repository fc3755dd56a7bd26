import { describe, expect, it } from 'vitest';
import { errorsOf, load } from '../testing/documents.js';
import { documentOfLevels, measures } from '../testing/levels.js';

const plainLevel = (id: string, more = ''): string =>
  `{ id: ${id}, measure: ${measures.number}, target: { atLeast: 1 }${more} }`;
const smoothed = (id: string, of: string): string =>
  `{ id: ${id}, measure: { kind: smoothed, of: ${of}, previous: 1 period }, target: { atLeast: 1 } }`;
const result = (id: string, of = ''): string =>
  `{ id: ${id}, measure: { kind: result, figure: missed-levels${of} }, target: { atMost: 1 } }`;
const onlyWhere = (level: string): string => `, qualifying: { when: [ { serviceLevel: ${level} } ] }`;

describe('evaluationOrder', () => {
  it.each([
    ['nothing is read', [plainLevel('b'), plainLevel('a')], ['b', 'a']],
    ['a later level is read', [smoothed('a', 'c'), plainLevel('b'), plainLevel('c')], ['c', 'a', 'b']],
    ['a chain is read', [smoothed('a', 'b'), smoothed('b', 'c'), plainLevel('c')], ['c', 'b', 'a']],
    ['some are read', [result('a', ', of: [c, b]'), plainLevel('b'), plainLevel('c')], ['c', 'b', 'a']],
    ['all are read', [result('a'), plainLevel('b'), smoothed('c', 'b')], ['b', 'c', 'a']],
    ['results read no results', [result('a'), result('b'), plainLevel('c')], ['c', 'a', 'b']],
    ['a result is named', [result('a', ', of: [b]'), result('b'), plainLevel('c')], ['c', 'b', 'a']],
    ['a condition reads', [plainLevel('a', onlyWhere('b')), plainLevel('b')], ['b', 'a']],
    [
      'a condition reads a result',
      [plainLevel('a', onlyWhere('b')), result('b', ', of: [c]'), plainLevel('c')],
      ['c', 'b', 'a'],
    ],
  ])('where %s', (_what, levels, order) => {
    expect(load(documentOfLevels(...levels)).evaluationOrder).toEqual(order);
  });

  it('does not look at bonuses: nothing reads them', () => {
    const bonus = (other: string): string =>
      `, bonus: { bands: [ { from: 2, amount: 5 } ], disqualifiedBy: [ { serviceLevel: ${other}, is: missed }, { anyLevel: missed } ] }`;
    const terms = load(documentOfLevels(plainLevel('a', bonus('b')), plainLevel('b', bonus('a'))));
    expect(terms.evaluationOrder).toEqual(['a', 'b']);
  });

  const circle = (members: string): string =>
    `Service levels read each other's results: ${members}. | Let one of them not read the next; ` +
    'a result that reads all other levels can name those it means in `of`.';
  it.each([
    [
      'itself',
      [smoothed('a', 'a')],
      '[0].measure.of | `a` reads its own result: a → a. | Name another level.',
    ],
    ['two', [smoothed('a', 'b'), smoothed('b', 'a')], `[1].measure.of | ${circle('a → b → a')}`],
    [
      'three of four',
      [plainLevel('x'), smoothed('a', 'b'), smoothed('b', 'c'), smoothed('c', 'a')],
      `[3].measure.of | ${circle('a → b → c → a')}`,
    ],
    [
      'what is entered from outside',
      [smoothed('x', 'a'), smoothed('a', 'b'), smoothed('b', 'a')],
      `[2].measure.of | ${circle('a → b → a')}`,
    ],
    [
      'results',
      [result('a', ', of: [b]'), result('b', ', of: [x, a]'), plainLevel('x')],
      `[1].measure.of[1] | ${circle('a → b → a')}`,
    ],
    [
      'a result of all and a condition',
      [result('all'), plainLevel('a', onlyWhere('all'))],
      `[1].qualifying.when[0].serviceLevel | ${circle('all → a → all')}`,
    ],
    [
      'a result of all and what smooths it',
      [smoothed('s', 'all'), result('all'), plainLevel('a')],
      `[1].measure | ${circle('s → all → s')}`,
    ],
    [
      'conditions',
      [plainLevel('a', onlyWhere('b')), plainLevel('b', onlyWhere('a'))],
      `[1].qualifying.when[0].serviceLevel | ${circle('a → b → a')}`,
    ],
  ])('refuses a circle of %s', (_what, levels, expected) => {
    expect(errorsOf(documentOfLevels(...levels))).toContain(`serviceLevels${expected}`);
  });

  it('names every circle once', () => {
    const circles = errorsOf(
      documentOfLevels(smoothed('a', 'b'), smoothed('b', 'a'), smoothed('c', 'd'), smoothed('d', 'c')),
    );
    expect(circles.map((error) => /results: (.*?)\. \|/.exec(error)?.[1])).toEqual([
      'a → b → a',
      'c → d → c',
    ]);
  });
});
