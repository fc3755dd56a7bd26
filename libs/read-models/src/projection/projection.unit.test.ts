import { factIdOf, type FactType, newFact, type NewFact, type NewFactFields } from '@tallystick/facts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { FolderReadModels } from '../folder-read-models.js';
import { join } from 'node:path';
import { emptyLedger, type ExampleLedger } from '../testing/example-ledger.js';
import { historyAgreement, signHistories } from '../testing/random-history.js';
import { currentRows } from '../testing/stored-rows.js';
import type { ClockRow, TicketRow } from '../views/rows.js';
import { Projector } from './projector.js';

let ledger: ExampleLedger;
let folder: string;
let projector: Projector;
let models: FolderReadModels;
let facts = 0;

beforeEach(async () => {
  ledger = await emptyLedger('2025-01-01T00:00:00Z');
  folder = join(ledger.folder, 'views');
  projector = new Projector({ services: ledger.services, folder });
  models = new FolderReadModels(
    ledger.services,
    {
      look: () => undefined,
      projectAt: (head) => projector.projectAt(head),
      rebuild: () => projector.rebuild(),
      close: () => projector.close(),
    },
    folder,
  );
  await signHistories(ledger);
  await projector.catchUp();
});
afterEach(async () => {
  await models.close();
  await ledger.remove();
});

function make<T extends FactType>(
  type: T,
  effectiveAt: string,
  payload: Omit<NewFactFields<T>, 'id' | 'effectiveAt' | 'assertedBy' | 'source'>,
  party = 'provider',
): NewFact {
  facts += 1;
  const id = factIdOf(['directed', String(facts)], 0);
  return newFact(type, { id, effectiveAt, assertedBy: { party }, ...payload } as NewFactFields<T>) as NewFact;
}

/** Records facts at an instant and brings the rows there. */
async function record(at: string, ...batch: readonly NewFact[]): Promise<void> {
  ledger.at(at);
  await ledger.services.ledger.append(historyAgreement, 'any', batch);
  await projector.catchUp();
}

async function ticket(): Promise<TicketRow> {
  const [row] = await models.byKeys('tickets', [[historyAgreement, 'T1']]);
  return row!;
}

async function clock(serviceLevel: string): Promise<ClockRow> {
  const query = { agreements: [historyAgreement], first: 10, filter: { serviceLevel: { eq: serviceLevel } } };
  return (await models.page('clocks', query)).rows[0]!.row;
}

async function expectRebuilt(): Promise<void> {
  const other = new Projector({ services: ledger.services, folder: `${folder}-again` });
  await other.catchUp();
  await other.close();
  expect(currentRows(folder)).toEqual(currentRows(`${folder}-again`));
}

const opened = (): NewFact =>
  make('TicketOpened', '2025-01-06T09:00:00Z', {
    ticket: 'T1',
    ticketType: 'incident',
    priority: 'P1',
    service: 'email',
    title: 'No mail',
  });

test('a ticket shows its times, who held the ball for how long, and its title', async () => {
  await record('2025-01-06T09:00:00Z', opened());
  expect(await ticket()).toMatchObject({ status: 'new', ball: 'provider', running: 2, title: 'No mail' });
  await record(
    '2025-01-07T12:00:00Z',
    make('TicketResponded', '2025-01-06T09:30:00Z', { ticket: 'T1' }),
    make('TicketTransitioned', '2025-01-06T10:00:00Z', { ticket: 'T1', status: 'waiting-client' }),
    make('TicketTransitioned', '2025-01-06T12:00:00Z', { ticket: 'T1', status: 'waiting-third-party' }),
    make('TicketTransitioned', '2025-01-06T13:00:00Z', { ticket: 'T1', status: 'in-progress' }),
    make('TicketResolved', '2025-01-06T15:30:00Z', { ticket: 'T1' }),
    make('TicketReopened', '2025-01-06T16:00:00Z', { ticket: 'T1' }),
    make('TicketResolved', '2025-01-06T16:10:00Z', { ticket: 'T1' }),
    make('TicketClosed', '2025-01-07T10:00:00Z', { ticket: 'T1' }),
  );
  expect(await ticket()).toEqual({
    agreement: historyAgreement,
    ticket: 'T1',
    ticketType: 'incident',
    priority: 'P1',
    service: 'email',
    category: null,
    configurationItem: null,
    site: null,
    title: 'No mail',
    status: 'closed',
    ball: null,
    openedAt: '2025-01-06T09:00:00Z',
    respondedAt: '2025-01-06T09:30:00Z',
    resolvedAt: '2025-01-06T16:10:00Z',
    closedAt: '2025-01-07T10:00:00Z',
    month: '2025-01',
    resolutionSeconds: 25_800,
    clientSeconds: 7_200,
    providerSeconds: 3_600 + 9_000 + 600,
    thirdPartySeconds: 3_600,
    reopenings: 1,
    limits: 2,
    breaches: 1,
    running: 0,
    nextDueAt: null,
    complete: true,
  });
  expect(await clock('answered')).toMatchObject({
    met: true,
    limitSeconds: 7_200,
    ball: 'provider',
    running: false,
  });
  expect(await clock('resolved')).toMatchObject({
    met: false,
    clause: '1',
    breachedAt: '2025-01-06T15:00:01Z',
  });
  await expectRebuilt();
});

