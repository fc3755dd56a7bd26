import { formatInstantSeconds } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import type { FactLine } from '../testing/scenario.js';
import { worldOf } from '../testing/books.js';
import type { ReliefLife } from './relief-life.js';

const client = { party: 'client' };
const provider = { party: 'provider' };
const delay = { from: '2025-03-03T10:00:00Z', until: '2025-03-03T12:00:00Z' };

function claimed(noticeGivenAt: string, more: Readonly<Record<string, unknown>> = {}): FactLine {
  return {
    type: 'ReliefClaimed',
    effectiveAt: noticeGivenAt,
    relief: 'R1',
    cause: 'power cut',
    ...delay,
    ...more,
  };
}
function decided(
  type: 'ReliefGranted' | 'ReliefRefused',
  effectiveAt: string,
  assertedBy: { readonly party: string },
  more: Readonly<Record<string, unknown>> = {},
): FactLine {
  return { type, effectiveAt, relief: 'R1', assertedBy, ...more };
}
const granted = (at: string, by: { readonly party: string }, more = {}): FactLine =>
  decided('ReliefGranted', at, by, more);
const refused = (at: string, by: { readonly party: string }): FactLine => decided('ReliefRefused', at, by);

function lifeOf(
  rules: string,
  facts: readonly FactLine[],
  valuedAt = '2025-06-01T00:00:00Z',
  amendments: Parameters<typeof worldOf>[4] = [],
): ReliefLife {
  const clauses = rules === '' ? '' : `relief: ${rules}`;
  const lives = worldOf(clauses, facts, valuedAt, {}, amendments).reliefs.reliefs;
  expect(lives).toHaveLength(1);
  return lives[0]!;
}
/** How it stands, by what, from and until when it was granted, and why each decision counts for nothing. */
function inShort({ state, settledBy, granted: extent, decisions }: ReliefLife): readonly unknown[] {
  const time = extent && [extent.from, extent.until].map((at) => formatInstantSeconds(at).slice(11, 16));
  return [state, settledBy, time?.join('-'), ...decisions.map(({ noEffect }) => noEffect ?? 'counts')];
}

describe('a claim of relief', () => {
  test('is worth nothing until it is granted, and what is granted of it then', () => {
    expect(inShort(lifeOf('', [claimed('2025-03-04T09:00:00Z')]))).toEqual(['claimed', undefined, undefined]);
    const part = { from: '2025-03-03T10:30:00Z' };
    const facts = [claimed('2025-03-04T09:00:00Z'), granted('2025-03-05T09:00:00Z', client, part)];
    expect(inShort(lifeOf('', facts))).toEqual(['granted', 'decision', '10:30-12:00', 'counts']);
    // As of an instant before the grant happened nothing was granted.
    expect(lifeOf('', facts, '2025-03-05T08:59:59Z').state).toBe('claimed');
    expect(lifeOf('', facts, '2025-03-05T09:00:00Z').state).toBe('granted');
  });

  test('again under the same key replaces what was claimed', () => {
    const again = claimed('2025-03-05T09:00:00Z', { until: '2025-03-03T13:00:00Z' });
    const facts = [claimed('2025-03-04T09:00:00Z'), again, granted('2025-03-06T09:00:00Z', client)];
    expect(inShort(lifeOf('', facts))).toEqual(['granted', 'decision', '10:00-13:00', 'counts']);
  });

  test('the last decision of the party that decides counts', () => {
    const facts = [
      claimed('2025-03-04T09:00:00Z'),
      granted('2025-03-05T09:00:00Z', client),
      refused('2025-03-06T09:00:00Z', client),
    ];
    expect(inShort(lifeOf('', facts))).toEqual(['refused', 'decision', undefined, 'superseded', 'counts']);
    const back = granted('2025-03-07T09:00:00Z', client, { until: '2025-03-03T11:00:00Z' });
    expect(inShort(lifeOf('', [...facts, back]))).toEqual([
      'granted',
      'decision',
      '10:00-11:00',
      'superseded',
      'superseded',
      'counts',
    ]);
  });

  test('a grant without a claim needs a time of its own', () => {
    const without = lifeOf('', [granted('2025-03-05T09:00:00Z', client)]);
    expect(inShort(without)).toEqual(['claimed', undefined, undefined, 'no-interval']);
    const own = lifeOf('{ claimWithin: 5 business days, calendar: office }', [
      granted('2025-03-05T09:00:00Z', client, delay),
    ]);
    expect(inShort(own)).toEqual(['granted', 'decision', '10:00-12:00', 'counts']);
  });
});

