import { createSigningKey, issueStatement, makeCheckpoint } from '@tallystick/application';
import { openCheckpoint, parseVerifierKey, signCheckpoint, type Signer } from '@tallystick/evidence';
import type { JsonObject } from '@tallystick/facts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkFiles, verifyPack } from '../verify.mjs';
import { outage, packWorld, type PackWorld, programsWithoutCalculation } from './testing/pack-world.js';
import {
  type Files,
  flipped,
  foreignKey,
  keeperOf,
  payloadOf,
  remade,
  sealed,
  text,
  vkeyOf,
} from './testing/remade-pack.js';

/** With `EVERY_BYTE=1` every byte of every file is changed; else every byte of small files, and so many of each larger one. */
const mostOfOneFile = process.env['EVERY_BYTE'] === '1' ? Infinity : 2_000;

let world: PackWorld;
let files: Files;
/** The same without all facts: nothing is computed again, so that each verification is quick. */
let small: Files;
let key: string;
let keeper: Signer;
beforeAll(async () => {
  world = await packWorld(programsWithoutCalculation);
  const asked = { invoice: 'INV-2', open: ['Jana Nováková'] };
  ({ files: small } = await world.pack(asked));
  ({ files, verifierKey: key } = await world.pack({ ...asked, complete: true }));
  keeper = keeperOf(world.folder, key);
});
afterAll(() => world.remove());

const verdictOf = (changed: Files, checkpoints: readonly string[] = []) =>
  verifyPack(changed, { keys: [key], checkpoints }).verdict;
const failuresOf = (changed: Files, checkpoints: readonly string[] = []) =>
  verifyPack(changed, { keys: [key], checkpoints }).findings.filter(({ verdict }) => verdict === 'fails');
const changedBy = (name: string, bytes: Uint8Array): Files => new Map(files).set(name, bytes);

function isAccepted(some: Files, digests: ReadonlyMap<string, string>): boolean {
  try {
    checkFiles(some, digests);
    return true;
  } catch {
    return false;
  }
}

/** Places in bytes, all of them or so many spread evenly. */
function* placesIn({ length }: Uint8Array, most: number): Generator<number> {
  const step = Math.max(1, length / most);
  for (let at = 0; at < length; at += step) yield Math.floor(at);
}

describe('a changed pack', () => {
  it('is verified as it was made', () => {
    expect(failuresOf(files)).toEqual([]);
    expect(verdictOf(files)).toBe('verified');
    expect([...files.keys()]).toEqual(
      expect.arrayContaining([
        'opened.json',
        'dispute.json',
        'facts.ndjson',
        'calculation.mjs',
        'checkpoints/9.txt',
      ]),
    );
  });

  it('fails whichever single byte of whichever file is another', { timeout: 1_800_000 }, () => {
    const { subject } = payloadOf(files.get('manifest.dsse.json')!) as unknown as {
      subject: { name: string; digest: { sha256: string } }[];
    };
    let changed = 0;
    for (const [name, bytes] of files) {
      if (name === 'manifest.dsse.json') continue;
      const digest = subject.find((one) => one.name === name)!.digest.sha256;
      const own = new Map([[name, digest]]);
      checkFiles(new Map([[name, bytes]]), own);
      for (const at of placesIn(bytes, mostOfOneFile)) {
        const other = flipped(bytes, at);
        if (isAccepted(new Map([[name, other]]), own)) expect.unreachable(`${name} at ${at}`);
        changed += 1;
      }
      // The check above is the one that the whole verification makes.
      for (const at of placesIn(bytes, 2))
        expect(verdictOf(changedBy(name, flipped(bytes, at)))).toBe('failed');
    }
    expect(changed).toBeGreaterThan(20_000);
  });

  it('fails whichever single byte of the signed manifest is another', { timeout: 1_800_000 }, () => {
    const manifest = files.get('manifest.dsse.json')!;
    for (const at of placesIn(manifest, mostOfOneFile)) {
      expect(verdictOf(changedBy('manifest.dsse.json', flipped(manifest, at)))).toBe('failed');
    }
  });

  it('fails where a file is missing, added, cut or empty', () => {
    for (const [name, bytes] of files) {
      const without = new Map(files);
      without.delete(name);
      expect(verdictOf(without)).toBe('failed');
      expect(verdictOf(changedBy(name, bytes.subarray(0, -1)))).toBe('failed');
      expect(verdictOf(changedBy(name, new Uint8Array()))).toBe('failed');
    }
    expect(verdictOf(changedBy('facts/000000099.json', Buffer.from('{}')))).toBe('failed');
  });
});