test('time alone breaches a clock: of a fact about something else every running one moves', async () => {
  await record('2025-01-06T09:00:00Z', opened());
  expect(await ticket()).toMatchObject({ breaches: 0, nextDueAt: '2025-01-06T11:00:00Z' });
  await record(
    '2025-01-06T12:00:00Z',
    make('OutageBegan', '2025-01-06T12:00:00Z', { outage: 'O', service: 'files' }),
  );
  expect(await ticket()).toMatchObject({ breaches: 1, running: 2, providerSeconds: 10_800 });
  expect(await clock('answered')).toMatchObject({
    breachedAt: '2025-01-06T11:00:01Z',
    elapsedSeconds: 10_800,
  });
  await expectRebuilt();
});

test('what is stated to happen later happens when time comes to it, also to a ticket that had ended', async () => {
  await record(
    '2025-01-06T12:00:00Z',
    opened(),
    make('TicketResolved', '2025-01-06T10:00:00Z', { ticket: 'T1' }),
    make('TicketReopened', '2025-01-08T10:00:00Z', { ticket: 'T1' }),
  );
  expect(await ticket()).toMatchObject({ status: 'resolved', reopenings: 0 });
  await record(
    '2025-01-09T12:00:00Z',
    make('OutageBegan', '2025-01-06T12:00:00Z', { outage: 'O', service: 'files' }),
  );
  expect(await ticket()).toMatchObject({ status: 'in-progress', reopenings: 1, ball: 'provider' });
  await expectRebuilt();
});

test('relief that is granted changes clocks that had stopped, and relief that is taken back changes them again', async () => {
  await record(
    '2025-01-07T09:00:00Z',
    opened(),
    make('TicketResponded', '2025-01-06T09:30:00Z', { ticket: 'T1' }),
    make('TicketResolved', '2025-01-06T15:00:00Z', { ticket: 'T1' }),
  );
  expect(await clock('resolved')).toMatchObject({ met: false, elapsedSeconds: 6 * 3600 });
  const granted = make('ReliefGranted', '2025-01-08T10:00:00Z', { relief: 'R' }, 'client');
  await record(
    '2025-01-08T10:00:00Z',
    make('ReliefClaimed', '2025-01-07T10:00:00Z', {
      relief: 'R',
      cause: 'The client cut the line.',
      from: '2025-01-06T10:00:00Z',
      until: '2025-01-06T13:00:00Z',
    }),
    granted,
  );
  expect(await clock('resolved')).toMatchObject({ met: true, elapsedSeconds: 3 * 3600 });
  await expectRebuilt();
  await record(
    '2025-01-09T10:00:00Z',
    make('FactRetracted', '2025-01-09T10:00:00Z', { fact: granted.id, reason: 'no' }),
  );
  expect(await clock('resolved')).toMatchObject({ met: false, elapsedSeconds: 6 * 3600 });
  await expectRebuilt();
  // Nobody decides any more, and after five business days silence grants it.
  await record(
    '2025-02-10T10:00:00Z',
    make('OutageBegan', '2025-01-06T12:00:00Z', { outage: 'O', service: 'files' }),
  );
  expect(await clock('resolved')).toMatchObject({ met: true, elapsedSeconds: 3 * 3600 });
  await expectRebuilt();
});

test('facts say how they stand; contests are shown with what they are about', async () => {
  const first = opened();
  await record('2025-01-06T10:00:00Z', first);
  const contest = make(
    'FactContested',
    '2025-01-06T11:00:00Z',
    { fact: first.id, reason: 'It was no incident.' },
    'client',
  );
  await record('2025-01-06T11:00:00Z', contest);
  const standing = async (): Promise<string> => {
    const [row] = await models.byKeys('facts', [[historyAgreement, 1]]);
    return row!.standing;
  };
  expect(await standing()).toBe('contested');
  const { rows } = await models.page('contests', { agreements: [historyAgreement], first: 5 });
  expect(rows[0]!.row).toMatchObject({
    contest: contest.id,
    fact: first.id,
    factType: 'TicketOpened',
    subject: 'T1',
    assertedBy: 'provider',
    contestedBy: 'client',
    state: 'open',
    currency: 'GBP',
  });
  const settled = make('ContestSettled', '2025-01-07T11:00:00Z', { fact: first.id, outcome: 'upheld' });
  await record('2025-01-07T11:00:00Z', settled);
  expect(await standing()).toBe('overturned');
  expect(await models.byKeys('tickets', [[historyAgreement, 'T1']])).toEqual([undefined]);
  await record(
    '2025-01-07T12:00:00Z',
    make('FactRetracted', '2025-01-07T12:00:00Z', { fact: settled.id, reason: 'too early' }),
  );
  expect(await standing()).toBe('contested');
  expect(await ticket()).toMatchObject({ status: 'new' });
  await record(
    '2025-01-07T13:00:00Z',
    make('FactRetracted', '2025-01-07T13:00:00Z', { fact: first.id, reason: 'wrong' }),
  );
  expect(await standing()).toBe('retracted');
  await expectRebuilt();
});

