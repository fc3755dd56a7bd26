import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { JsonListScanner } from './json-list-scanner.js';

function itemsOf(text: string, path: readonly string[], cuts: readonly number[] = []): readonly string[] {
  const scanner = new JsonListScanner(path);
  const found: string[] = [];
  const take = (atEnd: boolean): void => {
    for (let item = scanner.next(atEnd); item !== undefined; item = scanner.next(atEnd))
      found.push(item.text);
  };
  const places = [0, ...cuts.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b), text.length];
  for (let index = 1; index < places.length; index += 1) {
    scanner.push(text.slice(places[index - 1], places[index]));
    take(false);
  }
  take(true);
  return found;
}

const cuts = fc.array(fc.nat(), { maxLength: 6 });
const indent = fc.constantFrom(undefined, 2);

describe('a list in a document', () => {
  test('is cut into the items that JSON.parse finds, wherever the text is cut into pieces', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), cuts, indent, (list, places, spaces) => {
        const text = JSON.stringify(list, undefined, spaces);
        expect(itemsOf(text, [], places).map((item) => JSON.parse(item) as unknown)).toEqual(
          JSON.parse(text),
        );
      }),
    );
  });

  test('is found by its keys among anything else', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue()),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
        fc.dictionary(fc.string(), fc.jsonValue(), { maxKeys: 4 }),
        cuts,
        indent,
        (list, before, after, places, spaces) => {
          const { 'the list': _, ...clean } = before;
          const document = {
            ...clean,
            page: { name: 'Page' },
            outer: { ...clean, 'the list': list, more: after },
            after,
          };
          const text = JSON.stringify(document, undefined, spaces);
          const found = itemsOf(text, ['outer', 'the list'], places);
          expect(found.map((item) => JSON.parse(item) as unknown)).toEqual(JSON.parse(JSON.stringify(list)));
        },
      ),
    );
  });
});

test('members of the document that stand before the list are kept', () => {
  const scanner = new JsonListScanner(['items']);
  scanner.push('{"page": {"name": "Shop"}, "n": 1, "items": [{}], "later": 2}');
  while (scanner.next(true) !== undefined);
  expect([...scanner.rootTexts]).toEqual([
    ['page', '{"name": "Shop"}'],
    ['n', '1'],
    ['later', '2'],
  ]);
});

test.each([
  ['{"items": [1, 2', ['items'], 'It ends too early; the export may be cut off.'],
  ['{"items": [1 2]}', ['items'], 'Two items are not parted by a comma.'],
  ['{"items": {}}', ['items'], '`items` is not a list.'],
  ['{"other": []}', ['items'], 'It has no list `items`.'],
  ['[]', ['items'], '`items` is looked for in something that is no object.'],
  ['[1] [2]', [], 'Something stands after the end of the document.'],
  ['{"items" []}', ['items'], 'A key is not followed by a colon.'],
  ['{items: []}', ['items'], 'A key is missing its quotes.'],
  ['', [], 'It ends too early; the export may be cut off.'],
])('%s is refused', (text, path, problem) => {
  expect(() => itemsOf(text, path)).toThrow(problem);
});
