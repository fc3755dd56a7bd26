import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeCheckpoint, zipPack } from '@tallystick/application';
import { openCheckpoint, parseVerifierKey, signCheckpoint } from '@tallystick/evidence';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { factsBehind, readPack, readZip, run, verifyPack } from '../verify.mjs';
import { builtPrograms, packWorld, type PackWorld } from './testing/pack-world.js';
import { keeperOf, text } from './testing/remade-pack.js';

const programs = builtPrograms();
let world: PackWorld;
let pack: Awaited<ReturnType<PackWorld['pack']>>;
beforeAll(async () => {
  world = await packWorld(programs);
  pack = await world.pack();
});
afterAll(() => world.remove());

const parts = (verified: ReturnType<typeof verifyPack>, verdict: string) =>
  verified.findings.filter((finding) => finding.verdict === verdict).map(({ part }) => part);

describe('a pack', () => {
  it('is verified under the key that its maker gave in another way, and says what it did not check', () => {
    const verified = verifyPack(pack.files, { keys: [pack.verifierKey], period: '2025-02' });
    expect(parts(verified, 'fails')).toEqual([]);
    expect(verified).toMatchObject({ verdict: 'verified', agreement: 'two-party', period: '2025-02' });
    expect(parts(verified, 'holds')).toEqual(
      expect.arrayContaining([
        'manifest',
        'keys',
        'checkpoint',
        'statement',
        'facts',
        'seal',
        'attestation',
        'terms',
        'figures',
        'sums',
      ]),
    );
    expect(parts(verified, 'not checked')).toEqual(
      expect.arrayContaining([
        'amendments',
        'calculation',
        'chain',
        'history',
        'other facts',
        'statement.pdf',
        'truth',
      ]),
    );
  });

  it('is not authentic by the key that it brings along', () => {
    const verified = verifyPack(pack.files);
    expect(verified.verdict).toBe('not authentic');
    expect(parts(verified, 'not checked')).toContain('authenticity');
  });

  it('is the same bytes again as long as the ledger is the same', async () => {
    const zip = await zipPack(pack.files);
    const again = await world.pack();
    expect(Buffer.compare(zip, await zipPack(again.files))).toBe(0);
    expect([...readZip(zip).keys()]).toEqual([...pack.files.keys()]);
  });

  it('has the facts behind its figures, the seal and the keys, and no others', () => {
    const statement = JSON.parse(text(pack.files.get('statement.json')!)) as unknown;
    const expected = factsBehind(statement);
    const others = new Set<string>();
    const outages = new Set<string>();
    for (const [name, bytes] of pack.files) {
      if (!/^facts\/\d+\.json$/.test(name)) continue;
      const { id, type, outage } = JSON.parse(text(bytes)) as { id: string; type: string; outage?: string };
      if (outage !== undefined) outages.add(outage);
      if (!expected.delete(id)) others.add(type);
    }
    expect(expected.size).toBe(0);
    expect([...others].sort()).toEqual(['SigningKeyAnnounced', 'StatementIssued']);
    // Outages that this month's figures do not stand on are nobody's business here.
    expect([...outages].sort()).toEqual(['O-3', 'O-4']);
  });

  it('says whose it is, and that nothing was rolled back, by a checkpoint held since January', async () => {
    const held = text(pack.files.get('checkpoints/9.txt')!);
    const trusted = { keys: [pack.verifierKey], checkpoints: [held] };
    const verified = verifyPack(pack.files, trusted);
    expect(verified.verdict).toBe('verified');
    expect(parts(verified, 'holds')).toContain('held checkpoint 1');
    // One that the pack does not hold itself takes a proof made for it.
    const { note, size } = await makeCheckpoint(world.services, {
      agreement: 'two-party',
      assertedBy: { party: 'client' },
    });
    expect(size).toBeGreaterThan(pack.checkpointSize);
    expect(verifyPack(pack.files, { keys: [pack.verifierKey], checkpoints: [note] }).verdict).toBe('failed');
    const cut = signCheckpoint(
      { ...openCheckpoint(note, [parseVerifierKey(pack.verifierKey)]), size: 3 },
      keeperOf(world.folder, pack.verifierKey),
    );
    const later = await world.pack({ since: [held, cut] });
    expect([...later.files.keys()]).toContain(`consistency/3-${later.checkpointSize}.txt`);
    // Its size is right, and its root is of no ledger.
    const forked = verifyPack(later.files, { keys: [pack.verifierKey], checkpoints: [cut] });
    expect(forked.findings.find(({ verdict }) => verdict === 'fails')?.says).toContain('forked');
    const beyond = cut.replace('\n3\n', '\n999\n');
    await expect(world.pack({ since: [beyond] })).rejects.toMatchObject({ code: 'checkpoint-refused' });
    expect(verifyPack(later.files, trusted).verdict).toBe('verified');
  });
});

describe('a complete pack', () => {
  it('is computed again from its facts alone, by the program that it brings or by another', async () => {
    const { files, verifierKey } = await world.pack({ complete: true });
    const verified = verifyPack(files, { keys: [verifierKey] });
    expect(verified.verdict).toBe('verified');
    expect(parts(verified, 'holds')).toEqual(expect.arrayContaining(['ledger', 'chain', 'calculation']));
    const own = verifyPack(files, { calculation: programs.calculation });
    expect(parts(own, 'holds')).toContain('calculation');
    // Code that nobody known signed is not run.
    const unknown = verifyPack(files);
    expect(parts(unknown, 'not checked')).toContain('calculation');
    const wrong = "export const recalculate = () => '{}';";
    const failed = verifyPack(files, { keys: [verifierKey], calculation: wrong });
    expect(parts(failed, 'fails')).toEqual(['calculation']);
    const reading =
      "import { readFileSync } from 'node:fs';\nexport const recalculate = () => readFileSync('/etc/hostname', 'utf8');";
    const refused = verifyPack(files, { keys: [verifierKey], calculation: reading });
    expect(refused.findings.find(({ verdict }) => verdict === 'fails')?.says).toContain('ERR_ACCESS_DENIED');
  });
});

