import { readMapping } from '@tallystick/sources';
import { isTallyError } from '@tallystick/errors';
import { expect, test } from 'vitest';
import { readWebhook } from './read-webhook.js';

const good = `
webhook: desk
agreement: acme
party: provider
signature:
  algorithm: hmac-sha256
  header: X-Signature
  signed: '{timestamp}.{body}'
  timestamp: { header: X-Time }
secrets: [{ variable: DESK_SECRET }]
mapping: desk.yaml
`;
const mapping = (kind: string) =>
  readMapping(
    `mapping: m\nsystem: s\nformat: { kind: ${kind} }\nrows: { kind: outages, outage: id, began: began, services: service }\n`,
    'm.yaml',
  );

/** The faults of a document: place and problem. */
function faults(
  text: string,
  secret: string | undefined = 'a secret that is long enough',
  kind = 'json',
): readonly string[] {
  try {
    readWebhook(text, 'desk.yaml', {
      secrets: { variable: () => secret, file: () => undefined },
      mapping: () => mapping(kind),
    });
    return [];
  } catch (error) {
    if (!isTallyError(error)) throw error;
    expect(error.code).toBe('webhook-invalid');
    for (const { mend } of error.details) expect(mend).toBeTruthy();
    return error.details.map(({ place, problem }) => `${place}: ${problem}`);
  }
}

test('a sound document has no faults', () => {
  expect(faults(good)).toEqual([]);
});

test.each([
  ['no body', good.replace('.{body}', ''), 'signature.signed (desk.yaml:8:3)', 'The body must be signed'],
  ['a body twice', good.replace('.{body}', '{body}{body}'), 'signature.signed', 'once'],
  ['something unknown', good.replace('.{body}', '.{url}.{body}'), 'signature.signed', 'not signed'],
  [
    'a time that is not signed',
    good.replace('{timestamp}.', ''),
    'signature.timestamp',
    'not signed shows nothing',
  ],
  ['a time that is nowhere', good.replace(/ {2}timestamp:.*\n/, ''), 'signature.signed', 'not said'],
  [
    'a tolerance of nothing',
    good.replace(/ {2}signed[^]*?X-Time }\n/, '  tolerance: 5m\n'),
    'signature.tolerance',
    'nothing is early',
  ],
  [
    'a delivery that is nowhere',
    good.replace('{timestamp}', '{delivery}{timestamp}'),
    'signature.signed',
    'delivery',
  ],
  ['an unknown key', `${good}party2: x\n`, 'party2', 'no key'],
  [
    'both mapping and events',
    `${good}events: { word: { path: e }, mappings: { a: ignore } }\n`,
    'events',
    'excludes',
  ],
  ['neither of them', good.replace(/mapping:.*\n/, ''), 'the document', 'none of'],
  ['a path that is none', `${good}delivery: { path: 'a..b' }\n`, 'delivery.path', 'not a path'],
  [
    'a variable of the server',
    good.replace('DESK_SECRET', 'TALLY_SECRET'),
    'secrets[0].variable',
    'TALLY_SECRET',
  ],
])('%s is a fault with place and mend', (_name, text, place, problem) => {
  const found = faults(text);
  expect(
    found.some((fault) => fault.startsWith(place) && fault.includes(problem)),
    found.join('\n'),
  ).toBe(true);
});

test.each([
  ['none', undefined],
  ['an empty one', ''],
  ['a short one', '15 bytes of key'],
])('a secret that is %s is a fault, and nothing of it is told', (_name, secret) => {
  const found = readAttempt(secret);
  expect(found).toHaveLength(1);
  expect(found[0]).toContain('secrets[0]');
  if (secret !== undefined && secret !== '') expect(found[0]).not.toContain(secret);
});

function readAttempt(secret: string | undefined): readonly string[] {
  try {
    readWebhook(good, 'desk.yaml', {
      secrets: { variable: () => secret, file: () => undefined },
      mapping: () => mapping('json'),
    });
    return [];
  } catch (error) {
    if (!isTallyError(error)) throw error;
    return error.details.map(({ place, problem }) => `${place}: ${problem}`);
  }
}

test('a mapping of tables of text is none for events', () => {
  expect(faults(good, undefined, 'csv')[0]).toContain('tables of text');
});
