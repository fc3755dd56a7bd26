import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { openCheckpoint, parseVerifierKey, verifyTlogProof } from '@tallystick/evidence';
import { afterEach, describe, expect, it } from 'vitest';
import { issueStatement } from '../../statements/issue-statement.js';
import type { TemporaryServices } from '../../testing/temporary-services.js';
import { outage, theClient, theProvider, twoParty } from '../../testing/two-party-world.js';
import { announceCosigningKey, announceSigningKey, createSigningKey } from '../keys/announce-keys.js';
import { KeyFolder } from '../keys/key-folder.js';
import { listKeys } from '../keys/list-keys.js';
import { rotateSigningKey } from '../keys/rotate-signing-key.js';
import { keyedWorld, logName, signedWorld, withKeys } from '../testing/evidence-world.js';
import { cosignCheckpoint } from './cosign-checkpoint.js';
import { makeCheckpoint } from './make-checkpoint.js';
import { checkpointOf, consistencyText, listCheckpoints, proofOfFact } from './read-checkpoints.js';
import { recordCosignature } from './record-cosignature.js';

let world: TemporaryServices | undefined;
afterEach(async () => {
  await world?.remove();
  world = undefined;
});

async function begin() {
  const begun = await signedWorld();
  world = begun.services;
  return begun;
}

const byClient = { agreement: twoParty, assertedBy: theClient };
const byProvider = { agreement: twoParty, assertedBy: theProvider };
const grow = (services: TemporaryServices, key: string) =>
  outage(services, key, '2025-01-20T08:00:00Z', '2025-01-20T09:00:00Z');