describe('who decides', () => {
  const claim = claimed('2025-03-04T09:00:00Z');

  test.each([
    ['', client, 'granted', 'counts'],
    ['', { party: 'Acme' }, 'granted', 'counts'],
    ['', provider, 'claimed', 'not-theirs-to-decide'],
    ['', { party: 'Northwind' }, 'claimed', 'not-theirs-to-decide'],
    ['', { party: 'an auditor' }, 'claimed', 'not-theirs-to-decide'],
    ['{ decidedBy: provider }', { party: 'Northwind' }, 'granted', 'counts'],
    ['{ decidedBy: provider }', client, 'claimed', 'not-theirs-to-decide'],
    ['{ decidedBy: both }', client, 'claimed', 'counts'],
    ['{ decidedBy: both }', { party: 'an auditor' }, 'claimed', 'not-theirs-to-decide'],
  ])('%s %o: %s', (rules, party, state, counts) => {
    const life = lifeOf(rules, [claim, granted('2025-03-05T09:00:00Z', party)]);
    expect([life.state, life.decisions[0]!.noEffect ?? 'counts']).toEqual([state, counts]);
  });

  test('where both do, what both grant is granted, and either may refuse', () => {
    const both = '{ decidedBy: both }';
    const first = granted('2025-03-05T09:00:00Z', provider, { until: '2025-03-03T11:30:00Z' });
    const second = granted('2025-03-06T09:00:00Z', client, { from: '2025-03-03T10:15:00Z' });
    expect(inShort(lifeOf(both, [claim, first, second])).slice(0, 3)).toEqual([
      'granted',
      'decision',
      '10:15-11:30',
    ]);
    const never = granted('2025-03-06T09:00:00Z', client, { from: '2025-03-03T11:30:00Z' });
    expect(lifeOf(both, [claim, first, never]).state).toBe('claimed');
    expect(lifeOf(both, [claim, first, refused('2025-03-06T09:00:00Z', client)]).state).toBe('refused');
  });

  test.each([
    [{}, {}, [undefined, undefined]],
    [{ tickets: ['T1', 'T2'] }, {}, [['T1', 'T2'], undefined]],
    [{ tickets: ['T1', 'T2'] }, { tickets: ['T2', 'T3'] }, [['T2'], undefined]],
    [{}, { services: ['mail'] }, [undefined, ['mail']]],
    [{ services: ['mail', 'vpn'] }, { services: ['vpn'], tickets: ['T1'] }, [undefined, ['vpn']]],
    [{ tickets: ['T1'] }, { tickets: ['T2'] }, undefined],
    [{ tickets: ['T1'] }, { services: ['mail'] }, undefined],
  ])('what two grants have in common: %o and %o', (mine, yours, common) => {
    const { granted: extent } = lifeOf('{ decidedBy: both }', [
      claim,
      granted('2025-03-05T09:00:00Z', client, mine),
      granted('2025-03-05T10:00:00Z', provider, yours),
    ]);
    expect(extent && [extent.tickets, extent.services]).toEqual(common);
  });
});