/** Here the maker itself cheats: the manifest is made and signed again by the right key. */
describe('a pack that its own maker changed', () => {
  const refusedParts = (changes: Parameters<typeof remade>[1], said?: JsonObject, base = small) =>
    failuresOf(remade(base, changes, keeper, said)).map(({ part }) => part);

  it('is verified where nothing was changed', () => {
    expect(refusedParts({})).toEqual([]);
  });

  it('fails at bytes of the statement, its seal, its terms, facts, proofs, checkpoints, keys and opened texts', () => {
    const checked = /^(statement\.json|attestation|terms\/|facts|checkpoint|consistency|keys\/|opened)/;
    for (const [name, bytes] of small) {
      if (!checked.test(name)) continue;
      for (const at of placesIn(bytes, 12)) {
        expect(refusedParts({ [name]: flipped(bytes, at) }), `${name} at ${at}`).not.toEqual([]);
      }
    }
  });

  it('fails with the proof of another fact, or one cut off', () => {
    const proofs = [...small.keys()].filter((name) => name.endsWith('.tlog-proof'));
    const [one, other] = proofs as [string, string];
    expect(refusedParts({ [one]: small.get(other), [other]: small.get(one) })).toEqual(['facts']);
    const swappedFacts = (name: string) => name.replace('tlog-proof', 'json');
    expect(
      refusedParts({
        [swappedFacts(one)]: small.get(swappedFacts(other)),
        [swappedFacts(other)]: small.get(swappedFacts(one)),
      }),
    ).not.toEqual([]);
    const cut = text(small.get(one)!).replace(/\n[^\n]+\n\n/, '\n\n');
    expect(refusedParts({ [one]: cut })).toEqual(['facts']);
  });

  it('fails with an older checkpoint in the place of the newest', () => {
    expect(refusedParts({ 'checkpoint.txt': small.get('checkpoints/9.txt') })).not.toEqual([]);
  });

  it('fails with a checkpoint over another history, though the right key signed it', () => {
    const real = openCheckpoint(text(small.get('checkpoint.txt')!), [parseVerifierKey(key)]);
    const forged = signCheckpoint({ ...real, root: Buffer.alloc(32, 7) }, keeper);
    expect(refusedParts({ 'checkpoint.txt': forged })).not.toEqual([]);
    const held = signCheckpoint({ ...real, root: Buffer.alloc(32, 7) }, keeper);
    expect(failuresOf(files, [held])[0]!.says).toContain('forked');
  });

  it('fails with the statement of another month, alone or with its seal', async () => {
    const january = (await world.pack({ period: '2025-01' })).files;
    const statement = january.get('statement.json');
    expect(refusedParts({ 'statement.json': statement })).toEqual(['statement']);
    expect(refusedParts({ 'statement.json': statement }, { period: '2025-01' })).not.toEqual([]);
    const all = {
      'statement.json': statement,
      'attestation.dsse.json': january.get('attestation.dsse.json'),
    };
    expect(refusedParts(all, { period: '2025-01' })).not.toEqual([]);
    expect(verifyPack(january, { keys: [key], period: '2025-02' }).verdict).toBe('failed');
  });

  it('fails with a truncated log', () => {
    const lines = text(files.get('facts.ndjson')!).split('\n').slice(0, -1);
    const ofComplete = (changes: Parameters<typeof remade>[1]) => refusedParts(changes, {}, files);
    const ndjson = (some: readonly string[]) => some.map((line) => `${line}\n`).join('');
    expect(ofComplete({ 'facts.ndjson': ndjson(lines.slice(0, -1)) })).toEqual(['ledger']);
    expect(ofComplete({ 'facts.ndjson': ndjson(lines.toSpliced(3, 1)) })).toEqual(['ledger']);
    expect(ofComplete({ 'facts.ndjson': ndjson([lines[1]!, lines[0]!, ...lines.slice(2)]) })).toEqual([
      'ledger',
    ]);
    expect(ofComplete({ 'facts.ndjson': undefined })).toEqual(['ledger']);
  });

  it('fails where facts behind its figures are withheld', () => {
    const outages = [...small].filter(
      ([name, bytes]) => /^facts\/\d+\.json$/.test(name) && text(bytes).includes('OutageBegan'),
    );
    const [name] = outages[0]!;
    expect(refusedParts({ [name]: undefined, [name.replace('json', 'tlog-proof')]: undefined })).toEqual([
      'figures',
    ]);
  });

  it('fails with an attestation of another basis, or of other bytes', () => {
    const attested = payloadOf(small.get('attestation.dsse.json')!);
    const predicate = attested['predicate'] as JsonObject;
    for (const changed of [
      { ...attested, predicate: { ...predicate, valuedAt: '2025-03-31T00:00:00Z' } },
      { ...attested, predicate: { ...predicate, semantics: 2 } },
      { ...attested, subject: [{ name: 'statement.json', digest: { sha256: '0'.repeat(64) } }] },
      { ...attested, predicateType: 'urn:tallystick:another:1' },
    ]) {
      expect(refusedParts({ 'attestation.dsse.json': sealed(changed as JsonObject, keeper) })).toEqual([
        'attestation',
      ]);
    }
  });
});

