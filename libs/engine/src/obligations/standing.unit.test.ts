import { formatInstantSeconds } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { worldOf } from '../testing/books.js';
import type { FactLine } from '../testing/scenario.js';
import type { Occurrence } from './occurrence.js';

const digest = 'a'.repeat(64);

function owed(more: string): string {
  return `
obligations:
  - { id: report, owedBy: provider, due: { each: period, on: 10th business day after end, calendar: office }${more} }`;
}
const fact = (type: string, effectiveAt: string, more: Readonly<Record<string, unknown>> = {}): FactLine => ({
  type: `Obligation${type}`,
  effectiveAt,
  obligation: 'report',
  ...more,
});
const january = { period: '2025-01' };

function all(clauses: string, facts: readonly FactLine[], valuedAt: string): readonly Occurrence[] {
  return worldOf(clauses, facts, valuedAt).obligations.occurrences;
}
/** January's report is due on 14 February 2025 at 17:00. */
function first(more: string, facts: readonly FactLine[], valuedAt = '2025-02-28T12:00:00Z'): Occurrence {
  return all(owed(more), facts, valuedAt)[0]!;
}
const at = (instant: number | undefined): string | undefined =>
  instant === undefined ? undefined : formatInstantSeconds(instant);
const whys = ({ acts }: Occurrence) => acts.map(({ kind, noEffect }) => [kind, noEffect]);

describe('the due instant', () => {
  test.each([
    ['2025-02-14T16:59:59Z', 'met', 0],
    ['2025-02-14T17:00:00Z', 'met', 0],
    ['2025-02-14T17:00:01Z', 'missed', 0],
    ['2025-02-15T00:00:00Z', 'missed', 1],
  ])('done at %s it is %s, %d days late', (when, state, daysLate) => {
    expect(first('', [fact('Fulfilled', when, january)])).toMatchObject({ state, daysLate });
  });

  test.each([
    ['2025-02-14T17:00:00Z', 'open', 0],
    ['2025-02-14T17:00:01Z', 'missed', 0],
    ['2025-02-20T08:00:00Z', 'missed', 6],
  ])('not done and valued at %s it is %s', (valuedAt, state, daysLate) => {
    expect(first('', [], valuedAt)).toMatchObject({ state, daysLate });
  });

  test.each([
    ['2025-02-21T17:00:00Z', 'late'],
    ['2025-02-21T17:00:01Z', 'missed'],
  ])('with a time before it is missed, done at %s it is %s', (when, state) => {
    const more = ', missedAfter: 5 business days';
    expect(first(more, [fact('Fulfilled', when, january)])).toMatchObject({ state, daysLate: 7 });
    // Before anything was done: overdue until then, missed from the next second on.
    expect(first(more, [], when).state).toBe(state === 'late' ? 'overdue' : 'missed');
  });

  test('what was done stays done at a later valuation, and is not known at an earlier one', () => {
    const facts = [fact('Fulfilled', '2025-02-13T09:00:00Z', january)];
    expect(first('', facts, '2025-02-13T08:59:59Z').state).toBe('open');
    expect(first('', facts, '2025-02-13T09:00:00Z').state).toBe('met');
  });
});

describe('evidence', () => {
  test('required and missing, it is not done, and the occurrence says so', () => {
    const more = ', evidence: required';
    const without = first(more, [fact('Fulfilled', '2025-02-10T09:00:00Z', january)]);
    expect([without.state, whys(without)]).toEqual(['missed', [['fulfilled', 'no-evidence']]]);
    const later = first(more, [
      fact('Fulfilled', '2025-02-10T09:00:00Z', january),
      fact('Fulfilled', '2025-02-11T09:00:00Z', { ...january, evidenceDigest: digest }),
    ]);
    expect([later.state, at(later.doneAt)]).toEqual(['met', '2025-02-11T09:00:00Z']);
  });

  test('what is accepted without it is not done either', () => {
    const { state } = first(', evidence: required, acceptance: required', [
      fact('Accepted', '2025-02-10T09:00:00Z', january),
    ]);
    expect(state).toBe('missed');
  });
});

describe('acceptance', () => {
  const delivered = fact('Fulfilled', '2025-02-10T10:00:00Z', january);

  test('by the other party counts from the delivery', () => {
    const accepted = fact('Accepted', '2025-02-27T10:00:00Z', january);
    expect(first(', acceptance: required', [delivered, accepted])).toMatchObject({
      state: 'met',
      acceptedBy: 'fact',
      doneAt: Date.parse('2025-02-10T10:00:00Z') / 1000,
    });
    expect(first(', acceptance: required', [delivered]).state).toBe('delivered');
    expect(first(', acceptance: required', [fact('Fulfilled', '2025-02-15T10:00:00Z', january)]).state).toBe(
      'missed',
    );
  });

  // Five business days after Monday 10 February end on Monday 17 February at 17:00.
  test.each([
    ['2025-02-17T16:59:59Z', 'delivered', undefined],
    ['2025-02-17T17:00:00Z', 'delivered', undefined],
    ['2025-02-17T17:00:01Z', 'met', 'silence'],
  ])('by silence, valued at %s: %s', (valuedAt, state, acceptedBy) => {
    expect(first(', acceptedAfter: 5 business days', [delivered], valuedAt)).toMatchObject({
      state,
      acceptedBy,
    });
  });

  test.each([
    ['2025-02-17T17:00:00Z', 'missed', undefined],
    ['2025-02-17T17:00:01Z', 'met', 'already-accepted'],
  ])('refused at %s: %s', (when, state, noEffect) => {
    const found = first(', acceptedAfter: 5 business days', [delivered, fact('Refused', when, january)]);
    expect([found.state, found.acts.at(-1)!.noEffect]).toEqual([state, noEffect]);
  });

  test('a refusal opens it again, and a better delivery in time is met', () => {
    const facts = [
      delivered,
      fact('Refused', '2025-02-11T10:00:00Z', january),
      fact('Fulfilled', '2025-02-14T10:00:00Z', january),
      fact('Accepted', '2025-02-20T10:00:00Z', january),
    ];
    const { state, doneAt } = first(', acceptance: required', facts);
    expect([state, at(doneAt)]).toEqual(['met', '2025-02-14T10:00:00Z']);
  });

  test('where none is needed, a refusal has no effect', () => {
    const found = first('', [delivered, fact('Refused', '2025-02-11T10:00:00Z', january)]);
    expect([found.state, found.acts.at(-1)!.noEffect]).toEqual(['met', 'needs-no-acceptance']);
  });

  test('a delivery that is late, but not missed, waits as overdue and is late once accepted', () => {
    const more = ', acceptance: required, missedAfter: 5 business days';
    const late = fact('Fulfilled', '2025-02-20T10:00:00Z', january);
    expect(first(more, [late]).state).toBe('overdue');
    expect(first(more, [late, fact('Accepted', '2025-02-27T10:00:00Z', january)])).toMatchObject({
      state: 'late',
      daysLate: 6,
    });
  });
});

