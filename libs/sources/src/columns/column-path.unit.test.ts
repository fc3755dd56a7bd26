import { expect, test } from 'vitest';
import { parseColumnPath, valuesAt } from './column-path.js';

const row = {
  id: 7,
  'a.b': 'dotted',
  assignee: { name: 'A1' },
  tags: ['x', 'y'],
  updates: [{ at: 1, parts: [{ n: 'p' }, { n: 'q' }] }, { at: 2 }],
};

test.each([
  ['id', [7]],
  ['assignee.name', ['A1']],
  ['tags[1]', ['y']],
  ['tags[]', ['x', 'y']],
  ['updates[0].at', [1]],
  ['updates[].at', [1, 2]],
  ['updates[].parts[].n', ['p', 'q']],
  ['["a.b"]', ['dotted']],
  ['missing.deep', []],
  ['tags.name', []],
  ['assignee[0]', []],
  ['constructor', []],
])('%s', (path, values) => {
  expect(valuesAt(row, parseColumnPath(path)!.steps)).toEqual(values);
});

test.each(['', '.a', 'a..b', 'a[', 'a[x]', '[]]'])('%s is no path', (path) => {
  expect(parseColumnPath(path)).toBeUndefined();
});

test('a path may start at the item that holds the row, or at the document', () => {
  expect(parseColumnPath('^.id')?.from).toBe('parent');
  expect(parseColumnPath('$.page.name')?.from).toBe('root');
});