describe('notice', () => {
  // Aware on Monday 3 March; the fifth business day after it is Monday 10 March, which closes at five.
  const rules = '{ claimWithin: 5 business days, calendar: office }';
  const grant = granted('2025-03-20T09:00:00Z', client);

  test.each([
    ['2025-03-10T16:59:59Z', 'granted'],
    ['2025-03-10T17:00:00Z', 'granted'],
    ['2025-03-10T17:00:01Z', 'out-of-time'],
    ['2025-03-11T09:00:00Z', 'out-of-time'],
  ])('given at %s: %s', (notice, state) => {
    const life = lifeOf(rules, [claimed(notice, { awareAt: delay.from }), grant]);
    expect(life.state).toBe(state);
    expect(formatInstantSeconds(life.claimBy!)).toBe('2025-03-10T17:00:00Z');
  });

  test('counts as stated, and awareness from when the delay began unless it is stated', () => {
    const stated = { noticeGivenAt: '2025-03-10T12:00:00Z' };
    expect(lifeOf(rules, [claimed('2025-03-12T09:00:00Z', stated), grant]).state).toBe('granted');
    const later = { awareAt: '2025-03-05T09:00:00Z' };
    expect(lifeOf(rules, [claimed('2025-03-12T09:00:00Z', later), grant]).state).toBe('granted');
    expect(lifeOf(rules, [claimed('2025-03-13T09:00:00Z', later), grant]).state).toBe('out-of-time');
  });

  test('out of time nothing is granted, unless the terms let it be', () => {
    const late = claimed('2025-03-11T09:00:00Z');
    expect(inShort(lifeOf(rules, [late, grant]))).toEqual([
      'out-of-time',
      'notice',
      undefined,
      'out-of-time',
    ]);
    const lenient = '{ claimWithin: 5 business days, calendar: office, outOfTime: may-be-granted }';
    expect(inShort(lifeOf(lenient, [late]))).toEqual(['out-of-time', undefined, undefined]);
    expect(inShort(lifeOf(lenient, [late, grant]))).toEqual(['granted', 'decision', '10:00-12:00', 'counts']);
    const no = refused('2025-03-20T09:00:00Z', client);
    expect(inShort(lifeOf(lenient, [late, no]))).toEqual(['refused', 'decision', undefined, 'counts']);
    // Silence grants nothing that was claimed too late.
    const silent = lenient.replace('}', ', undecided: { after: 5 business days, counts: granted } }');
    expect(inShort(lifeOf(silent, [late]))).toEqual(['out-of-time', undefined, undefined]);
  });

  test('stands under the terms in force when the provider became aware', () => {
    const amendment = {
      recordedAt: '2025-03-05T00:00:00Z',
      yaml: `
amendment: A1
agreement: acme-northwind
kind: amendment
effectiveFrom: 2025-03-05
executedAt: 2025-03-05
change: { relief: { claimWithin: 1 calendar day } }
`,
    };
    const claim = (awareAt: string): FactLine => claimed('2025-03-10T09:00:00Z', { awareAt });
    const under = (awareAt: string): string =>
      lifeOf(rules, [claim(awareAt), grant], undefined, [amendment]).state;
    expect(under('2025-03-04T23:59:59Z')).toBe('granted');
    expect(under('2025-03-05T00:00:00Z')).toBe('out-of-time');
  });
});

describe('silence', () => {
  const claim = claimed('2025-03-04T09:00:00Z');
  const after = (counts: string, more = ''): string =>
    `{ undecided: { after: 10 calendar days, counts: ${counts} }${more} }`;
  const end = '2025-03-14T23:59:59Z';
  const next = '2025-03-15T00:00:00Z';

  test.each([
    ['granted', '10:00-12:00'],
    ['refused', undefined],
  ])('counts as %s from the day after the tenth', (counts, time) => {
    expect(lifeOf(after(counts), [claim], end).state).toBe('claimed');
    expect(inShort(lifeOf(after(counts), [claim], next))).toEqual([counts, 'silence', time]);
  });

  test('does not decide what was decided by then, at the very last instant either', () => {
    expect(inShort(lifeOf(after('granted'), [claim, refused(end, client)]))).toEqual([
      'refused',
      'decision',
      undefined,
      'counts',
    ]);
    // Nobody else's decision breaks it.
    expect(inShort(lifeOf(after('granted'), [claim, refused(end, provider)]))).toEqual([
      'granted',
      'silence',
      '10:00-12:00',
      'not-theirs-to-decide',
    ]);
  });

  test('what it granted is not taken back; what it refused may still be granted', () => {
    expect(inShort(lifeOf(after('granted'), [claim, refused(next, client)]))).toEqual([
      'granted',
      'silence',
      '10:00-12:00',
      'after-silence',
    ]);
    expect(inShort(lifeOf(after('refused'), [claim, granted(next, client)]))).toEqual([
      'granted',
      'decision',
      '10:00-12:00',
      'counts',
    ]);
    expect(inShort(lifeOf(after('refused'), [claim, refused(next, client)]))).toEqual([
      'refused',
      'decision',
      undefined,
      'counts',
    ]);
  });

  test('of one of two parties grants no more than the other did', () => {
    const half = granted('2025-03-05T09:00:00Z', client, { until: '2025-03-03T11:00:00Z' });
    expect(inShort(lifeOf(after('granted', ', decidedBy: both'), [claim, half]))).toEqual([
      'granted',
      'silence',
      '10:00-11:00',
      'counts',
    ]);
  });
});

