import { type Fact, factCatalogue, type FactType } from '@tallystick/facts';
import { formatInstantSeconds } from '@tallystick/quantities';
import { responseEvidenceKinds } from '@tallystick/terms';
import { describe, expect, test } from 'vitest';
import {
  at,
  fact,
  opened,
  priority,
  resolved,
  status,
  type TestEvent,
  timelineOf,
} from '../clocks/clock-test-kit.js';
import { instantOfCanonicalText } from './canonical-instant.js';
import { responseEvidence, ticketEventNames } from './event-kinds.js';
import { Timeline } from './timeline.js';

let lastId = 0;
function fresh(event: TestEvent, ticket?: string): Fact {
  lastId += 1;
  return fact(event, ticket, `10000000-0000-4000-8000-${String(lastId).padStart(12, '0')}`);
}

/** Records facts one after the other; each entry may be a fact made before. */
function record(...facts: Fact[]): Timeline {
  const timeline = new Timeline();
  facts.forEach((next, index) => timeline.add(index + 1, next));
  return timeline;
}

const retract = (target: Fact): Fact =>
  fresh([at('9 00:00'), 'FactRetracted', { fact: target.id, reason: 'wrong' }]);

describe('the catalogue', () => {
  test('every ticket fact has a row kind', () => {
    const tickets = Object.entries(factCatalogue).filter(([, { family }]) => family === 'ticket');
    expect([...ticketEventNames].sort()).toEqual(tickets.map(([type]) => type).sort());
  });

  test('every evidence of a response has a code', () => {
    expect([...responseEvidence].sort()).toEqual([...responseEvidenceKinds].sort());
  });
});

describe('facts that are taken out', () => {
  const opening = fresh(opened(at('3 09:00')), 'T1');
  const wrong = fresh(resolved(at('3 10:00')), 'T1');

  test('a retraction takes a fact out, whichever was recorded first', () => {
    for (const timeline of [record(opening, wrong, retract(wrong)), record(retract(wrong), opening, wrong)]) {
      expect(timeline.ticket(0).status).toBe('new');
      expect(timeline.factIdsOfTicket(0)).toEqual([opening.id]);
      expect(timeline.isTakenOut(wrong.id)).toBe(true);
    }
  });

  test('a retraction can be retracted', () => {
    const retraction = retract(wrong);
    const timeline = record(opening, wrong, retraction, retract(retraction));
    expect(timeline.ticket(0).status).toBe('resolved');
    expect(timeline.isTakenOut(wrong.id)).toBe(false);
  });

  test('an upheld contest takes a fact out, an open or rejected one does not', () => {
    const contested = fresh([at('4 09:00'), 'FactContested', { fact: wrong.id, reason: 'not solved' }]);
    const settled = (outcome: string) =>
      fresh([at('5 09:00'), 'ContestSettled', { fact: wrong.id, outcome }]);
    const open = record(opening, wrong, contested);
    expect(open.ticket(0).status).toBe('resolved');
    expect(open.contests).toMatchObject([
      {
        factId: wrong.id,
        status: 'open',
        contestedBy: 'provider',
        subject: { type: 'TicketResolved', ticket: 'T1' },
      },
    ]);
    const rejected = record(opening, wrong, contested, settled('rejected'));
    expect(rejected.ticket(0).status).toBe('resolved');
    expect(rejected.contests[0]).toMatchObject({ status: 'rejected', settledAt: at('5 09:00') * 1000 });
    const upheld = record(opening, wrong, contested, settled('upheld'));
    expect(upheld.ticket(0).status).toBe('new');
    expect(upheld.contests[0]!.status).toBe('upheld');
  });

  test('a contest of a settled fact is a further contest', () => {
    const contest = (day: string) =>
      fresh([at(`${day} 09:00`), 'FactContested', { fact: wrong.id, reason: 'no' }]);
    const settled = fresh([at('5 09:00'), 'ContestSettled', { fact: wrong.id, outcome: 'rejected' }]);
    const timeline = record(opening, wrong, contest('4'), settled, contest('6'));
    expect(timeline.contests.map((found) => found.status)).toEqual(['rejected', 'open']);
  });
});