describe('a dispute file', () => {
  it('adds the invoice line by line, the claims, and the facts about it', async () => {
    const { files, verifierKey } = await world.pack({ invoice: 'INV-2' });
    const verified = verifyPack(files, { keys: [verifierKey] });
    expect(parts(verified, 'fails')).toEqual([]);
    expect(parts(verified, 'holds')).toContain('invoice');
    const dispute = JSON.parse(text(files.get('dispute.json')!)) as object;
    expect(dispute).toMatchObject({
      comparison: {
        invoiced: '10500.00',
        tooMuch: '500.00',
        lines: [{ verdict: 'as-agreed' }, { verdict: 'no-charge-named' }],
      },
      claims: [{ id: 'email', claim: { status: 'claimed', claimBy: '2025-04-29T21:59:59Z' } }],
      adjustmentsSince: [],
    });
    expect(text(files.get('README.txt')!)).toContain('Invoice INV-2');
  });

  it('of an earlier month adds what later statements adjusted', async () => {
    const { files, verifierKey } = await world.pack({ period: '2025-01', invoice: 'INV-2' });
    expect(verifyPack(files, { keys: [verifierKey] }).verdict).toBe('verified');
    const dispute = JSON.parse(text(files.get('dispute.json')!)) as object;
    expect(dispute).toMatchObject({
      adjustmentsSince: [{ statedIn: '2025-02', adjustment: { period: '2025-01' } }],
    });
  });
});

describe('personal texts', () => {
  it('travel as commitments, and are opened for subjects that are named', async () => {
    expect([...pack.files.values()].some((bytes) => text(bytes).includes('Nováková'))).toBe(false);
    expect(pack.files.has('opened.json')).toBe(false);
    const { files, verifierKey } = await world.pack({ open: ['Jana Nováková'] });
    expect(text(files.get('opened.json')!)).toContain('"text":"Jana Nováková"');
    const verified = verifyPack(files, { keys: [verifierKey] });
    expect(verified.verdict).toBe('verified');
    expect(parts(verified, 'holds')).toContain('opened');
    await expect(world.pack({ open: ['Nobody'] })).rejects.toMatchObject({ code: 'subject-unknown' });
  });
});

describe('the program', () => {
  it('reads a folder or a zip file, and answers by its exit code', async () => {
    const folder = join(world.folder, 'pack');
    for (const [name, bytes] of pack.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    expect(new Set(readPack(folder).keys())).toEqual(new Set(pack.files.keys()));
    const zip = join(world.folder, 'pack.zip');
    writeFileSync(zip, await zipPack(pack.files));
    const said: string[] = [];
    const write = (line: string) => said.push(line);
    expect(run([zip, '--key', pack.verifierKey], write)).toBe(0);
    expect(run([folder], write)).toBe(3);
    expect(run([zip, '--key', pack.verifierKey, '--period', '2025-01'], write)).toBe(1);
    expect(run([zip, '--key', 'nonsense'], write)).toBe(2);
    expect(run([], write)).toBe(2);
    expect(run([join(folder, 'README.txt')], write)).toBe(1);
    expect(run([join(folder, 'no such file')], write)).toBe(1);
    expect(run([zip, '--json'], write)).toBe(3);
    expect(JSON.parse(said.at(-1)!)).toMatchObject({ verdict: 'not authentic' });
    expect(said[0]).toContain('VERIFIED');
    const child = spawnSync(
      process.execPath,
      [join(folder, 'verify.mjs'), folder, '--key', pack.verifierKey],
      { encoding: 'utf8' },
    );
    expect(child).toMatchObject({ status: 0, stdout: said[0] });
  });

  const missing = ['openssl', 'sha256sum', 'sed', 'base64'].filter(
    (tool) => spawnSync(tool, ['--help']).error !== undefined,
  );
  if (missing.length > 0)
    console.warn(`SKIPPED: the README of a pack by hand, because ${missing.join(', ')} is missing.`);
  test.skipIf(missing.length > 0)('is not even needed: the commands of the README do it by hand', () => {
    const folder = join(world.folder, 'by hand', 'pack');
    for (const [name, bytes] of pack.files) {
      mkdirSync(dirname(join(folder, name)), { recursive: true });
      writeFileSync(join(folder, name), bytes);
    }
    const byHand = /CHECK IT BY HAND\n([^]*?)\nWHAT IT DOES NOT SHOW/.exec(
      text(pack.files.get('README.txt')!),
    )![1]!;
    const commands = byHand
      .split('\n')
      .filter((line) => line.startsWith('    '))
      .map((line) => line.trim());
    expect(commands.length).toBeGreaterThan(10);
    const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', commands.join('\n')], {
      cwd: folder,
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout.match(/Signature Verified Successfully/g)).toHaveLength(2);
    expect(stdout).toContain('statement.json: OK');
    expect(stdout.split(pack.digest).length - 1).toBe(2);
  });
});
