import { canonicalFactText, type FactType, newFact, readRecordedFact } from '@tallystick/facts';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ticketEventNames } from './event-kinds.js';
import { Timeline } from './timeline.js';

/** Texts that are plain, that look like structure, or that canonical text must escape. */
const text = fc.oneof(
  fc.constantFrom('P1', 'P2', 'INC-0000001', 'a text that is longer than a short slice of it'),
  fc.constantFrom(
    '}',
    '},',
    ':{',
    '"',
    '","type":"TicketClosed"}',
    '\\',
    '\\u0041',
    'é\u2028',
    '\u{1F600}',
    'a\nb',
  ),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 20 }).filter((some) => some.trim() !== ''),
);
const instant = fc
  .integer({ min: parseInstant('1990-01-01T00:00:00Z'), max: parseInstant('2090-01-01T00:00:00Z') })
  .map(formatInstant);
const status = fc.constantFrom(
  'new',
  'in-progress',
  'waiting-client',
  'waiting-change',
  'resolved',
  'cancelled',
);
const evidence = fc.constantFrom('public-reply', 'private-note', 'assignment', 'status-change', 'automatic');
const classification = { service: text, category: text, configurationItem: text, site: text };
const optional = (...requiredKeys: string[]) => ({ requiredKeys, noNullPrototype: true }) as never;

const payloads: Readonly<Record<(typeof ticketEventNames)[number], fc.Arbitrary<unknown>>> = {
  TicketOpened: fc.record(
    { ticketType: text, priority: text, ...classification, reportedAt: instant, openedBy: text, title: text },
    optional('ticketType', 'priority'),
  ),
  TicketResponded: fc.record({ evidence }, optional()),
  TicketTransitioned: fc.record(
    { status, ball: text, sourceStatus: text, evidence: text },
    optional('status'),
  ),
  TicketReprioritised: fc.record({ priority: text }),
  TicketReclassified: fc.record({ ticketType: text, ...classification }, optional('site')),
  TicketAssigned: fc.record({ group: text, assignee: text, party: text }, optional('party')),
  TicketUpdatePosted: fc.record(
    { visibility: fc.constantFrom('public', 'private'), by: text },
    optional('visibility'),
  ),
  TicketResolved: fc.record({ code: text, sourceStatus: text }, optional()),
  TicketReopened: fc.record({ reason: text }, optional()),
  TicketClosed: fc.record({ code: text }, optional()),
  TicketCancelled: fc.record({ reason: text }, optional()),
  TicketEscalated: fc.record({ level: text, to: text }, optional('level')),
  TicketLinked: fc.record({ relation: fc.constantFrom('parent', 'duplicate-of', 'outage'), to: text }),
};

const other = fc.record({ outage: text, service: text });

const factText = fc
  .tuple(
    fc.oneof(
      ...ticketEventNames.map((type) => fc.tuple(fc.constant<FactType>(type), payloads[type], text)),
      fc.tuple(fc.constant<FactType>('OutageBegan'), other, fc.constant(undefined)),
    ),
    fc.record({ system: text, key: text, revision: text }, optional('system', 'key')),
    fc.record({ party: text, actor: text }, optional('party')),
    instant,
    instant,
    fc.uuid(),
  )
  .map(([[type, payload, ticket], source, assertedBy, effectiveAt, recordedAt, id]) => {
    const fields = { ...(payload as object), source, assertedBy, effectiveAt, id };
    const made = newFact(type, (ticket === undefined ? fields : { ...fields, ticket }) as never);
    return canonicalFactText('a', made, recordedAt);
  });

test('a fact added from its canonical text leaves the same bytes as the fact itself', () => {
  fc.assert(
    fc.property(fc.array(factText, { minLength: 1, maxLength: 30, size: 'max' }), (texts) => {
      const fromTexts = new Timeline();
      const fromFacts = new Timeline();
      texts.forEach((one, position) => {
        fromTexts.addText(position, one);
        fromFacts.add(position, readRecordedFact(one));
      });
      expect(Buffer.from(fromTexts.toSegment()).equals(fromFacts.toSegment())).toBe(true);
      expect(fromTexts.lastPosition).toBe(texts.length - 1);
    }),
    { numRuns: 300 },
  );
});

test('many keys and texts keep their codes apart', () => {
  const fromTexts = new Timeline();
  const fromFacts = new Timeline();
  for (let index = 0; index < 3000; index += 1) {
    const one = canonicalFactText(
      'a',
      newFact('TicketOpened', {
        id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
        effectiveAt: '2025-03-01T09:00:00Z',
        assertedBy: { party: 'client' },
        ticket: `INC-${index % 2000}`,
        ticketType: 'incident',
        priority: `P${index % 700}`,
      }),
      '2025-03-01T09:00:00Z',
    );
    fromTexts.addText(index, one);
    fromFacts.add(index, readRecordedFact(one));
  }
  expect(fromTexts.ticketCount).toBe(2000);
  expect(fromTexts.ticketKey(fromTexts.ticketIndex('INC-1999')!)).toBe('INC-1999');
  expect(fromTexts.ticketIndex('INC-2000')).toBeUndefined();
  expect(Buffer.from(fromTexts.toSegment()).equals(fromFacts.toSegment())).toBe(true);
});
