import { type Fact, type FactType, newFact, type NewFactFields } from '@tallystick/facts';
import { formatInstant, parseInstant } from '@tallystick/quantities';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOfCanonicalText } from './canonical-instant.js';
import { readFactId, writeFactId } from './fact-id-words.js';
import { digestLength, magic } from './segment-format.js';
import { Timeline } from './timeline.js';

const march = parseInstant('2025-03-01T00:00:00Z');
/** Few instants and keys, so that ties, late facts and repeated keys are common. */
const instants = fc.integer({ min: 0, max: 40 }).map((step) => march + step * 1500);
const keys = fc.constantFrom('T1', 'T2', 'T3');
const texts = fc.constantFrom('P1', 'P2', 'P3');
const factIndex = fc.nat({ max: 30 });
const idOf = (index: number): string =>
  `${(index * 7919 + 1).toString(16).padStart(8, '0')}-0000-4000-8000-${index.toString(16).padStart(12, '0')}`;

type Draft = readonly [FactType, Record<string, unknown>];
const statuses = fc.constantFrom('new', 'in-progress', 'waiting-client', 'resolved', 'closed', 'cancelled');
const drafts: fc.Arbitrary<Draft> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('TicketOpened' as const),
      fc.record({
        ticket: keys,
        ticketType: fc.constantFrom('incident', 'request'),
        priority: texts,
        service: fc.constantFrom('email', 'erp'),
      }),
    ),
  },
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constant('TicketTransitioned' as const),
      fc.record({ ticket: keys, status: statuses, ball: fc.constantFrom('client', 'provider') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('TicketReprioritised' as const),
      fc.record({ ticket: keys, priority: texts }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('TicketReclassified' as const),
      fc.record({ ticket: keys, site: fc.constantFrom('Leeds', 'York') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('TicketResponded' as const),
      fc.record({ ticket: keys, evidence: fc.constantFrom('automatic', 'public-reply') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('TicketLinked' as const),
      fc.record({ ticket: keys, relation: fc.constantFrom('parent', 'duplicate-of'), to: keys }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('OutageBegan' as const),
      fc.record({ outage: fc.constantFrom('O1', 'O2'), service: fc.constantFrom('email', 'erp') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('OutageEnded' as const),
      fc.record({ outage: fc.constantFrom('O1', 'O2') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('SurveyAnswered' as const),
      fc.record({ survey: fc.constant('s'), score: fc.constantFrom('1', '5') }),
    ),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(
      fc.constant('FactRetracted' as const),
      fc.record({ fact: factIndex.map(idOf), reason: fc.constant('wrong') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('FactContested' as const),
      fc.record({ fact: factIndex.map(idOf), reason: fc.constant('no') }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(
      fc.constant('ContestSettled' as const),
      fc.record({ fact: factIndex.map(idOf), outcome: fc.constantFrom('upheld', 'rejected') }),
    ),
  },
);
const ledgers = fc.array(fc.tuple(instants, drafts), { maxLength: 30, size: 'max' }).map((list) =>
  list.map(([effectiveAt, [type, payload]], index): Fact => {
    const fields = {
      id: idOf(index),
      effectiveAt: formatInstant(effectiveAt),
      assertedBy: { party: 'client' },
      ...payload,
    };
    const made = newFact(type, fields as unknown as NewFactFields<FactType>);
    return {
      ...made,
      agreement: 'a',
      recordedAt: formatInstant(march + 100_000_000 + index * 1000),
    };
  }),
);

function fold(
  facts: readonly Fact[],
  order: readonly number[] = [...facts.keys()],
  timeline = new Timeline(),
): Timeline {
  order.forEach((index) => timeline.add(index + 1, facts[index]!));
  return timeline;
}

/** Everything that can be read of a timeline; tickets by their keys, since their indexes follow the order of adding. */
function readout(timeline: Timeline, until = Infinity): unknown {
  const tickets = Array.from(timeline.ticketsInOrder(), (ticket) => {
    const { index: _, ...view } = timeline.ticket(ticket, until);
    return {
      ...view,
      endedAt: timeline.tracks(until).endedAt[ticket],
      facts: timeline.factIdsOfTicket(ticket, 3),
    };
  });
  const {
    lastPosition,
    lastRecordedAt,
    earliestEffectiveAt,
    factCount,
    contests,
    reliefs,
    changes,
    surveys,
  } = timeline;
  return {
    tickets,
    outages: timeline.outages(),
    lastPosition,
    lastRecordedAt,
    earliestEffectiveAt,
    factCount,
    contests,
    reliefs,
    changes,
    surveys,
  };
}

describe('the fold', () => {
  test('does not depend on the order of adding, nor on facts added twice', () => {
    fc.assert(
      fc.property(ledgers, fc.infiniteStream(fc.nat()), (facts, numbers) => {
        const order = [...facts.keys()];
        order.forEach((_, index) => {
          const other = numbers.next().value % order.length;
          [order[index], order[other]] = [order[other]!, order[index]!];
        });
        const twice = order.filter(() => numbers.next().value % 4 === 0);
        expect(readout(fold(facts, [...order, ...twice]))).toEqual(readout(fold(facts)));
      }),
      { numRuns: 300 },
    );
  });

  test('a fact recorded twice at different positions counts as recorded first', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(), (facts, pick) => {
        if (facts.length === 0) return;
        const again = facts[pick % facts.length]!;
        const timeline = fold(facts);
        const before = readout(timeline) as object;
        timeline.add(1000, again);
        expect(readout(timeline)).toEqual({
          ...before,
          lastPosition: 1000,
          lastRecordedAt: parseInstant(again.recordedAt),
        });
      }),
      { numRuns: 200 },
    );
  });

  test('a retracted fact is as if it had never been recorded', () => {
    fc.assert(
      fc.property(ledgers, fc.nat(), (facts, pick) => {
        const kept = facts.filter(
          ({ type }) => !['FactRetracted', 'ContestSettled', 'FactContested'].includes(type),
        );
        if (kept.length === 0) return;
        const target = kept[pick % kept.length]!;
        const fields = {
          id: idOf(999),
          effectiveAt: target.effectiveAt,
          assertedBy: { party: 'client' },
          fact: target.id,
          reason: 'wrong',
        };
        const made = newFact('FactRetracted', fields);
        const retraction = {
          ...made,
          agreement: 'a',
          recordedAt: formatInstant(march + 200_000_000),
        } as unknown as Fact;
        const without = kept.filter((other) => other !== target);
        const comparable = (timeline: Timeline): unknown => {
          const read = readout(timeline) as {
            tickets: { events: { position: number }[]; facts: unknown }[];
            outages: object[];
          };
          return JSON.parse(
            JSON.stringify(read, (name, value: unknown) =>
              /osition$|^facts$|^factCount$|^lastRecordedAt$|^earliest/.test(name)
                ? 0
                : typeof value === 'bigint'
                  ? String(value)
                  : value,
            ),
          );
        };
        expect(comparable(fold([...kept, retraction]))).toEqual(comparable(fold(without)));
      }),
      { numRuns: 200 },
    );
  });

  test('known at a position is the fold of the facts up to it', () => {
    fc.assert(
      fc.property(ledgers, fc.nat({ max: 30 }), instants, (facts, position, until) => {
        const past = fold(facts).knownAt(position);
        const then = fold(facts.slice(0, position));
        expect(readout(past)).toEqual(readout(then));
        expect(readout(past, until / 1000)).toEqual(readout(then, until / 1000));
      }),
      { numRuns: 300 },
    );
  });

  test('what was read at a position stays good while facts are added, and changes where earlier ones come late', () => {
    fc.assert(
      fc.property(
        ledgers,
        fc.array(fc.nat({ max: 30 }), { maxLength: 4 }),
        fc.boolean(),
        (facts, cuts, late) => {
          const timeline = new Timeline();
          const views = new Map<number, Timeline>();
          const added: number[] = [];
          const order = [...facts.keys()];
          // One fact of the beginning may come to be known only after everything else.
          if (late && order.length > 3) order.push(...order.splice(1, 1));
          for (const index of order) {
            timeline.add(index + 1, facts[index]!);
            added.push(index);
            if (cuts.includes(index)) views.set(index + 1, timeline.knownAt(index + 1));
            for (const [position, view] of views) {
              const then = added.filter((one) => one < position);
              expect(readout(view)).toEqual(readout(fold(facts, then)));
            }
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  test('one ticket alone reads as it does among all, also at an earlier position', () => {
    fc.assert(
      fc.property(ledgers, fc.nat({ max: 30 }), instants, (facts, position, until) => {
        const whole = fold(facts);
        for (const timeline of [whole, whole.knownAt(position)]) {
          for (const ticket of timeline.ticketsInOrder()) {
            const alone = timeline.ofTicket(ticket);
            const of = (one: Timeline, index: number) => {
              const { index: _, ...view } = one.ticket(index, until / 1000);
              return { view, facts: one.factIdsOfTicket(index), ended: one.tracks().endedAt[index] };
            };
            expect(alone.ticketIndex(timeline.ticketKey(ticket))).toBe(0);
            expect(of(alone, 0)).toEqual(of(timeline, ticket));
            expect([alone.outages(), alone.reliefs, alone.surveys]).toEqual([
              timeline.outages(),
              timeline.reliefs,
              timeline.surveys,
            ]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('with facts supposed at a position is the fold of the facts up to it and these', () => {
    fc.assert(
      fc.property(
        ledgers,
        fc.nat({ max: 30 }),
        fc.array(factIndex, { maxLength: 3 }),
        (facts, position, about) => {
          const supposed = about.map((index, nth): Fact => {
            const fields = {
              id: idOf(500 + nth),
              effectiveAt: formatInstant(march),
              assertedBy: { party: 'client' },
            };
            const retraction = newFact('FactRetracted', { ...fields, fact: idOf(index), reason: 'as if' });
            return { ...retraction, agreement: 'a', recordedAt: formatInstant(march + 200_000_000) };
          });
          const whole = fold(facts);
          const before = readout(whole);
          for (const [timeline, known] of [
            [whole, facts],
            [whole.knownAt(position), facts.slice(0, position)],
          ] as const) {
            const { lastPosition: _, ...read } = readout(timeline.asIf(supposed)) as { lastPosition: number };
            const { lastPosition: __, ...expected } = readout(fold([...known, ...supposed])) as {
              lastPosition: number;
            };
            expect(read).toEqual(expected);
          }
          expect(readout(whole)).toEqual(before);
        },
      ),
      { numRuns: 150 },
    );
  });

  test('from segments is the same as from facts, in one segment or several, and goes on', () => {
    fc.assert(
      fc.property(ledgers, fc.nat({ max: 30 }), fc.nat({ max: 30 }), (facts, cut, tail) => {
        const saved = facts.slice(0, Math.max(0, facts.length - tail));
        const timeline = fold(saved);
        const middle = Math.min(cut, saved.length);
        const segments = [timeline.knownAt(middle).toSegment(), timeline.toSegment(middle)];
        for (const parts of [[timeline.toSegment()], segments]) {
          // A Buffer, as files and stores give it, shares its memory with others.
          const back = Timeline.fromSegments(parts.map((part) => Buffer.from(part)))!;
          expect(readout(back)).toEqual(readout(timeline));
          const rest = [...facts.keys()].slice(saved.length);
          expect(readout(fold(facts, rest, back))).toEqual(readout(fold(facts)));
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('segments that cannot be used', () => {
  const facts = fc.sample(ledgers, { numRuns: 20, seed: 7 }).find((list) => list.length > 10)!;
  const bytes = fold(facts).toSegment();

  test('any byte changed', () => {
    for (let at = 0; at < bytes.length; at += 1) {
      const broken = bytes.slice();
      broken[at]! ^= 1;
      expect(Timeline.fromSegments([broken])).toBeUndefined();
    }
    expect(Timeline.fromSegments([bytes])).toBeDefined();
  });

  test('cut short, or nothing', () => {
    for (const length of [0, 7, magic.length + digestLength, bytes.length - 1]) {
      expect(Timeline.fromSegments([bytes.subarray(0, length)])).toBeUndefined();
    }
  });
});

test('instants of canonical texts are read as parseInstant reads them', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1900, 0), max: Date.UTC(2100, 0) }),
      fc.boolean(),
      (instant, whole) => {
        const text = formatInstant(whole ? Math.floor(instant / 1000) * 1000 : instant);
        expect(instantOfCanonicalText(text)).toBe(parseInstant(text));
      },
    ),
  );
});

test('fact ids come back from their words', () => {
  fc.assert(
    fc.property(fc.uuid(), (id) => {
      const words = new Uint32Array(8);
      writeFactId(id, words, 4);
      expect(readFactId(words, 4)).toBe(id);
    }),
  );
});