describe('keys', () => {
  it('are files that only their owner can read, and a fact that names the public one', async () => {
    const { services, logKey } = await begin();
    const folder = join(services.folder, 'keys');
    const { keyId, name } = parseVerifierKey(logKey);
    expect(name).toBe(`${logName}/${twoParty}`);
    expect(statSync(join(folder, `${keyId}.pem`)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(await listKeys(services, twoParty)).toEqual([
      expect.objectContaining({ verifierKey: logKey, isHeld: true, isCurrent: true }),
    ]);
  });

  it('leave no trace of the private key in any other file', async () => {
    const { services, logKey } = await begin();
    await makeCheckpoint(services, byClient);
    const folder = join(services.folder, 'keys');
    const { keyId } = parseVerifierKey(logKey);
    const pem = readFileSync(join(folder, `${keyId}.pem`), 'utf8');
    const base64 = pem.split('\n')[1]!;
    const seed = Buffer.from(base64, 'base64').subarray(-32);
    const files = readdirSync(services.folder, { recursive: true, encoding: 'utf8' })
      .map((file) => join(services.folder, file))
      .filter((file) => statSync(file).isFile() && !file.endsWith('.pem'));
    expect(files.length).toBeGreaterThan(3);
    for (const file of files) {
      const bytes = readFileSync(file);
      expect([file, bytes.includes(seed)]).toEqual([file, false]);
      expect([file, bytes.includes(base64)]).toEqual([file, false]);
      expect([file, bytes.includes(seed.toString('hex'))]).toEqual([file, false]);
    }
  });

  it('are made once a log, and refused where others can read the file', async () => {
    const { services } = await begin();
    await expect(createSigningKey(services, { ...byClient, name: logName })).rejects.toMatchObject({
      code: 'key-exists',
    });
    const folder = join(services.folder, 'keys');
    const pem = readdirSync(folder).find((file) => file.endsWith('.pem'))!;
    const { chmodSync } = await import('node:fs');
    chmodSync(join(folder, pem), 0o644);
    await expect(makeCheckpoint(services, byClient)).rejects.toMatchObject({ code: 'key-refused' });
  });

  it('rotate: the checkpoint that tells of the new key is signed by both, the next by the new one', async () => {
    const { services, logKey } = await begin();
    await makeCheckpoint(services, byClient);
    const { verifierKey, note } = await rotateSigningKey(services, byClient);
    for (const trusted of [logKey, verifierKey]) {
      expect(openCheckpoint(note, [parseVerifierKey(trusted)]).size).toBe(6);
    }
    await grow(services, 'O-2');
    const next = await makeCheckpoint(services, byClient);
    expect(openCheckpoint(next.note, [parseVerifierKey(verifierKey)]).size).toBe(9);
    expect(() => openCheckpoint(next.note, [parseVerifierKey(logKey)])).toThrow('No trusted key');
    expect((await listKeys(services, twoParty)).map(({ isCurrent }) => isCurrent)).toEqual([false, true]);
  });

  it('of another name or kind are not announced for the log, nor twice', async () => {
    const { services, logKey } = await begin();
    const announce = (verifierKey: string) => announceSigningKey(services, { ...byClient, verifierKey });
    const keys = services.evidence!.keys!;
    const { formatVerifierKey } = await import('@tallystick/evidence');
    const other = formatVerifierKey(await keys.create('other.example.com/log', 'ed25519'));
    const cosigner = formatVerifierKey(await keys.create('northwind.example', 'ed25519-cosignature'));
    await expect(announce(other)).rejects.toMatchObject({ code: 'key-refused' });
    await expect(announce(cosigner)).rejects.toMatchObject({ code: 'key-refused' });
    await expect(announce(logKey)).rejects.toMatchObject({ code: 'key-exists' });
    await expect(announce('rubbish')).rejects.toMatchObject({ code: 'evidence-malformed' });
  });
});

describe('a checkpoint', () => {
  it('is signed over every fact, recorded, and not made twice of the same', async () => {
    const { services, logKey } = await begin();
    const made = await makeCheckpoint(services, byClient);
    expect(made).toMatchObject({ size: 4, repeated: false, origin: `${logName}/${twoParty}` });
    expect(openCheckpoint(made.note, [parseVerifierKey(logKey)]).size).toBe(4);
    const again = await makeCheckpoint(services, byClient);
    expect(again).toMatchObject({ size: 4, repeated: true, note: made.note });
    await grow(services, 'O-2');
    expect(await makeCheckpoint(services, byClient)).toMatchObject({ size: 7, repeated: false });
    expect((await listCheckpoints(services, twoParty)).map(({ size }) => size)).toEqual([4, 7]);
  });

  it('gives the first result again under its idempotency key', async () => {
    const { services } = await begin();
    const command = { ...byClient, idempotencyKey: 'month-end' };
    const made = await makeCheckpoint(services, command);
    await grow(services, 'O-2');
    const again = await makeCheckpoint(services, command);
    expect(again).toMatchObject({ note: made.note, revision: made.revision, repeated: true });
  });

  it('is signed at each issued statement, and covers its seal', async () => {
    const { services } = await begin();
    const { head, checkpoint } = await issueStatement(services, { agreement: twoParty });
    expect(checkpoint).toMatchObject({ signed: true, size: head.position + 1 });
    expect((await checkpointOf(services, { agreement: twoParty })).size).toBe(head.position + 1);
  });

  it('is not needed for a statement: without keys, the statement says why there is none', async () => {
    world = await keyedWorld();
    const { checkpoint } = await issueStatement(withKeys(world, undefined), { agreement: twoParty });
    expect(checkpoint).toEqual({
      signed: false,
      reason: 'not-set-up',
      problem: 'No keys are set up here.',
    });
    expect(await listCheckpoints(world, twoParty)).toEqual([]);
  });

  it('is missed where the ledger names a key and the folder is another', async () => {
    const { services } = await begin();
    await makeCheckpoint(services, byClient);
    const elsewhere = withKeys(services, join(services.folder, 'empty'));
    const { checkpoint } = await issueStatement(elsewhere, { agreement: twoParty });
    expect(checkpoint).toMatchObject({ signed: false, reason: 'refused' });
  });

  it('needs a key', async () => {
    world = await keyedWorld();
    await expect(makeCheckpoint(world, byClient)).rejects.toMatchObject({ code: 'signing-key-missing' });
    await expect(makeCheckpoint(withKeys(world, undefined), byClient)).rejects.toMatchObject({
      code: 'signing-key-missing',
    });
  });

  it('proves each fact it covers, from the bytes', async () => {
    const { services, logKey } = await begin();
    await makeCheckpoint(services, byClient);
    for (const fact of ['0', '1', '2', '3']) {
      const { proof, text, position } = await proofOfFact(services, { agreement: twoParty, fact });
      const verified = verifyTlogProof(proof, text, [parseVerifierKey(logKey)]);
      expect(verified.index).toBe(position);
      expect(() => verifyTlogProof(proof, `${text} `, [parseVerifierKey(logKey)])).toThrow('another root');
    }
    const { text } = await proofOfFact(services, { agreement: twoParty, fact: '1' });
    const { id } = JSON.parse(text) as { id: string };
    expect((await proofOfFact(services, { agreement: twoParty, fact: id })).position).toBe(1);
    await expect(proofOfFact(services, { agreement: twoParty, fact: '4' })).rejects.toMatchObject({
      code: 'checkpoint-unknown',
    });
    await expect(proofOfFact(services, { agreement: twoParty, fact: '77' })).rejects.toMatchObject({
      code: 'fact-unknown',
    });
  });
});

describe('the other party', () => {
  async function cosigner(services: TemporaryServices) {
    const keys = new KeyFolder(join(services.folder, 'provider-keys'));
    const key = await keys.create('northwind.example/contracts', 'ed25519-cosignature');
    const { formatVerifierKey } = await import('@tallystick/evidence');
    return { surroundings: { keys, clock: services.clock }, verifierKey: formatVerifierKey(key) };
  }

  it('cosigns by files alone, each time only what extends the last', async () => {
    const { services, logKey } = await begin();
    const { surroundings, verifierKey } = await cosigner(services);
    await announceCosigningKey(services, { ...byProvider, verifierKey });
    const first = await makeCheckpoint(services, byClient);
    const cosigned = await cosignCheckpoint(surroundings, { text: first.note, logKeys: [logKey] });
    expect(cosigned).toMatchObject({ size: first.size, since: null });
    const recorded = await recordCosignature(services, { ...byProvider, note: cosigned.note });
    expect(recorded).toMatchObject({ size: first.size, repeated: false });
    const again = await recordCosignature(services, { ...byProvider, note: cosigned.note });
    expect(again.repeated).toBe(true);
    const [view] = await listCheckpoints(services, twoParty);
    expect(view!.signatures.map(({ name, cosignedAt }) => [name, cosignedAt])).toEqual([
      [`${logName}/${twoParty}`, null],
      ['northwind.example/contracts', '2025-02-03T09:00:00Z'],
    ]);

    await grow(services, 'O-2');
    const second = await makeCheckpoint(services, byClient);
    await expect(
      cosignCheckpoint(surroundings, { text: second.note, logKeys: [logKey] }),
    ).rejects.toMatchObject({ code: 'checkpoint-refused' });
    const text = await consistencyText(services, { agreement: twoParty, old: first.size });
    const next = await cosignCheckpoint(surroundings, { text, logKeys: [logKey] });
    expect(next).toMatchObject({ size: second.size, since: first.size });
    await expect(cosignCheckpoint(surroundings, { text: first.note, logKeys: [logKey] })).rejects.toThrow(
      'the ledger was set back',
    );
    await expect(cosignCheckpoint(surroundings, { text, logKeys: [logKey] })).rejects.toMatchObject({
      code: 'proof-refused',
    });
  });

  it('cosigns nothing that the log has not signed, and trusts no key that came with it', async () => {
    const { services } = await begin();
    const { surroundings, verifierKey } = await cosigner(services);
    const { note } = await makeCheckpoint(services, byClient);
    await expect(cosignCheckpoint(surroundings, { text: note, logKeys: [] })).rejects.toMatchObject({
      code: 'signature-refused',
    });
    await expect(
      cosignCheckpoint(surroundings, { text: note, logKeys: [verifierKey] }),
    ).rejects.toMatchObject({ code: 'signature-refused' });
  });

  it('has its cosignature recorded only by a key that it announced itself, on a checkpoint of this ledger', async () => {
    const { services, logKey } = await begin();
    const { surroundings, verifierKey } = await cosigner(services);
    const { note } = await makeCheckpoint(services, byClient);
    const cosigned = await cosignCheckpoint(surroundings, { text: note, logKeys: [logKey] });
    const record = (by: typeof byClient, text = cosigned.note) =>
      recordCosignature(services, { ...by, note: text });
    await expect(record(byProvider)).rejects.toMatchObject({ code: 'signature-refused' });
    await announceCosigningKey(services, { ...byProvider, verifierKey });
    await expect(record(byClient)).rejects.toMatchObject({ code: 'signature-refused' });
    await expect(record(byProvider, note)).rejects.toMatchObject({ code: 'signature-refused' });
    await expect(record(byProvider)).resolves.toMatchObject({ repeated: false });
  });
});
