import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { canonicalFactText } from './canonical-fact.js';
import { declarationOf, factTypes } from './catalogue/catalogue.js';
import { newFact } from './new-fact.js';
import { readRecordedFact } from './recorded-fact.js';
import { instantText, newFactFields } from './testing/fact-arbitrary.js';
import { scannedFieldNames, scanTicketFact, TicketFactScan } from './ticket-fact-scan.js';

const scan = new TicketFactScan();

function scanned(text: string): unknown {
  if (!scanTicketFact(text, scan)) return undefined;
  const fields = scannedFieldNames.flatMap((name, place) => {
    const start = scan.starts[place]!;
    return start < 0 ? [] : [[name, text.slice(start, scan.ends[place])] as const];
  });
  return { type: scan.type, ...Object.fromEntries(fields) };
}

function parsed(text: string): unknown {
  const fact = readRecordedFact(text) as unknown as Record<string, unknown>;
  const fields = scannedFieldNames.flatMap((name) => (name in fact ? [[name, fact[name]] as const] : []));
  return { type: fact['type'], ...Object.fromEntries(fields) };
}

/** Values that look like structure, beside any other text. */
const trap = fc.constantFrom(
  '}',
  '{',
  ',',
  '},',
  ':',
  'type',
  ',type:TicketClosed',
  '"type":"TicketClosed"}',
  '","type":"TicketClosed"}',
  '\\',
  '\\"',
  '\u2028é',
  '\u{1F600}',
  '\t',
);

describe.each(factTypes)('%s', (type) => {
  const isTicketFact = declarationOf(type).family === 'ticket';
  const textOf = (fields: Record<string, unknown>, recordedAt: string): string =>
    canonicalFactText('acme "north" é', newFact(type, fields as never), recordedAt);

  it(isTicketFact ? 'is scanned to what it is read to' : 'is not scanned', () => {
    let scans = 0;
    fc.assert(
      fc.property(
        newFactFields(type),
        instantText,
        fc.boolean(),
        trap,
        trap,
        (made, recordedAt, plain, a, b) => {
          const fields = {
            ...made,
            ...(plain && isTicketFact ? { ticket: `T${a}`.replace(/["\\\t]/g, '') } : {}),
          };
          const withSource = plain
            ? { ...fields, source: { system: b.replace(/["\\\t]/g, '.'), key: a.replace(/["\\\t]/g, '.') } }
            : fields;
          const text = textOf(withSource, recordedAt).replace(
            'acme \\"north\\" é',
            plain ? 'acme' : 'acme \\"north\\" é',
          );
          const found = scanned(text);
          if (!isTicketFact || text.includes('\\')) {
            expect(found).toBeUndefined();
          } else {
            expect(found).toEqual(parsed(text));
            scans += 1;
          }
        },
      ),
      { numRuns: 200 },
    );
    if (isTicketFact) expect(scans).toBeGreaterThan(10);
  });
});

const example =
  '{"agreement":"a","assertedBy":{"actor":"x","party":"client"},"effectiveAt":"2025-03-01T09:00:00Z",' +
  '"id":"00000000-0000-4000-8000-000000000000","recordedAt":"2025-03-01T09:00:00.123Z","schema":1,' +
  '"source":{"key":"k","system":"s"},"ticket":"INC-1","type":"TicketUpdatePosted","visibility":"public"}';

test('the example is scanned', () => {
  expect(scanned(example)).toEqual(parsed(example));
});

test('a text cut anywhere, or with any character taken out of its structure, is not scanned', () => {
  for (let length = 0; length < example.length; length += 1) {
    expect(scanned(example.slice(0, length))).toBeUndefined();
  }
  for (let at = 0; at < example.length; at += 1) {
    if (/["{}:,]/.test(example[at]!) && !/\d/.test(example[at - 1]!)) {
      expect([at, scanned(example.slice(0, at) + example.slice(at + 1))]).toEqual([at, undefined]);
    }
  }
});

test.each([
  ['another schema', '"schema":1', '"schema":2'],
  ['a longer schema', '"schema":1', '"schema":10'],
  ['a type of another family', 'TicketUpdatePosted","visibility":"public', 'OutageBegan'],
  ['an unknown type', 'TicketUpdatePosted', 'TicketEaten'],
  ['an unknown key', '"ticket"', '"tickets"'],
  ['a further key', '"visibility"', '"urgency":"high","visibility"'],
  [
    'another order',
    '"agreement":"a","assertedBy":{"actor":"x","party":"client"}',
    '"assertedBy":{"party":"client"},"agreement":"a"',
  ],
  ['an escape', 'INC-1', 'INC\\u002d1'],
  ['a blank', ',"ticket"', ', "ticket"'],
  ['an empty text', 'INC-1', ''],
  ['a comma at the end', '"public"}', '"public",}'],
  ['a comma at the end of a record', '"party":"client"}', '"party":"client",}'],
  ['something after it', '"public"}', '"public"} '],
  ['a missing key', '"ticket":"INC-1",', ''],
])('%s is left to readRecordedFact', (_, from, to) => {
  const text = example.replace(from, to);
  expect(text).not.toBe(example);
  expect(scanned(text)).toBeUndefined();
});
