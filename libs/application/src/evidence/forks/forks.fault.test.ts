import { copyFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { verifyLedger } from '../../ledger/verify-ledger.js';
import { openSqliteServices } from '../../open-services.js';
import type { Services } from '../../services.js';
import { issueStatement } from '../../statements/issue-statement.js';
import type { TemporaryServices } from '../../testing/temporary-services.js';
import { outage, theClient, twoParty } from '../../testing/two-party-world.js';
import { makeCheckpoint } from '../checkpoints/make-checkpoint.js';
import { consistencyText, proofOfFact } from '../checkpoints/read-checkpoints.js';
import { logName, signedWorld, withKeys } from '../testing/evidence-world.js';

let world: TemporaryServices;
let logKey: string;
const byClient = { agreement: twoParty, assertedBy: theClient };

afterEach(async () => {
  await world.ledger.close();
  rmSync(world.folder, { recursive: true });
});

async function begin(): Promise<void> {
  ({ services: world, logKey } = await signedWorld());
}

const file = () => join(world.folder, 'tally.db');

/** Closes the ledger, does something with its file, and opens it again. */
async function between(work: () => void): Promise<void> {
  await world.ledger.close();
  work();
  const opened = await openSqliteServices(file(), { clock: world.clock });
  world = { ...world, ...opened, evidence: { ...world.evidence!, trees: opened.evidence!.trees } };
}

const keep = (name: string) => between(() => copyFileSync(file(), join(world.folder, name)));
const putBack = (name: string) => between(() => copyFileSync(join(world.folder, name), file()));

/** Records two facts. */
const grow = (key: string, hour = '08') =>
  outage(world, key, `2025-01-20T${hour}:00:00Z`, `2025-01-20T${hour}:30:00Z`);

async function noteNow(): Promise<string> {
  return (await makeCheckpoint(world, byClient)).note;
}

const against = (...texts: string[]) => texts.map((text, index) => ({ name: `held-${index + 1}`, text }));

/** Verifies as somebody who has only the ledger's file and what was kept elsewhere. */
async function compare(texts: string[], services: Services = withKeys(world, undefined)) {
  const report = await verifyLedger(services, { against: against(...texts), keys: [logKey] });
  return { whole: report.whole, faults: report.faults, ...report.comparisons[0]! };
}

describe('a ledger that was set back to an older file', () => {
  it('is whole by itself, and found by a checkpoint kept elsewhere, with the position', async () => {
    await begin();
    await noteNow();
    await keep('older.db');
    await grow('O-2');
    await grow('O-3');
    const held = await noteNow();
    await putBack('older.db');
    const alone = await verifyLedger(withKeys(world, undefined), {});
    expect(alone.whole).toBe(true);
    expect(alone.comparisons[0]).toMatchObject({ verdict: 'same' });

    const found = await compare([held]);
    expect(found).toMatchObject({
      whole: false,
      faults: [],
      verdict: 'set-back',
      facts: 5,
      firstDifference: null,
      missing: { from: 5, until: 9 },
    });
  });

  it('signs and seals nothing more where the folder of keys was not set back with it', async () => {
    await begin();
    await keep('older.db');
    await grow('O-2');
    await noteNow();
    await putBack('older.db');
    await expect(makeCheckpoint(world, byClient)).rejects.toThrow('it was set back');
    await expect(issueStatement(world, { agreement: twoParty })).rejects.toMatchObject({
      code: 'checkpoint-refused',
    });
    const report = await verifyLedger(world, {});
    expect(report.whole).toBe(false);
    expect(report.comparisons[0]).toMatchObject({ verdict: 'set-back', missing: { from: 4, until: 6 } });
    // Growing again beyond the old size does not hide it.
    await grow('O-8', '10');
    await grow('O-9', '11');
    await expect(makeCheckpoint(world, byClient)).rejects.toThrow('another history');
  });

  it('seals nothing either where it was set back to before the fact that names the key', async () => {
    await begin();
    await noteNow();
    const texts: string[] = [];
    for await (const page of world.ledger.read(twoParty, { until: 2 }))
      texts.push(...page.map((one) => one.text));
    await between(() => {
      for (const end of ['', '-wal', '-shm', '.tree']) rmSync(`${file()}${end}`, { force: true });
    });
    const pages = (async function* () {
      yield await Promise.resolve(texts);
    })();
    await world.ledger.restore(twoParty, pages);
    await expect(issueStatement(world, { agreement: twoParty })).rejects.toThrow('it was set back');
  });

  it('is found even before the fact that names the key', async () => {
    await begin();
    const held = await noteNow();
    const fresh = await openSqliteServices(join(world.folder, 'other.db'), { clock: world.clock });
    const text: string[] = [];
    for await (const page of world.ledger.read(twoParty, { until: 2 }))
      text.push(...page.map((one) => one.text));
    const pages = (async function* () {
      yield await Promise.resolve(text);
    })();
    await fresh.ledger.restore(twoParty, pages);
    const found = await verifyLedger(fresh, { against: against(held), keys: [logKey] });
    expect(found.comparisons[0]).toMatchObject({ verdict: 'set-back', missing: { from: 3, until: 4 } });
    await fresh.ledger.close();
  });
});

describe('two histories', () => {
  /** The facts 0 to 14 in common; from 15 on one history is signed and kept, and another one is served. */
  async function fork(): Promise<{ early: string; held: string; proofs: string[]; growth: string }> {
    await begin();
    for (const key of ['A', 'B', 'C']) await grow(`O-${key}`);
    const early = await noteNow();
    await grow('O-D');
    await keep('common.db');
    for (const key of ['E', 'F', 'G', 'H']) await grow(`O-${key}`);
    const held = await noteNow();
    const proofs: string[] = [];
    for (const fact of ['11', '12', '14']) {
      proofs.push((await proofOfFact(world, { agreement: twoParty, fact })).proof);
    }
    const growth = await consistencyText(world, { agreement: twoParty, old: 10 });
    await putBack('common.db');
    await grow('O-E');
    for (const key of ['X', 'Y', 'Z']) await grow(`O-${key}`, '12');
    await grow('O-W', '13');
    return { early, held, proofs, growth };
  }

  it('are told apart by one checkpoint: at or before its last fact', async () => {
    const { held } = await fork();
    expect(await compare([held])).toMatchObject({
      whole: false,
      verdict: 'forked',
      facts: 23,
      // The ledger's own checkpoint, which both histories have, counts as kept.
      firstDifference: { from: 10, until: 21 },
      missing: null,
    });
  });

  it('are told apart more closely the more was kept', async () => {
    const { early, held, proofs, growth } = await fork();
    expect(await compare([early, held])).toMatchObject({ firstDifference: { from: 10, until: 21 } });
    expect(await compare([held, growth])).toMatchObject({ firstDifference: { from: 12, until: 16 } });
    expect(await compare([held, ...proofs])).toMatchObject({ firstDifference: { from: 15, until: 16 } });
  });

  it('are not confused with a good one, and every file says its own verdict', async () => {
    const { early, held } = await fork();
    const good = await compare([early]);
    expect(good).toMatchObject({ whole: true, verdict: 'same' });
    const { checkpoints } = await compare([early, held]);
    expect(checkpoints.map(({ from, verdict }) => [from, verdict])).toEqual([
      ['held-1', 'same'],
      ['held-2', 'forked'],
      ['ledger', 'same'],
    ]);
  });
});

describe('a file to hold a ledger against', () => {
  it('counts only where a trusted key of that log signed it', async () => {
    await begin();
    const note = await noteNow();
    const changed = note.replace('\n4\n', '\n3\n');
    await expect(compare([changed])).rejects.toMatchObject({ code: 'signature-refused' });
    await expect(compare(['rubbish'])).rejects.toMatchObject({ code: 'evidence-malformed' });
    const foreign = note.replaceAll(`${logName}/${twoParty}`, `${logName}/other`);
    await expect(compare([foreign])).rejects.toMatchObject({ code: 'checkpoint-refused' });
    expect((await compare([note])).whole).toBe(true);
  });
});
