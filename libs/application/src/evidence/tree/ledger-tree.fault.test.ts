import { copyFileSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emptyTreeRoot, leafHash, nodeHash } from '@tallystick/evidence';
import type { Ledger } from '@tallystick/ledger';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { recordFacts } from '../../facts/record-facts.js';
import { openSqliteServices } from '../../open-services.js';
import { linesOf } from '../../testing/example-documents.js';
import type { TemporaryServices } from '../../testing/temporary-services.js';
import { theClient, twoParty, twoPartyWorld } from '../../testing/two-party-world.js';
import { type LedgerTree, withLedgerTree } from './ledger-tree.js';
import { SqliteTreeStore } from './sqlite-tree-store.js';
import { type KeptTile, type KeptTree, MemoryTreeStore, type TreeStore } from './tree-store.js';

let world: TemporaryServices;
beforeEach(async () => {
  world = await twoPartyWorld();
});
afterEach(async () => {
  await world.remove();
});

let recorded = 0;
async function record(count: number, services: Pick<TemporaryServices, 'ledger'> = world): Promise<void> {
  const facts = Array.from({ length: count }, () => {
    recorded += 1;
    return {
      type: 'OutageBegan',
      outage: `O-${recorded + 1000}`,
      service: 'email',
      effectiveAt: '2025-01-20T08:00:00Z',
    };
  });
  await recordFacts(
    { ...world, ...services },
    { agreement: twoParty, name: 'facts', assertedBy: theClient, lines: linesOf(...facts) },
  );
}

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const over = (trees: TreeStore, services: Pick<TemporaryServices, 'ledger'> = world) => ({
  ledger: services.ledger,
  evidence: { trees },
});
const rootIn = (tree: LedgerTree) => hex(tree.rootAt(tree.size));
const rootOver = (trees: TreeStore) => withLedgerTree(over(trees), twoParty, rootIn);

/** The definition of RFC 6962, over the texts of the ledger: the oracle. */
async function oracle(): Promise<string> {
  const leaves: Uint8Array[] = [];
  for await (const page of world.ledger.read(twoParty))
    leaves.push(...page.map(({ text }) => leafHash(text)));
  const root = (from: number, until: number): Uint8Array => {
    if (until - from === 0) return emptyTreeRoot;
    if (until - from === 1) return leaves[from]!;
    let split = 1;
    while (split * 2 < until - from) split *= 2;
    return nodeHash(root(from, from + split), root(from + split, until));
  };
  return hex(root(0, leaves.length));
}

describe('a kept tree', () => {
  it('is the same grown in steps, made anew, and as RFC 6962 defines it', async () => {
    const path = join(world.folder, 'kept.tree');
    for (const count of [1, 2, 250, 3, 300, 1]) {
      await record(count);
      const expected = await oracle();
      expect(await rootOver(new SqliteTreeStore(path))).toBe(expected);
      expect(await rootOver(new MemoryTreeStore())).toBe(expected);
    }
    rmSync(path);
    expect(await rootOver(new SqliteTreeStore(path))).toBe(await oracle());
  });

  it('reads only what came since, and keeps a few tiles for it', async () => {
    await record(700);
    const reads: number[] = [];
    const ledger = new Proxy(world.ledger, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (name !== 'read') return typeof member === 'function' ? (member.bind(target) as unknown) : member;
        return async function* (...args: Parameters<Ledger['read']>) {
          for await (const page of target.read(...args)) {
            reads.push(page.length);
            yield page;
          }
        };
      },
    });
    class CountingStore extends MemoryTreeStore {
      readonly saved: number[] = [];
      override save(agreement: string, from: number, tree: KeptTree, tiles: readonly KeptTile[]) {
        this.saved.push(tiles.length);
        return super.save(agreement, from, tree, tiles);
      }
    }
    const store = new CountingStore();
    await withLedgerTree({ ledger, evidence: { trees: store } }, twoParty, rootIn);
    await record(1);
    reads.length = 0;
    store.saved.length = 0;
    const root = await withLedgerTree({ ledger, evidence: { trees: store } }, twoParty, rootIn);
    expect(root).toBe(await oracle());
    expect(reads).toEqual([1]);
    expect(store.saved).toEqual([1]);
  });

  it('proves at any size from what is kept, without reading the ledger', async () => {
    await record(600);
    const store = new MemoryTreeStore();
    await rootOver(store);
    const [fact] = await world.ledger.factsAt(twoParty, [300]);
    await withLedgerTree(over(store), twoParty, (tree) => {
      for (const size of [301, 302, 511, 512, 513, tree.size]) {
        expect(tree.inclusion(fact!, size).length).toBeGreaterThan(0);
        expect(tree.consistency(size, tree.size)).toBeDefined();
      }
      expect(() => tree.rootAt(tree.size + 1)).toThrow('facts, not');
    });
  });

  it('gives way where the ledger was put back to an older file', async () => {
    const path = join(world.folder, 'kept.tree');
    const backup = join(world.folder, 'backup.db');
    const reopen = () => openSqliteServices(join(world.folder, 'tally.db'), { clock: world.clock });
    await world.ledger.close();
    copyFileSync(join(world.folder, 'tally.db'), backup);
    let services = await reopen();
    await record(300, services);
    await withLedgerTree(over(new SqliteTreeStore(path), services), twoParty, rootIn);
    await services.ledger.close();
    copyFileSync(backup, join(world.folder, 'tally.db'));
    services = await reopen();
    world = { ...world, ...services };
    expect(await rootOver(new SqliteTreeStore(path))).toBe(await oracle());
    await record(280);
    expect(await rootOver(new SqliteTreeStore(path))).toBe(await oracle());
  });

  it('may be grown by several at once', async () => {
    const path = join(world.folder, 'kept.tree');
    for (let round = 0; round < 4; round += 1) {
      await record(70);
      const roots = await Promise.all([1, 2, 3, 4].map(() => rootOver(new SqliteTreeStore(path))));
      expect(new Set(roots)).toEqual(new Set([await oracle()]));
    }
  });

  it('is never wrong, whatever bit of its file was flipped', async () => {
    await record(600);
    const path = join(world.folder, 'kept.tree');
    const expected = await rootOver(new SqliteTreeStore(path));
    const good = readFileSync(path);
    const [fact] = await world.ledger.factsAt(twoParty, [300]);
    const flips = 150;
    for (let flip = 0; flip < flips; flip += 1) {
      const bytes = Buffer.from(good);
      const at = Math.floor((flip * bytes.length) / flips) + (flip % 97);
      bytes[at % bytes.length]! ^= 1 << (flip % 8);
      writeFileSync(path, bytes);
      rmSync(`${path}-journal`, { force: true });
      const { root, proof } = await withLedgerTree(over(new SqliteTreeStore(path)), twoParty, (tree) => ({
        root: rootIn(tree),
        // Both check themselves before they are given.
        proof: [tree.inclusion(fact!, 512), tree.consistency(301, tree.size)],
      }));
      expect({ at, root }).toEqual({ at, root: expected });
      expect(proof).toHaveLength(2);
    }
    for (const rubbish of [Buffer.alloc(0), Buffer.from('rubbish'), good.subarray(0, 5000)]) {
      writeFileSync(path, rubbish);
      expect(await rootOver(new SqliteTreeStore(path))).toBe(expected);
    }
    expect(existsSync(path)).toBe(true);
  });
});
