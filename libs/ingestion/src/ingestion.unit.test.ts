import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { agreement, type Desk, mapping, openDesk, told, update } from './testing/desk.js';

let desk: Desk;
beforeEach(async () => {
  desk = await openDesk();
});
afterEach(() => desk.remove());

const opened = update(0, 0);
const working = update(1, 5, { state: 'Working' });
const raised = update(2, 10, { state: 'Working', priority: '1' });
const done = update(3, 20, { state: 'Done', priority: '1' });

describe('a history that is pushed row by row', () => {
  test('gives the facts that the rows change, asserted by the party of the source', async () => {
    expect(await desk.send(opened)).toMatchObject({ state: 'recorded', rows: 1, facts: 1, revision: 1 });
    expect(await desk.send(working)).toMatchObject({ facts: 2, revision: 3 });
    expect(await desk.send(raised)).toMatchObject({ facts: 1 });
    expect(await desk.send(done)).toMatchObject({ facts: 1, revision: 5 });
    const facts = await desk.facts();
    expect(told(facts)).toEqual([
      'TicketOpened T1',
      'TicketTransitioned T1',
      'TicketResponded T1',
      'TicketReprioritised T1',
      'TicketResolved T1',
    ]);
    expect(facts[0]!.assertedBy).toEqual({ party: 'provider', actor: 'webhook desk' });
  });

  test('comes to the same facts in whatever order and however often it comes, also over starts of the process', async () => {
    for (const event of [opened, working, raised, done]) await desk.send(event);
    const inOrder = (await desk.facts()).map(({ id }) => id).sort();
    const other = await openDesk();
    try {
      for (const event of [done, opened]) await other.send(event);
      await other.restart();
      for (const event of [raised, working, done, opened]) await other.send(event);
      const ids = (await other.facts()).map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(ids).toEqual(expect.arrayContaining(inOrder));
    } finally {
      await other.remove();
    }
  });
});

test('a delivery that comes again is answered as before, and one of its name that says something else is kept', async () => {
  const first = await desk.send(opened, { delivery: 'a' });
  expect(await desk.send(opened, { delivery: 'a' })).toEqual({ ...first, repeated: true });
  for (let time = 0; time < 2; time += 1) {
    await expect(desk.send(working, { delivery: 'a' })).rejects.toMatchObject({ code: 'delivery-differs' });
  }
  const letters = desk.ingestion.deadLetters({ agreements: [agreement], first: 10 });
  expect(letters).toMatchObject([{ code: 'delivery-differs', state: 'waiting' }]);
  expect(await desk.send(opened, { delivery: 'b' })).toMatchObject({ repeated: false, facts: 0, rows: 1 });
  expect(await desk.ingestion.replay(letters[0]!.id, 'someone')).toMatchObject({ facts: 2 });
});

test('an event that brings nothing is taken and brings nothing', async () => {
  expect(await desk.send({ event: 'ping' })).toMatchObject({
    state: 'recorded',
    rows: 0,
    facts: 0,
    revision: null,
  });
});

describe('a delivery that is refused', () => {
  test.each([
    ['another secret', { 'x-desk-signature': '0'.repeat(64) }],
    ['no signature', { 'x-desk-signature': '' }],
    ['another time', { 'x-desk-time': '1' }],
  ])('%s: one answer, whatever is wrong, and nothing is kept', async (_name, headers) => {
    const refused = await desk.send(opened, { headers }).catch((error: unknown) => error);
    const stranger = await desk.ingestion
      .receive('no-such', {}, Buffer.from('{}'))
      .catch((error: unknown) => error);
    expect(refused).toMatchObject({ code: 'delivery-refused', message: 'The delivery is refused.' });
    expect(JSON.stringify(refused)).toBe(JSON.stringify(stranger));
    expect(await desk.facts()).toEqual([]);
  });

  test.each([
    ['within the window', 299_000, 'recorded'],
    ['at its end', 300_000, 'recorded'],
    ['beyond it', 301_000, 'delivery-refused'],
    ['a clock that is ahead, beyond it', -301_000, 'delivery-refused'],
  ])('or is not, by when it was signed: %s', async (_name, age, outcome) => {
    const told = await desk.send(opened, { signedAt: desk.now - age }).then(
      ({ state }) => state,
      ({ code }: { code: string }) => code,
    );
    expect(told).toBe(outcome);
  });
});

