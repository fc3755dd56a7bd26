import { expect, it } from 'vitest';
import { declarationOf, factTypes } from '../catalogue/catalogue.js';
import { newFact } from '../new-fact.js';
import { mapPersonalTexts, personalTextsOf } from './personal-texts.js';

const fields = {
  id: '0190b2c4-7d00-8123-9abc-0123456789ab',
  effectiveAt: '2025-03-01T09:00:00Z',
  assertedBy: { party: 'client', actor: 'jane' },
};

it('finds who said it, who works on it, and what was written', () => {
  const opened = newFact('TicketOpened', {
    ...fields,
    ticket: 'T1',
    ticketType: 'incident',
    priority: 'P1',
    title: "Jane's laptop",
  });
  expect(personalTextsOf(opened)).toEqual([
    { path: ['assertedBy', 'actor'], personal: 'person', text: 'jane' },
    { path: ['title'], personal: 'words', text: "Jane's laptop" },
  ]);
  const masked = mapPersonalTexts(opened, () => 'x');
  expect(masked).toEqual({ ...opened, title: 'x', assertedBy: { party: 'client', actor: 'x' } });
  expect(Object.keys(masked)).toEqual(Object.keys(opened));
});

it('gives a fact without them back as it is', () => {
  const closed = newFact('TicketClosed', { ...fields, assertedBy: { party: 'client' }, ticket: 'T1' });
  expect(mapPersonalTexts(closed, () => 'x')).toBe(closed);
  expect(personalTextsOf(closed)).toEqual([]);
});

/** Fields of the catalogue that calculations, the other party's claims or the chain itself stand on. */
it('leaves what figures are made of alone: no personal field is a key, a date or a figure', () => {
  const personal = factTypes.flatMap((type) =>
    Object.entries(declarationOf(type).fields).flatMap(([name, { value }]) =>
      value.kind === 'text' && value.personal !== undefined ? [name] : [],
    ),
  );
  expect([...new Set(personal)].sort()).toEqual([
    'assignee',
    'description',
    'evidence',
    'note',
    'reason',
    'resolution',
    'rootCause',
    'title',
  ]);
});