describe('lateness of the client', () => {
  const clauses = `
obligations:
  - { id: access, owedBy: client, due: { within: 4h, of: request, calendar: always }, whenLate: relief }
  - { id: data, owedBy: client, due: { each: period, within: 5 calendar days after end }, missedAfter: 5 calendar days, whenMissed: relief }`;
  const asked: readonly FactLine[] = [
    {
      type: 'TicketOpened',
      effectiveAt: '2025-01-06T08:00:00Z',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
    },
    {
      type: 'TicketTransitioned',
      effectiveAt: '2025-01-06T09:00:00Z',
      ticket: 'T1',
      status: 'waiting-client',
    },
    { type: 'TicketTransitioned', effectiveAt: '2025-01-06T15:00:00Z', ticket: 'T1', status: 'in-progress' },
  ];
  const livesAt = (valuedAt: string) =>
    worldOf(clauses, asked, valuedAt).reliefs.reliefs.map(({ key, cause, settledBy, running, granted }) => [
      key,
      cause,
      settledBy,
      running,
      formatInstantSeconds(granted!.from),
      formatInstantSeconds(granted!.until),
      granted!.tickets,
    ]);

  test('is relief by the terms, from the due instant until it was done', () => {
    const access = ['obligation.access.T1', 'obligation access', 'terms'];
    expect(livesAt('2025-01-06T13:00:00Z')).toEqual([]);
    expect(livesAt('2025-01-06T14:00:00Z')).toEqual([
      [...access, true, '2025-01-06T13:00:00Z', '2025-01-06T14:00:00Z', ['T1']],
    ]);
    expect(livesAt('2025-02-10T23:59:59Z')).toEqual([
      [...access, false, '2025-01-06T13:00:00Z', '2025-01-06T15:00:00Z', ['T1']],
    ]);
  });

  test('of what was only missed is relief once it is missed, from the due instant on', () => {
    expect(livesAt('2025-02-11T00:00:00Z')[1]).toEqual([
      'obligation.data.2025-01',
      'obligation data',
      'terms',
      true,
      '2025-02-06T00:00:00Z',
      '2025-02-11T00:00:00Z',
      undefined,
    ]);
  });
});

describe('obligations of the provider', () => {
  const clauses = `
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 5 calendar days after end }, whenMissed: { credit: { fixed: "250.00" } } }
  - { id: close, owedBy: provider, due: { within: 4h, of: ticket-closed, calendar: always } }`;
  const closed: readonly FactLine[] = [
    {
      type: 'TicketOpened',
      effectiveAt: '2025-01-06T08:00:00Z',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
      service: 'mail',
    },
    { type: 'TicketClosed', effectiveAt: '2025-01-06T09:00:00Z', ticket: 'T1' },
  ];
  const stateOf = (id: string, grant: Readonly<Record<string, unknown>>, claim = {}): string | undefined =>
    worldOf(
      clauses,
      [
        ...closed,
        claimed('2025-02-08T09:00:00Z', {
          from: '2025-01-01T00:00:00Z',
          until: '2025-12-31T00:00:00Z',
          ...claim,
        }),
        granted('2025-02-09T09:00:00Z', client, grant),
      ],
      '2025-02-20T00:00:00Z',
    ).obligations.occurrences.find((occurrence) => occurrence.id === id)?.state;

  // Due on the last second of 5 February.
  test.each([
    ['2025-02-05T23:59:58Z', '2025-02-05T23:59:59Z', 'missed'],
    ['2025-02-05T23:59:58Z', '2025-02-06T00:00:00Z', 'excused'],
    ['2025-02-05T23:59:59Z', '2025-02-06T00:00:00Z', 'excused'],
    ['2025-02-06T00:00:00Z', '2025-02-06T00:00:01Z', 'missed'],
  ])('are excused where relief covers the due instant: from %s until %s: %s', (from, until, state) => {
    expect(stateOf('report', { from, until })).toBe(state);
  });

  test('of a ticket by relief for it, all others by relief for everything', () => {
    const all = { from: '2025-01-01T00:00:00Z', until: '2025-12-31T00:00:00Z' };
    expect([stateOf('report', all), stateOf('close', all)]).toEqual(['excused', 'excused']);
    const ticket = { ...all, tickets: ['T1'] };
    expect([stateOf('report', ticket), stateOf('close', ticket)]).toEqual(['missed', 'excused']);
    const service = { ...all, services: ['mail'] };
    expect([stateOf('report', service), stateOf('close', service)]).toEqual(['missed', 'excused']);
    const other = { ...all, services: ['vpn'] };
    expect([stateOf('report', other), stateOf('close', other)]).toEqual(['missed', 'missed']);
    const level = { serviceLevels: ['some'] };
    expect([stateOf('report', all, level), stateOf('close', all, level)]).toEqual(['missed', 'missed']);
  });
});