describe('a dead letter', () => {
  const odd = update(1, 5, { state: 'Parked' });

  test('is kept with place and mend, without secrets, and is replayed after the mapping was mended', async () => {
    await desk.send(opened);
    const answer = await desk.send(odd, {
      headers: { authorization: 'Bearer x', 'x-api-key': 'y', 'user-agent': 'desk' },
    });
    expect(answer).toMatchObject({ state: 'dead-lettered', rows: 1, rejected: 1, facts: 0 });
    const id = answer.deadLetter!;
    const letter = desk.ingestion.deadLetter(id)!;
    expect(letter).toMatchObject({ source: 'desk', agreement, attempts: 1, state: 'waiting' });
    expect(letter.problems[0]!.problem).toContain('Parked');
    expect(letter.problems[0]!.mend).toBeTruthy();
    expect(Object.keys(letter.headers).sort()).toEqual(['user-agent', 'x-desk-delivery', 'x-desk-time']);
    expect(JSON.parse(Buffer.from(letter.body!).toString())).toEqual(odd);

    expect(await desk.ingestion.replay(id, 'someone')).toMatchObject({ state: 'dead-lettered' });
    expect(desk.ingestion.deadLetter(id)).toMatchObject({ attempts: 2, state: 'waiting' });
    desk.writeMapping(mapping.replace('words: { New:', 'words: { Parked: waiting-client, New:'));
    await desk.restart();
    expect(await desk.ingestion.replay(id, 'someone')).toMatchObject({ state: 'recorded', facts: 1 });
    expect(told(await desk.facts())).toEqual(['TicketOpened T1', 'TicketTransitioned T1']);
    expect(desk.ingestion.deadLetter(id)).toMatchObject({
      state: 'replayed',
      settledBy: 'someone',
      body: undefined,
    });
    await expect(desk.ingestion.replay(id, 'someone')).rejects.toMatchObject({ code: 'dead-letter-settled' });
  });

  test('holds what is no JSON, and events of which the source says nothing', async () => {
    const answers = [
      await desk.send({}, { text: '{"event": "ticket", "tickets": [' }),
      await desk.send({ event: 'other' }),
    ];
    expect(answers.map(({ state }) => state)).toEqual(['dead-lettered', 'dead-lettered']);
    expect(desk.ingestion.deadLettersWaiting()).toBe(2);
  });

  test('records the rows that are understood, and is discarded with a reason', async () => {
    const both = {
      event: 'ticket',
      tickets: [...(opened as { tickets: [] }).tickets, ...(odd as { tickets: [] }).tickets],
    };
    const answer = await desk.send(both, { delivery: 'both' });
    expect(answer).toMatchObject({ state: 'dead-lettered', rows: 2, rejected: 1, facts: 1 });
    expect(await desk.send(both, { delivery: 'both' })).toEqual({ ...answer, repeated: true });
    desk.ingestion.discard(answer.deadLetter!, 'someone', 'The desk was tested.');
    expect(desk.ingestion.deadLetter(answer.deadLetter!)).toMatchObject({
      state: 'discarded',
      reason: 'The desk was tested.',
    });
    expect(desk.ingestion.deadLettersWaiting()).toBe(0);
    expect(() => desk.ingestion.discard(99, 'someone', '')).toThrow('no dead letter');
  });

  test('finds no room where there is none, and the sender is told to come again', async () => {
    const full = await openDesk({ letters: 1, bytes: 1_000_000 });
    try {
      const answer = await full.send(odd, { delivery: 'one' });
      expect(answer.state).toBe('dead-lettered');
      await expect(full.send(odd, { delivery: 'two' })).rejects.toMatchObject({ code: 'dead-letters-full' });
      full.ingestion.discard(answer.deadLetter!, 'someone', 'Room is needed.');
      expect(await full.send(odd, { delivery: 'two' })).toMatchObject({
        state: 'dead-lettered',
        repeated: false,
      });
    } finally {
      await full.remove();
    }
  });
});

test('a delivery that was taken when the process ended is finished at the next start, and once', async () => {
  const { ledger } = desk.services;
  const append = ledger.append.bind(ledger);
  ledger.append = () => Promise.reject(new Error('the power is gone'));
  await expect(desk.send(opened, { delivery: 'a' })).rejects.toThrow('the power is gone');
  ledger.append = append;
  await desk.restart();
  expect(await desk.facts()).toEqual([]);
  expect(await desk.ingestion.recover()).toBe(1);
  expect(told(await desk.facts())).toEqual(['TicketOpened T1']);
  expect(await desk.send(opened, { delivery: 'a' })).toMatchObject({ repeated: true, facts: 1 });
  expect(await desk.ingestion.recover()).toBe(0);
});

test('many deliveries at a time are taken one after another, and each is recorded', async () => {
  const events = Array.from({ length: 40 }, (_, index) => update(index, index, { number: `T${index % 7}` }));
  const answers = await Promise.all(events.map((event) => desk.send(event)));
  expect(answers.every(({ state }) => state === 'recorded')).toBe(true);
  expect(new Set(told(await desk.facts())).size).toBe(7);
});
