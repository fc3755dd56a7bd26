import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { unacknowledgedChanges } from './breaking-changes.js';

const before = buildSchema('type Query { total: String! credits: String }');
const after = buildSchema('type Query { total: String }');

test('a field that goes, or that may be null, is noticed until it is acknowledged', () => {
  const changes = unacknowledgedChanges(before, after, '# Changes\n');
  expect(changes).toEqual(['Query.credits was removed.', 'Query.total changed type from String! to String.']);
  const acknowledged = '- Query.credits was removed. Nobody asked for it.\n';
  expect(unacknowledgedChanges(before, after, acknowledged)).toEqual([
    'Query.total changed type from String! to String.',
  ]);
});

test('a field that comes breaks nobody', () => {
  expect(unacknowledgedChanges(after, before, '')).toEqual([]);
});