describe('a waiver', () => {
  const waived = fact('Waived', '2025-02-20T10:00:00Z', january);
  test('makes a miss none, but takes nothing from what was met', () => {
    expect(first('', [waived])).toMatchObject({ state: 'waived', daysLate: 0 });
    expect(first('', [waived], '2025-02-20T09:59:59Z').state).toBe('missed');
    expect(first('', [fact('Fulfilled', '2025-02-10T10:00:00Z', january), waived]).state).toBe('met');
  });
});

describe('facts that name no occurrence', () => {
  const states = (facts: readonly FactLine[], more = '', valuedAt = '2025-04-30T00:00:00Z') =>
    all(owed(more), facts, valuedAt).map(({ key, state }) => `${key} ${state}`);

  test('are about the oldest open one', () => {
    expect(
      states([fact('Fulfilled', '2025-02-10T10:00:00Z'), fact('Fulfilled', '2025-03-10T10:00:00Z')]),
    ).toEqual(['2025-01 met', '2025-02 met', '2025-03 missed']);
    // January's was never delivered, so a report without a period is January's.
    expect(states([fact('Fulfilled', '2025-03-10T10:00:00Z')])).toEqual([
      '2025-01 missed',
      '2025-02 missed',
      '2025-03 missed',
    ]);
  });

  test("a report before the end of the first open period is that period's", () => {
    expect(states([fact('Fulfilled', '2025-01-31T10:00:00Z')])[0]).toBe('2025-01 met');
  });

  test('an acceptance is of the oldest that waits', () => {
    const facts = [
      fact('Fulfilled', '2025-02-10T10:00:00Z', january),
      fact('Fulfilled', '2025-03-10T10:00:00Z', { period: '2025-02' }),
      fact('Accepted', '2025-03-11T10:00:00Z'),
    ];
    expect(states(facts, ', acceptance: required')).toEqual([
      '2025-01 met',
      '2025-02 delivered',
      '2025-03 missed',
    ]);
  });

  test('one that means no occurrence is kept with the reason', () => {
    const { obligations } = worldOf(
      owed(''),
      [
        fact('Fulfilled', '2025-02-10T10:00:00Z', { period: '2024-12' }),
        fact('Fulfilled', '2025-02-10T10:00:00Z'),
        fact('Fulfilled', '2025-02-10T11:00:00Z', { period: '2025-02' }),
        fact('Refused', '2025-02-11T10:00:00Z'),
      ],
      '2025-03-01T00:00:00Z',
    ).obligations;
    expect(obligations[0]!.unheard.map(({ why }) => why)).toEqual(['no-such-occurrence', 'nothing-open']);
  });

  test('a taken-out fact counts no more', () => {
    const line = fact('Fulfilled', '2025-02-10T10:00:00Z', january);
    const { timeline } = worldOf(owed(''), [line], '2025-02-28T00:00:00Z');
    const id = timeline.facts('ObligationFulfilled')[0]!.fact.id;
    const retracted = {
      type: 'FactRetracted',
      effectiveAt: '2025-02-20T10:00:00Z',
      fact: id,
      reason: 'not sent',
    };
    expect(first('', [line, retracted]).state).toBe('missed');
  });
});

describe('reviews', () => {
  const clauses =
    'reviews: [ { id: monthly, each: month, within: 10 business days after end, with: [client, provider], calendar: office } ]';
  const held = (attendees: readonly string[] | undefined, effectiveAt = '2025-02-14T17:00:00Z') => ({
    type: 'ReviewHeld',
    effectiveAt,
    review: 'monthly',
    period: '2025-01',
    ...(attendees === undefined ? {} : { attendees }),
  });

  test.each([
    [['client', 'provider'], 'met', undefined],
    [['fastfibre', 'provider', 'client'], 'met', undefined],
    [['provider'], 'missed', 'parties-missing'],
    [undefined, 'missed', 'parties-missing'],
  ])('held by %j it is %s', (attendees, state, noEffect) => {
    const [found] = all(clauses, [held(attendees)], '2025-02-28T00:00:00Z');
    expect([found!.state, found!.acts[0]!.noEffect]).toEqual([state, noEffect]);
  });

  test('held a second late it is missed', () => {
    expect(
      all(clauses, [held(['client', 'provider'], '2025-02-14T17:00:01Z')], '2025-02-28T00:00:00Z')[0]!.state,
    ).toBe('missed');
  });
});