describe('what is known', () => {
  const facts = [
    fresh(opened(at('3 09:00')), 'T1'),
    fresh(resolved(at('3 12:00')), 'T1'),
    fresh(opened(at('2 09:00')), 'T2'),
    fresh([at('3 10:00'), 'SurveyAnswered', { survey: 'satisfaction', score: '4' }]),
  ];
  const whole = record(...facts, retract(facts[1]!));

  test('at a position: only the facts up to it', () => {
    expect(whole.knownAt(1).ticket(0).status).toBe('new');
    expect(whole.knownAt(2).ticket(0).status).toBe('resolved');
    expect(whole.ticket(0).status).toBe('new');
    expect(whole.knownAt(2).ticketsInOrder()).toEqual(Int32Array.of(0));
    expect(whole.ticketsInOrder()).toEqual(Int32Array.of(0, 1));
    expect(whole.knownAt(3).surveys).toEqual([]);
    expect(whole.surveys).toHaveLength(1);
  });

  test('its head and its earliest fact', () => {
    expect([whole.lastPosition, whole.factCount]).toEqual([5, 4]);
    expect(whole.knownAt(3)).toMatchObject({
      lastPosition: 3,
      factCount: 3,
      lastRecordedAt: at('2 09:00') * 1000,
    });
    expect(whole.knownAt(2).earliestEffectiveAt).toBe(at('3 09:00') * 1000);
    expect(whole.earliestEffectiveAt).toBe(at('2 09:00') * 1000);
    expect(new Timeline()).toMatchObject({
      lastPosition: -1,
      lastRecordedAt: undefined,
      earliestEffectiveAt: undefined,
    });
  });

  test('adding goes on, and a past knowledge stays what it was', () => {
    const timeline = record(...facts);
    const before = timeline.knownAt(4);
    expect(before.ticket(1).status).toBe('new');
    timeline.add(5, fresh(resolved(at('4 09:00')), 'T2'));
    expect(before.ticket(1).status).toBe('new');
    expect(timeline.ticket(1).status).toBe('resolved');
    expect(() => before.add(6, facts[0]!)).toThrow('Invariant broken');
  });

  test('the facts of a ticket recorded after a position', () => {
    expect(whole.factIdsOfTicket(0, 0)).toEqual([facts[0]!.id]);
    expect(whole.knownAt(4).factIdsOfTicket(0, 1)).toEqual([facts[1]!.id]);
  });
});

describe('a ticket', () => {
  test('in full', () => {
    const timeline = timelineOf([
      opened(at('3 09:00'), 'P3', {
        service: 'email',
        reportedAt: '2025-03-03T08:30:00Z',
        openedBy: 'client',
      }),
      priority(at('3 09:30'), 'P2'),
      [at('3 09:40'), 'TicketAssigned', { group: 'first line', party: 'provider' }],
      status(at('3 10:00'), 'waiting-client', 'asked for a log'),
      [at('3 10:10'), 'TicketReclassified', { category: 'mailbox', site: 'Leeds' }],
      [at('3 10:20'), 'TicketLinked', { relation: 'parent', to: 'T0' }],
    ]);
    expect(timeline.ticket(0)).toMatchObject({
      ticket: 'T1',
      state: 'complete',
      ticketType: 'incident',
      service: 'email',
      category: 'mailbox',
      site: 'Leeds',
      openedAt: at('3 09:00'),
      reportedAt: at('3 08:30'),
      openedBy: 'client',
      status: 'waiting-client',
      priority: 'P2',
      parent: 'T0',
      duplicateOf: undefined,
    });
    expect(
      timeline.ticket(0).events.map(({ type, value, other, evidence }) => [type, value, other, evidence]),
    ).toEqual([
      ['TicketOpened', 'P3', undefined, false],
      ['TicketReprioritised', 'P2', undefined, false],
      ['TicketAssigned', 'provider', 'first line', false],
      ['TicketTransitioned', 'waiting-client', undefined, true],
      ['TicketReclassified', undefined, undefined, false],
      ['TicketLinked', 'parent', 'T0', false],
    ]);
  });

  test('a report stated later than the opening counts as at the opening', () => {
    const timeline = timelineOf([opened(at('3 09:00'), 'P3', { reportedAt: '2025-03-03T10:00:00Z' })]);
    expect(timeline.ticket(0).reportedAt).toBe(at('3 09:00'));
  });

  test('events of the same instant keep ledger order, whatever the order of adding', () => {
    const events = [
      opened(at('3 09:00')),
      status(at('3 10:00'), 'resolved'),
      status(at('3 10:00'), 'in-progress'),
    ];
    const facts = events.map((event) => fresh(event, 'T1'));
    const timeline = new Timeline();
    [2, 0, 1].forEach((index) => timeline.add(index + 1, facts[index]!));
    expect(timeline.ticket(0).status).toBe('in-progress');
  });

  test('as of an instant', () => {
    const timeline = timelineOf([opened(at('3 09:00')), resolved(at('3 12:00'))]);
    expect(timeline.ticket(0, at('3 11:59:59')).status).toBe('new');
    expect(timeline.ticket(0, at('3 12:00')).status).toBe('resolved');
    expect(timeline.ticket(0, at('3 08:59')).state).toBe('incomplete');
  });
});

