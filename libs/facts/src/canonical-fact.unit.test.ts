import { describe, expect, it } from 'vitest';
import { canonicalFactText } from './canonical-fact.js';
import { sha256Hex } from './digest.js';
import type { NewFact } from './fact.js';
import { newFact } from './new-fact.js';
import { readRecordedFact } from './recorded-fact.js';

const fields = {
  id: '0190b2c4-7d00-8123-9abc-0123456789ab',
  effectiveAt: '2025-03-01T09:00:00Z',
  assertedBy: { party: 'provider', actor: 'import' },
} as const;
const opened = newFact('TicketOpened', { ...fields, ticket: 'INC1', ticketType: 'incident', priority: 'P1' });
const recordedAt = '2025-03-01T09:00:00.250Z';

describe('canonicalFactText', () => {
  it('gives these bytes, now and in every later version', () => {
    const text = canonicalFactText('acme', opened, recordedAt);
    expect(text).toBe(
      '{"agreement":"acme","assertedBy":{"actor":"import","party":"provider"},"effectiveAt":"2025-03-01T09:00:00Z",' +
        '"id":"0190b2c4-7d00-8123-9abc-0123456789ab","priority":"P1","recordedAt":"2025-03-01T09:00:00.250Z",' +
        '"schema":1,"ticket":"INC1","ticketType":"incident","type":"TicketOpened"}',
    );
    expect(sha256Hex(text)).toBe('fed0959630bb7e546acab0548759744938444ba7e8291a8ece3caaff09c54024');
  });

  it('orders whole documents too, whole-number keys among them', () => {
    const signed = newFact('AgreementSigned', { ...fields, terms: { 10: 'b', 9: 'a', __proto__: null } });
    const text = canonicalFactText('acme', signed, recordedAt);
    expect(text).toContain('"terms":{"10":"b","9":"a"}');
    expect(readRecordedFact(text)).toMatchObject({ terms: { 9: 'a', 10: 'b' } });
  });

  it('is read back rightly where a key of a document has an escape', () => {
    JSON.parse('{"q":1,"\\\\":2}');
    const terms = { q: 1, '"': 2 };
    const signed = newFact('AgreementSigned', { ...fields, terms });
    expect(readRecordedFact(canonicalFactText('acme', signed, recordedAt))).toMatchObject({ terms });
  });

  it('checks a fact that newFact did not make', () => {
    const wrong = (change: object): NewFact => ({ ...opened, ...change });
    const texts: readonly (readonly [object, string])[] = [
      [{ ticket: '\ud800' }, 'ticket: It has half of a surrogate pair'],
      [{ ticket: undefined }, 'ticket: It is missing.'],
      [{ schema: 2 }, 'schema: It is not the current one. Write 1.'],
      [{ colour: 'red' }, 'colour: There is no such key here.'],
      [JSON.parse('{"__proto__":1}') as object, '__proto__: There is no such key here.'],
      [{ assertedBy: { party: 'client', role: 'x' } }, 'assertedBy.role: There is no such key here.'],
      [{ type: 'TicketOpend' }, 'There is no fact type "TicketOpend"'],
    ];
    for (const [change, problem] of texts) {
      expect(() => canonicalFactText('acme', wrong(change), recordedAt)).toThrow(problem);
    }
    expect(() => canonicalFactText(' ', opened, recordedAt)).toThrow('agreement: It is blank.');
    expect(() => canonicalFactText('acme', opened, '2025-03-01T09:00:00.000Z')).toThrow('recordedAt: ');
  });

  it('leaves out members that are undefined', () => {
    const signed = { ...newFact('AgreementSigned', { ...fields, terms: {} }), source: undefined };
    expect(canonicalFactText('acme', signed, recordedAt)).not.toContain('source');
    expect(canonicalFactText('acme', { ...opened, title: undefined }, recordedAt)).not.toContain('title');
  });
});