test('an invoice is received, disputed, paid in part and settled', async () => {
  const state = async (): Promise<unknown> =>
    (await models.page('invoices', { agreements: [historyAgreement], first: 5 })).rows[0]?.row;
  const received = { invoice: 'I1', amount: '1000.00', currency: 'GBP', period: '2025-01' };
  await record('2025-02-01T09:00:00Z', make('InvoiceReceived', '2025-02-01T09:00:00Z', received));
  expect(await state()).toMatchObject({
    state: 'received',
    amount: '1000',
    disputed: null,
    paid: '0',
    month: '2025-02',
  });
  await record(
    '2025-02-02T09:00:00Z',
    make('InvoiceDisputed', '2025-02-02T09:00:00Z', { invoice: 'I1', amount: '50.00', reason: 'credit' }),
  );
  expect(await state()).toMatchObject({ state: 'disputed', disputed: '50' });
  await record(
    '2025-02-03T09:00:00Z',
    make('InvoiceSettled', '2025-02-03T09:00:00Z', { invoice: 'I1', amount: '950.00' }),
  );
  await record(
    '2025-02-04T09:00:00Z',
    make('CreditApplied', '2025-02-04T09:00:00Z', { invoice: 'I1', amount: '50.00' }),
  );
  expect(await state()).toMatchObject({ state: 'settled', paid: '950', creditsApplied: '50' });
  await expectRebuilt();
});

test('rows as known before are those of then; an agreement that was not known then has none', async () => {
  await record('2025-01-06T10:00:00Z', opened());
  await record('2025-01-07T10:00:00Z', make('TicketResolved', '2025-01-06T12:00:00Z', { ticket: 'T1' }));
  const past = async (
    knownAt: string | undefined,
    agreements = [historyAgreement],
  ): Promise<readonly unknown[]> => {
    const page = await models.page('tickets', { agreements, first: 5, knownAt });
    return [[...page.asOf.values()], page.rows.map(({ row }) => row.status)];
  };
  expect(await past(undefined)).toEqual([[2], ['resolved']]);
  expect(await past('2025-01-06')).toEqual([[1], ['new']]);
  expect(await past('0')).toEqual([[0], []]);
  expect(await past('2025-01-06T10:00:00Z', [historyAgreement, 'unknown'])).toEqual([[1, -1], ['new']]);
  await expect(past('1', [historyAgreement, 'unknown'])).rejects.toMatchObject({
    code: 'view-query-invalid',
  });
  await expect(past('2024-12-31')).rejects.toMatchObject({ code: 'ledger-position-unknown' });
  expect(await past(undefined, ['unknown'])).toEqual([[-1], []]);
});

test('waiting for a position ends when the rows are there, or when time is over', async () => {
  await models.waitFor(historyAgreement, 0, 1);
  const late = models.waitFor(historyAgreement, 1, 20_000);
  await expect(models.waitFor(historyAgreement, 9, 20)).rejects.toMatchObject({ code: 'projection-behind' });
  await record('2025-01-06T10:00:00Z', opened());
  await late;
  expect(await models.status()).toEqual([{ agreement: historyAgreement, checkpoint: 1, head: 1 }]);
});

test('moves are told, each once and in order', async () => {
  const moved: string[] = [];
  const stop = models.onMoved(({ from, to }) => moved.push(`${from}>${to}`));
  models.notice();
  await record('2025-01-06T10:00:00Z', opened());
  models.notice();
  models.notice();
  await record('2025-01-07T10:00:00Z', make('TicketResolved', '2025-01-06T12:00:00Z', { ticket: 'T1' }));
  models.notice();
  stop();
  await record('2025-01-08T10:00:00Z', make('TicketClosed', '2025-01-06T12:00:00Z', { ticket: 'T1' }));
  models.notice();
  expect(moved).toEqual(['-1>0', '0>1', '1>2']);
});