describe('outages', () => {
  const began = (time: string, payload: object = {}, outage = 'O1'): Fact =>
    fresh([at(time), 'OutageBegan', { outage, service: 'email', ...payload }]);
  const ended = (time: string, outage = 'O1'): Fact => fresh([at(time), 'OutageEnded', { outage }]);
  const degraded = (time: string, shareAffected: string): Fact =>
    fresh([at(time), 'ServiceDegraded', { outage: 'O1', service: 'email', shareAffected }]);
  const shape = (timeline: Timeline) =>
    timeline
      .outages()
      .map(({ service, from, until, shares }) => [
        service,
        from,
        until,
        ...shares.map(({ share }) => share.toDecimal()),
      ]);

  test('begin, change their share and end; one that does not end is open', () => {
    const timeline = record(
      ended('3 12:00'),
      began('3 10:00', { shareAffected: '0.25' }),
      degraded('3 11:00', '0.5'),
      degraded('3 11:30', '0.5'),
      began('4 10:00', {}, 'O2'),
    );
    expect(shape(timeline)).toEqual([
      ['email', at('3 10:00'), at('3 12:00'), '0.25', '0.5'],
      ['email', at('4 10:00'), undefined, '1'],
    ]);
    expect(timeline.outages()[0]).toMatchObject({ lastPosition: 4, factIds: { length: 4 } });
    expect(timeline.outages('erp')).toEqual([]);
  });

  test('one key on several services, and again after its end', () => {
    const timeline = record(
      began('3 10:00'),
      began('3 10:30', { service: 'erp' }),
      ended('3 11:00'),
      began('3 12:00'),
    );
    expect(shape(timeline)).toEqual([
      ['email', at('3 10:00'), at('3 11:00'), '1'],
      ['erp', at('3 10:30'), at('3 11:00'), '1'],
      ['email', at('3 12:00'), undefined, '1'],
    ]);
  });

  test('a beginning and an end at the same instant: no length, whatever their ledger order', () => {
    const zero = [['email', at('3 10:00'), at('3 10:00'), '1']];
    expect(shape(record(began('3 10:00'), ended('3 10:00')))).toEqual(zero);
    expect(shape(record(ended('3 10:00'), began('3 10:00')))).toEqual(zero);
  });

  test('an end without an outage, and an end before the beginning, end nothing', () => {
    expect(shape(record(ended('3 10:00')))).toEqual([]);
    expect(shape(record(ended('3 09:00'), began('3 10:00')))).toEqual([
      ['email', at('3 10:00'), undefined, '1'],
    ]);
  });

  test('a share restated at the same instant replaces the first', () => {
    expect(shape(record(began('3 10:00'), degraded('3 10:00', '0.1')))).toEqual([
      ['email', at('3 10:00'), undefined, '0.1'],
    ]);
  });
});

