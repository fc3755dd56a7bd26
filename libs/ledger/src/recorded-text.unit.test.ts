import { expect, test } from 'vitest';
import { readEnvelope } from './recorded-text.js';

const around = (member: string) =>
  `{"agreement":"a","id":"i","payload":{${member}},"recordedAt":"2025-01-01T00:00:00Z"}`;

test('a key with an escape that JSON.parse reads wrongly is not called uncanonical', () => {
  // On V8 13 the first text makes JSON.parse read the key of the next as that one.
  JSON.parse('{"A":1,"\\n":2}');
  for (const member of ['"A":1,"\\\\":2', '"\\"x":2,"q":1', '"\\n":1']) {
    expect(readEnvelope(around(member))).toMatchObject({ kind: 'read', canonical: true });
  }
});

test('an escape that RFC 8785 does not write is uncanonical', () => {
  expect(readEnvelope(around('"q":1,"\\u0061":2'))).toMatchObject({ kind: 'read', canonical: false });
  expect(readEnvelope(around('"a":"\\/"'))).toMatchObject({ kind: 'read', canonical: false });
});