describe('a foreign key', () => {
  it('is refused where the reader named the right one, however consistent the pack is', () => {
    const foreign = foreignKey(keeper.key.name);
    const own = remade(files, { 'keys/verifier-keys.txt': `${vkeyOf(foreign)}\n` }, foreign);
    expect(verdictOf(own)).toBe('failed');
    expect(verifyPack(files, { keys: [vkeyOf(foreign)] }).verdict).toBe('failed');
    expect(
      verifyPack(files, { keys: [key.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A'))] }).verdict,
    ).toBe('failed');
  });
});

describe('a ledger that was set back', () => {
  it('is found out by a checkpoint held since, whatever its packs say', async () => {
    const other = await packWorld(programsWithoutCalculation);
    try {
      const before = await other.pack();
      await outage(other.services, 'O-5', '2025-03-01T08:00:00Z', '2025-03-01T09:00:00Z');
      other.at('2025-04-03T09:00:00Z');
      await issueStatement(other.services, {
        agreement: 'two-party',
        period: '2025-03',
        assertedBy: { party: 'client' },
      });
      const { note } = await makeCheckpoint(other.services, {
        agreement: 'two-party',
        assertedBy: { party: 'client' },
      });
      // The pack from before is one of a ledger set back: it is whole, and does not reach as far as what was seen.
      const trusted = { keys: [before.verifierKey], checkpoints: [note] };
      const [failure] = verifyPack(before.files, trusted).findings.filter(
        ({ verdict }) => verdict === 'fails',
      );
      expect(failure?.says).toContain('the log was cut');
      expect(verifyPack((await other.pack()).files, trusted).verdict).toBe('verified');
      // Another ledger of the same name: neither key nor history is the one that was seen.
      expect(verifyPack(files, trusted).verdict).toBe('failed');
      await expect(
        createSigningKey(other.services, {
          agreement: 'two-party',
          assertedBy: { party: 'client' },
          name: 'x',
        }),
      ).rejects.toMatchObject({ code: 'key-exists' });
    } finally {
      await other.remove();
    }
  });
});
