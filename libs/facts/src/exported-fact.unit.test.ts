import { describe, expect, it } from 'vitest';
import { canonicalFactText } from './canonical-fact.js';
import { factTextFromExport } from './exported-fact.js';
import { newFact } from './new-fact.js';

const text = canonicalFactText(
  'acme',
  newFact('TicketOpened', {
    id: '0190b2c4-7d00-8123-9abc-0123456789ab',
    effectiveAt: '2025-03-01T09:00:00Z',
    assertedBy: { party: 'provider' },
    ticket: 'INC1',
    ticketType: 'incident',
    priority: 'P1',
  }),
  '2025-03-01T09:00:01Z',
);

describe('factTextFromExport', () => {
  it('keeps the bytes of a canonical line', () => {
    expect(factTextFromExport(text, 'line 1')).toEqual({ text, fact: JSON.parse(text) as unknown });
  });

  const refused: readonly (readonly [what: string, line: string, problem: string])[] = [
    ['a blank', text.replace(':', ': '), 'It is not canonical JSON'],
    [
      'another order of keys',
      JSON.stringify({ type: 'TicketOpened', ...JSON.parse(text) }),
      'It is not canonical JSON',
    ],
    ['a needless escape', text.replace('INC1', '\\u0049NC1'), 'It is not canonical JSON'],
    ['a key twice', text.replace('"ticket":', '"ticket":"x","ticket":'), 'The key "ticket" is there twice.'],
    [
      'an offset',
      text.replace('09:00:01Z', '09:00:01+00:00'),
      'line 7: recordedAt: "2025-03-01T09:00:01+00:00" is not an instant',
    ],
    ['a missing field', text.replace('"priority":"P1",', ''), 'line 7: priority: It is missing.'],
    ['no agreement', text.replace('"agreement":"acme",', ''), 'line 7: agreement: It is missing.'],
    [
      'a later schema',
      text.replace('"schema":1', '"schema":2'),
      'TicketOpened has the schemas 1 to 1, not 2.',
    ],
    [
      'another type',
      text.replace('TicketOpened', 'TicketOpend'),
      'line 7: type: "TicketOpend" is not a fact type.',
    ],
    ['no object', '7', 'line 7: type: 7 is not a fact type.'],
    ['half a line', text.slice(0, -5), 'line 7, line 1, column'],
  ];
  for (const [what, line, problem] of refused) {
    it(`refuses ${what}`, () => {
      expect(() => factTextFromExport(line, 'line 7')).toThrow(problem);
    });
  }
});
