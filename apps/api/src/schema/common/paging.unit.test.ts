import { TallyError } from '@tallystick/errors';
import { describe, expect, test } from 'vitest';
import { pageOfList } from './connection.js';
import { globalId, readGlobalId } from './global-id.js';
import { loaderOf } from './loader.js';

const codeOf = (run: () => unknown): string | undefined => {
  try {
    run();
  } catch (error) {
    return error instanceof TallyError ? error.code : 'another error';
  }
  return undefined;
};

describe('a list page by page', () => {
  const items = Array.from({ length: 7 }, (_each, index) => index);

  test.each([1, 2, 3, 7, 100])('%i at a time comes to the whole of it, each once', (first) => {
    const seen: number[] = [];
    let after: string | undefined;
    for (;;) {
      const page = pageOfList(items, { first, after });
      seen.push(...page.items);
      expect(page.pageInfo.hasPreviousPage).toBe(after !== undefined);
      if (!page.pageInfo.hasNextPage) break;
      after = page.pageInfo.endCursor ?? undefined;
    }
    expect(seen).toEqual(items);
  });

  test('an empty list has one empty page', () => {
    const { items: none, pageInfo } = pageOfList([], { first: 20 });
    expect(none).toEqual([]);
    expect(pageInfo).toEqual({
      hasNextPage: false,
      hasPreviousPage: false,
      startCursor: null,
      endCursor: null,
    });
  });

  test('refuses a page that is too large, and a cursor that is none of its own', () => {
    expect([0, 101, -1, 1.5].map((first) => codeOf(() => pageOfList(items, { first })))).toEqual(
      Array.from({ length: 4 }, () => 'usage'),
    );
    for (const after of [
      '',
      'x',
      globalId('Ticket', 'acme', 'INC-1'),
      Buffer.from('item:-1').toString('base64url'),
    ]) {
      expect(codeOf(() => pageOfList(items, { first: 1, after }))).toBe('usage');
    }
  });
});

describe('a global id', () => {
  test('names a type, an agreement and a key, whatever characters they have', () => {
    const id = globalId('Ticket', 'Acme "Nord" / 7', 'INC/ü…', 3);
    expect(id).toMatch(/^[\w-]+$/);
    expect(readGlobalId(id)).toEqual({
      typeName: 'Ticket',
      agreement: 'Acme "Nord" / 7',
      key: ['INC/ü…', 3],
    });
  });

  test.each([
    'nonsense',
    '',
    Buffer.from('["Ticket"]').toString('base64url'),
    Buffer.from('["Ticket", 1]').toString('base64url'),
    Buffer.from('["Ticket", "acme", {}]').toString('base64url'),
    Buffer.from('{"a":1}').toString('base64url'),
  ])('%j is none', (id) => {
    expect(codeOf(() => readGlobalId(id))).toBe('usage');
  });
});

describe('a loader', () => {
  test('reads what is asked in one tick at once, and what never changes only once', async () => {
    const context = { loaders: new Map<unknown, unknown>() };
    const reads: (readonly number[])[] = [];
    const loader = (name: string, immutable: boolean) =>
      loaderOf<number, number>(context, name, () => ({
        immutable,
        keyOf: String,
        read: (keys) => {
          reads.push(keys);
          return Promise.resolve(keys.map((key) => key * 2));
        },
      }));
    expect(await Promise.all([1, 2, 1].map((key) => loader('fixed', true).load(key)))).toEqual([2, 4, 2]);
    await loader('fixed', true).load(2);
    expect(reads).toEqual([[1, 2]]);
    await loader('changing', false).load(1);
    await loader('changing', false).load(1);
    expect(reads.slice(1)).toEqual([[1], [1]]);
  });
});
