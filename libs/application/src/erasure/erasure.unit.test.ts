import { copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { exampleKeyBytes } from '../example/example-key-bytes.js';
import { twoPartyTerms } from '../testing/two-party-terms.js';
import { exportFacts } from '../ledger/export-facts.js';
import { restoreLedger } from '../ledger/restore-ledger.js';
import { verifyLedger } from '../ledger/verify-ledger.js';
import { recordFacts } from '../facts/record-facts.js';
import { contestFact } from '../contests/contest-fact.js';
import { retractFact } from '../contests/retract-fact.js';
import { openSqliteServices } from '../open-services.js';
import type { Services } from '../services.js';
import { issueStatement } from '../statements/issue-statement.js';
import { linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { factIdAt, theClient, theProvider, twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import { destroyErasedKeys, type EraseCommand, eraseSubject, settleErasures } from './erase-subject.js';
import { listSubjects } from './list-subjects.js';
import { erasedText, sealedMark, textOpener } from './open-texts.js';

const jane = 'jane.doe@client.example';
const tom = 'tom.smith@client.example';
const words = "Jane Doe's printer is out of paper";
const command = {
  agreement: twoParty,
  subject: jane,
  ground: 'consent-withdrawn',
  requestedBy: 'subject',
  requestedAt: '2025-02-03T08:00:00Z',
  assertedBy: { party: 'client', actor: 'privacy desk' },
} as const satisfies EraseCommand;

let services: TemporaryServices;
beforeEach(async () => {
  services = await twoPartyWorld();
});
afterEach(() => services.remove());

const lines = () =>
  linesOf(
    {
      type: 'TicketOpened',
      ticket: 'T1',
      ticketType: 'incident',
      priority: 'P1',
      title: words,
      effectiveAt: '2025-01-12T09:00:00Z',
    },
    { type: 'TicketAssigned', ticket: 'T1', assignee: jane, effectiveAt: '2025-01-12T09:05:00Z' },
    { type: 'TicketClosed', ticket: 'T1', effectiveAt: '2025-01-12T10:00:00Z' },
  );
const recordTicket = (to: Services = services) =>
  recordFacts(to, {
    agreement: twoParty,
    name: 'facts',
    assertedBy: { party: 'provider', actor: jane },
    lines: lines(),
  });

async function texts(from: Services = services): Promise<string[]> {
  const all: string[] = [];
  for await (const page of exportFacts(from, { agreement: twoParty })) all.push(...page);
  return all;
}

/** Every byte of every file of the store: the ledger, its log, keys, journal, caches. */
function storeHolds(needle: string | Uint8Array, folder = services.folder): string[] {
  return readdirSync(folder)
    .filter((name) => statSync(join(folder, name)).isFile())
    .filter((name) => readFileSync(join(folder, name)).includes(Buffer.from(needle)));
}

const shown = async (from: Services = services) =>
  (await texts(from)).map((text) => textOpener(from.subjects).text(text, true));

test('what is personal is sealed in the ledger, and reads as it was written', async () => {
  await recordTicket();
  expect(storeHolds(words)).toEqual([]);
  expect(storeHolds(jane)).toEqual(['tally.db.subjects']);
  expect(statSync(join(services.folder, 'tally.db.subjects')).mode & 0o777).toBe(0o600);
  const facts = (await shown()).slice(-3).map((text) => JSON.parse(text) as object);
  expect(facts).toMatchObject([
    { title: words, assertedBy: { party: 'provider', actor: jane } },
    { assignee: jane },
    { ticket: 'T1' },
  ]);
});

test('the same is recorded once, however often it is said', async () => {
  expect(await recordTicket()).toMatchObject({ facts: 3, unchanged: 0 });
  expect(await recordTicket()).toMatchObject({ facts: 0, unchanged: 3 });
  await eraseSubject(services, command);
  expect(await recordTicket()).toMatchObject({ facts: 0, unchanged: 3 });
  expect(storeHolds(jane)).toEqual([]);
});

test('after an erasure no file holds the name, the words or the key, and everything verifies and replays', async () => {
  // Many keys, so that pages of the file split and are freed.
  const crowd = Array.from({ length: 600 }, (_, index) => ({
    type: 'TicketAssigned',
    ticket: `C${index}`,
    assignee: `person ${String(index * 7919).padStart(8, '0')}`,
    effectiveAt: '2025-01-13T09:00:00Z',
  }));
  for (const part of [crowd.slice(0, 300), crowd.slice(300)]) {
    await recordFacts(services, {
      agreement: twoParty,
      name: 'crowd',
      assertedBy: { party: 'provider' },
      lines: linesOf(...part),
    });
    await recordTicket();
  }
  const issued = await issueStatement(services, { agreement: twoParty });
  const pseudonym = services.subjects!.find(twoParty, { kind: 'person', name: jane })!.pseudonym;
  const ticket = services.subjects!.find(twoParty, { kind: 'ticket', name: 'T1' })!;
  const secrets = [pseudonym, ticket.pseudonym].map(
    (one) => (services.subjects!.keyOf(one) as { readonly key: Uint8Array }).key,
  );
  for (const secret of secrets) expect(storeHolds(secret)).toContain('tally.db.subjects');
  const before = await texts();

  const erased = await eraseSubject(services, command);
  // The assignee once, the actor three times.
  expect(erased).toMatchObject({ subject: pseudonym, texts: 4, plainTexts: 0, repeated: false });
  await eraseSubject(services, { ...command, subject: 'T1', kind: 'ticket', ground: 'agreed' });

  for (const needle of [jane, words, ...secrets]) expect(storeHolds(needle)).toEqual([]);
  const after = await texts();
  expect(after.slice(0, before.length)).toEqual(before);
  expect(JSON.parse(after.at(-2)!)).toMatchObject({
    type: 'SubjectErased',
    subject: pseudonym,
    ground: 'consent-withdrawn',
    requestedBy: 'subject',
    requestedAt: '2025-02-03T08:00:00Z',
    texts: 4,
  });
  const report = await verifyLedger(services, { replay: true });
  expect(report).toMatchObject({
    whole: true,
    statements: [{ period: '2025-01', digest: issued.digest, sealHolds: true, replayed: 'same' }],
  });
  const told = await shown();
  expect(told.filter((text) => text.includes(erasedText))).toHaveLength(3);
  expect(told.join()).not.toContain(sealedMark);
  const view = await listSubjects(services, { agreement: twoParty });
  expect(view.subjects.filter(({ state }) => state !== 'kept')).toMatchObject([
    { name: null, state: 'erased' },
    { name: null, state: 'erased' },
  ]);
});

test('erasing twice changes nothing, by pseudonym; the name is not known any more', async () => {
  await recordTicket();
  const first = await eraseSubject(services, command);
  const again = await eraseSubject(services, { ...command, subject: first.subject });
  expect(again).toMatchObject({ subject: first.subject, revision: first.revision, repeated: true });
  await expect(eraseSubject(services, command)).rejects.toMatchObject({ code: 'subject-unknown' });
  expect((await texts()).filter((text) => text.includes('SubjectErased'))).toHaveLength(1);
});

test('a person who comes back has another pseudonym, and stays erased where they were', async () => {
  await recordTicket();
  const { subject } = await eraseSubject(services, command);
  await recordFacts(services, {
    agreement: twoParty,
    name: 'later',
    assertedBy: { party: 'provider', actor: jane },
    lines: linesOf({ type: 'TicketClosed', ticket: 'T2', effectiveAt: '2025-01-20T09:00:00Z' }),
  });
  const back = services.subjects!.find(twoParty, { kind: 'person', name: jane })!;
  expect(back.pseudonym).not.toBe(subject);
  const told = await shown();
  expect(told.at(-1)).toContain(jane);
  expect(told.filter((text) => text.includes(jane))).toHaveLength(1);
});

test('who erases their own name does not bring it back by that', async () => {
  await recordTicket();
  await eraseSubject(services, { ...command, assertedBy: { party: 'provider', actor: jane } });
  expect(storeHolds(jane)).toEqual([]);
  expect(JSON.parse((await texts()).at(-1)!)).toMatchObject({ assertedBy: { party: 'provider' } });
});

test('a crash between destroying the key and the fact is finished at the next occasion', async () => {
  await recordTicket();
  const before = await texts();
  // The ledger cannot be written when the key is gone: as after a crash, only the store knows.
  const broken: Services = {
    ...services,
    ledger: new Proxy(services.ledger, {
      get: (ledger, name) =>
        name === 'append'
          ? () => Promise.reject(new Error('the process ends here'))
          : (Reflect.get(ledger, name) as (...args: never[]) => unknown).bind(ledger),
    }),
  };
  await expect(eraseSubject(broken, command)).rejects.toThrow('ends here');
  expect(await texts()).toEqual(before);
  // The promise to the person is kept already.
  expect(storeHolds(jane)).toEqual([]);
  expect((await listSubjects(services, { agreement: twoParty })).subjects).toContainEqual(
    expect.objectContaining({ state: 'erasing', name: null }),
  );
  services.subjects!.close();
  // What the first attempt was to record, whatever the clock says by now.
  services.at('2025-02-09T09:00:00Z');
  expect(await settleErasures(services)).toBe(1);
  expect(await settleErasures(services)).toBe(0);
  expect(JSON.parse((await texts()).at(-1)!)).toMatchObject({
    type: 'SubjectErased',
    effectiveAt: '2025-02-03T09:00:00Z',
    texts: 4,
  });
  expect((await verifyLedger(services, {})).whole).toBe(true);
});

test('a crash after the fact, before the store knows, records nothing twice', async () => {
  await recordTicket();
  const folder = services.folder;
  const settle = services.subjects!.settle.bind(services.subjects);
  let fails = true;
  Object.assign(services.subjects!, {
    settle: (...args: Parameters<typeof settle>) => {
      if (fails) throw new Error('the process ends here');
      settle(...args);
    },
  });
  await expect(eraseSubject(services, command)).rejects.toThrow('ends here');
  fails = false;
  expect(await settleErasures(services)).toBe(0);
  expect((await texts()).filter((text) => text.includes('SubjectErased'))).toHaveLength(1);
  expect(services.subjects!.unsettled()).toEqual([]);
  expect(storeHolds('privacy desk', folder)).toEqual(['tally.db.subjects']);
});

test('deliveries of sources are cleared of what is erased, with their logs and freed pages', async () => {
  await recordTicket();
  const path = join(services.folder, 'tally.db.ingestion');
  const deliveries = new Database(path);
  deliveries.pragma('journal_mode = WAL');
  deliveries.exec('CREATE TABLE deliveries (number INTEGER PRIMARY KEY, body BLOB, answer TEXT) STRICT');
  const add = deliveries.prepare('INSERT INTO deliveries (body, answer) VALUES (?, ?)');
  for (let number = 0; number < 50; number += 1) {
    const said = { assignee: jane, note: 'kept', quoted: `"${jane}"`, padding: 'x'.repeat(500) };
    add.run(Buffer.from(JSON.stringify(said)), JSON.stringify({ by: jane }));
  }
  deliveries.exec('DELETE FROM deliveries WHERE number % 2 = 0');
  expect(storeHolds(jane).sort()).toContain('tally.db.ingestion-wal');
  const { leftovers } = await eraseSubject(services, command);
  expect(leftovers).toBe(50);
  expect(storeHolds(jane)).toEqual([]);
  const { body, answer } = deliveries.prepare('SELECT body, answer FROM deliveries LIMIT 1').get() as {
    body: Buffer;
    answer: string;
  };
  expect(JSON.parse(body.toString())).toMatchObject({
    assignee: erasedText,
    note: 'kept',
    quoted: `"${erasedText}"`,
  });
  expect(JSON.parse(answer)).toEqual({ by: erasedText });
  deliveries.close();
});

test('an export is sealed; restored without the keys it stays so, with them it opens, and erased stays erased', async () => {
  await recordTicket();
  await recordFacts(services, {
    agreement: twoParty,
    name: 'more',
    assertedBy: { party: 'client', actor: tom },
    lines: linesOf({ type: 'TicketClosed', ticket: 'T3', effectiveAt: '2025-01-20T09:00:00Z' }),
  });
  await eraseSubject(services, command);
  const exported = await texts();
  expect(exported.join('\n')).not.toContain(tom);
  const other = await temporaryServices();
  try {
    async function* page() {
      yield await Promise.resolve(exported);
    }
    const head = await restoreLedger(other, page(), 'export');
    expect(head.chainHash).toBe((await services.ledger.head(twoParty))!.chainHash);
    expect((await shown(other)).at(-2)).toContain(sealedMark);
    other.subjects!.close();
    copyFileSync(join(services.folder, 'tally.db.subjects'), join(other.folder, 'tally.db.subjects'));
    const told = await shown(other);
    expect(told.at(-2)).toContain(tom);
    expect(told.filter((text) => text.includes(erasedText))).toHaveLength(3);
  } finally {
    await other.remove();
  }
});

test('a key that an old copy of the store brings back is destroyed again', async () => {
  await recordTicket();
  const path = join(services.folder, 'tally.db.subjects');
  services.subjects!.close();
  copyFileSync(path, `${path}.old`);
  await eraseSubject(services, command);
  services.subjects!.close();
  copyFileSync(`${path}.old`, path);
  expect((await shown()).join()).toContain(jane);
  expect(await destroyErasedKeys(services)).toBe(1);
  expect(await destroyErasedKeys(services)).toBe(0);
  expect((await shown()).join()).not.toContain(jane);
  expect(storeHolds(jane)).toEqual(['tally.db.subjects.old']);
});

test('another process that has the keys in memory forgets them with the erasure', async () => {
  await recordTicket();
  const other = await openSqliteServices(join(services.folder, 'tally.db'));
  expect((await shown(other)).join()).toContain(jane);
  await eraseSubject(services, command);
  expect((await shown(other)).join()).not.toContain(jane);
  other.subjects!.close();
  await other.ledger.close();
});

test('a ledger of before stays as it is: plain texts read, verify, and are counted where an erasure leaves them', async () => {
  const { subjects: _without, ...plain } = services;
  await recordTicket(plain);
  expect((await texts()).join()).toContain(jane);
  await contestFact(services, {
    agreement: twoParty,
    assertedBy: { party: 'client', actor: jane },
    fact: await factIdAt(services, (await services.ledger.head(twoParty))!.position),
    reason: 'Not so.',
  });
  const view = await listSubjects(services, { agreement: twoParty, mentioning: 'JANE' });
  expect(view).toMatchObject({ plainTexts: 5, subjects: [{ kind: 'person', name: jane, texts: 1 }] });
  expect(await eraseSubject(services, command)).toMatchObject({ texts: 2, plainTexts: 4 });
  expect((await verifyLedger(services, {})).whole).toBe(true);
});

test('without a store of keys nothing is sealed and nothing can be erased', async () => {
  const { subjects: _without, ...plain } = services;
  await recordTicket(plain);
  await expect(eraseSubject(plain, command)).rejects.toMatchObject({ code: 'usage' });
});

test('an erasure cannot be taken back or contested', async () => {
  await recordTicket();
  const { revision } = await eraseSubject(services, command);
  const fact = await factIdAt(services, revision);
  const retracting = retractFact(services, { agreement: twoParty, assertedBy: theClient, fact, reason: 'x' });
  await expect(retracting).rejects.toMatchObject({ code: 'retraction-refused' });
  const contesting = contestFact(services, {
    agreement: twoParty,
    assertedBy: theProvider,
    fact,
    reason: 'x',
  });
  await expect(contesting).rejects.toMatchObject({ code: 'contest-refused' });
});

test('a text opens only for those who may read the agreement whose key sealed it', async () => {
  await recordTicket();
  const [opened] = (await texts()).slice(-3);
  const stranger = textOpener(services.subjects, (agreement) => agreement !== twoParty);
  expect(stranger.text(opened!)).toContain(sealedMark);
  expect(stranger.text(opened!)).not.toContain(jane);
  expect(textOpener(undefined).text(opened!)).toContain(sealedMark);
  const value = { list: [JSON.parse(opened!) as { title: string }], plain: { n: 1 } };
  const shownValue = textOpener(services.subjects).value(value);
  expect(shownValue.list[0]!.title).toBe(words);
  expect(shownValue.plain).toBe(value.plain);
});

test('the id of a fact tells nobody who has the ledger alone whom it names', async () => {
  const other = await twoPartyWorld();
  try {
    await recordTicket();
    await recordTicket(other);
    const idsOf = async (from: Services) =>
      (await texts(from)).slice(-3).map((text) => (JSON.parse(text) as { id: string }).id);
    const [one, two] = [await idsOf(services), await idsOf(other)];
    one.forEach((id, index) => expect(id).not.toBe(two[index]));
  } finally {
    await other.remove();
  }
});

test('keys are refused that are another file', async () => {
  services.subjects!.close();
  const path = join(services.folder, 'tally.db.subjects');
  expect(existsSync(path)).toBe(true);
  writeFileSync(path, 'a text that is no file of keys, however long it may be'.repeat(100));
  await expect(recordTicket()).rejects.toMatchObject({ code: 'subject-keys-refused' });
});

test('an example brings its own bytes for keys, and is the same each time', async () => {
  const heads: string[] = [];
  for (const name of ['one', 'two']) {
    const made = await openSqliteServices(join(services.folder, name), {
      clock: () => Date.UTC(2025, 0, 2),
      subjectRandom: exampleKeyBytes(),
    });
    await signAgreement(made, { document: twoPartyTerms(), assertedBy: theClient });
    await recordTicket(made);
    expect(made.subjects!.list(twoParty)[0]!.pseudonym).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/,
    );
    heads.push((await made.ledger.head(twoParty))!.chainHash);
    made.subjects!.close();
    await made.ledger.close();
  }
  expect(heads[0]).toBe(heads[1]);
});