describe('maintenance, changes and relief', () => {
  const window = { from: '2025-03-08T20:00:00Z', until: '2025-03-08T23:00:00Z' };

  test('a window as last announced, and called off', () => {
    const announced = (time: string, more: object) =>
      fresh([at(time), 'MaintenanceAnnounced', { maintenance: 'M1', service: 'email', ...window, ...more }]);
    const moved = announced('4 09:00', {
      until: '2025-03-08T22:00:00Z',
      noticeGivenAt: '2025-03-03T12:00:00Z',
    });
    const timeline = record(moved, announced('3 09:00', {}));
    expect(timeline.maintenances('email')).toMatchObject([
      { from: at('8 20:00'), until: at('8 22:00'), noticeGivenAt: at('3 12:00'), cancelledAt: undefined },
    ]);
    timeline.add(3, fresh([at('5 09:00'), 'MaintenanceCancelled', { maintenance: 'M1' }]));
    expect(timeline.maintenances()[0]).toMatchObject({ cancelledAt: at('5 09:00'), lastPosition: 3 });
    timeline.add(4, announced('6 09:00', {}));
    expect(timeline.maintenances()[0]).toMatchObject({
      cancelledAt: undefined,
      noticeGivenAt: at('6 09:00'),
    });
  });

  test('a change from its request to its end; unauthorised ones stand alone', () => {
    const timeline = record(
      fresh([at('5 09:00'), 'ChangeFinished', { change: 'C1', outcome: 'failed' }]),
      fresh([at('3 09:00'), 'ChangeRequested', { change: 'C1', changeType: 'normal', service: 'erp' }]),
      fresh([at('3 10:00'), 'ChangeApproved', { change: 'C1' }]),
      fresh([at('3 11:00'), 'ChangeScheduled', { change: 'C1', ...window }]),
      fresh([at('4 09:00'), 'ChangeStarted', { change: 'C1' }]),
      fresh([at('6 09:00'), 'UnauthorisedChangeFound', { service: 'erp' }]),
      fresh([at('6 09:00'), 'ChangeRejected', { change: 'C0' }]),
    );
    expect(timeline.changes).toMatchObject([
      { change: 'C0', rejectedAt: at('6 09:00') },
      {
        change: 'C1',
        changeType: 'normal',
        service: 'erp',
        requestedAt: at('3 09:00'),
        approvedAt: at('3 10:00'),
        scheduled: { from: at('8 20:00'), until: at('8 23:00'), noticeGivenAt: at('3 11:00') },
        startedAt: at('4 09:00'),
        finishedAt: at('5 09:00'),
        outcome: 'failed',
      },
      { change: undefined, service: 'erp', unauthorisedAt: at('6 09:00') },
    ]);
  });

  test('a relief: every claim and every decision, by whom, in the order in which they happened', () => {
    const claim = fresh([
      at('9 09:00'),
      'ReliefClaimed',
      { relief: 'R1', cause: 'power cut', ...window, tickets: ['T1', 'T2'] },
    ]);
    const claimed = {
      at: at('9 09:00'),
      cause: 'power cut',
      extent: { from: at('8 20:00'), until: at('8 23:00'), tickets: ['T1', 'T2'], services: undefined },
      serviceLevels: undefined,
      awareAt: at('8 20:00'),
      noticeGivenAt: at('9 09:00'),
      factId: claim.id,
    };
    const granted = fresh([
      at('9 10:00'),
      'ReliefGranted',
      { relief: 'R1', until: '2025-03-08T21:00:00Z', tickets: ['T1'], assertedBy: { party: 'client' } },
    ]);
    const refused = fresh([at('9 11:00'), 'ReliefRefused', { relief: 'R1' }]);
    expect(record(refused, claim, granted).reliefs).toEqual([
      {
        relief: 'R1',
        claims: [claimed],
        decisions: [
          {
            kind: 'granted',
            at: at('9 10:00'),
            party: 'client',
            from: undefined,
            until: at('8 21:00'),
            tickets: ['T1'],
            services: undefined,
            factId: granted.id,
          },
          {
            kind: 'refused',
            at: at('9 11:00'),
            party: 'provider',
            from: undefined,
            until: undefined,
            tickets: undefined,
            services: undefined,
            factId: refused.id,
          },
        ],
        factIds: [claim.id, granted.id, refused.id],
        lastPosition: 3,
      },
    ]);
    expect(record(granted).reliefs[0]).toMatchObject({ claims: [], decisions: [{ kind: 'granted' }] });
    const told = fresh([
      at('9 09:00'),
      'ReliefClaimed',
      {
        relief: 'R1',
        cause: 'power cut',
        ...window,
        awareAt: '2025-03-08T22:00:00Z',
        noticeGivenAt: '2025-03-09T08:00:00Z',
      },
    ]);
    expect(record(told).reliefs[0]!.claims[0]).toMatchObject({
      awareAt: at('8 22:00'),
      noticeGivenAt: at('9 08:00'),
    });
  });
});

test('other facts in effective order, terms and statements in ledger order', () => {
  const measured = (time: string): Fact =>
    fresh([at(time), 'MeasurementReported', { serviceLevel: 'x', value: '99' }]);
  const [late, early] = [measured('5 09:00'), measured('4 09:00')];
  expect(record(late, early).measurements.map(({ fact: { id } }) => id)).toEqual([early.id, late.id]);

  const signed = fresh([at('5 09:00'), 'AgreementSigned', { terms: {} }]);
  const rescinded = fresh([at('4 09:00'), 'TermsRescinded', { amendment: 'A1' }]);
  const timeline = record(signed, rescinded, early, early);
  expect(timeline.termsEntries.map(({ position }) => position)).toEqual([1, 2]);
  expect(timeline.measurements).toHaveLength(1);
  expect(timeline.issuedStatements).toEqual([]);
  const types: FactType[] = ['MeasurementReported'];
  expect(types.flatMap((type) => timeline.facts(type))).toHaveLength(1);
});

test('instants of canonical texts', () => {
  expect(instantOfCanonicalText(formatInstantSeconds(at('3 09:00')))).toBe(at('3 09:00') * 1000);
  expect(instantOfCanonicalText('2024-02-29T23:59:59.007Z')).toBe(Date.UTC(2024, 1, 29, 23, 59, 59, 7));
  expect(instantOfCanonicalText('2024-02-29T23:59:59+01:00')).toBe(Date.UTC(2024, 1, 29, 22, 59, 59));
  expect(() => instantOfCanonicalText('2024-02-30T23:59:59+01:00')).toThrow('is not an instant');
});
