import { spawnSync } from 'node:child_process';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { facts, readAll } from '../../compliance/ledger-under-test.js';
import { openSqliteLedger } from '../open-sqlite-ledger.js';
import { temporaryFolder } from '../sqlite-under-test.js';
import { appendingCommand, startCommand } from './child-process.js';

/*
 * A file system that is really full: a small one in memory, in a namespace of its own, so that neither privileges nor anybody
 * else's space are needed. Where the kernel does not allow that, full-disk.fault.test.ts stands alone.
 */

const inNamespace = ['unshare', '--map-root-user', '--mount', 'sh', '-c'] as const;
const isPossible =
  spawnSync(inNamespace[0], [...inNamespace.slice(1), 'mount -t tmpfs tmpfs /tmp'], { stdio: 'ignore' })
    .status === 0;
if (!isPossible) {
  console.warn('SKIPPED full-file-system.fault.test.ts: no namespaces of mounts for users (unshare) here.');
}

let folder: string;
beforeEach(async () => {
  folder = await temporaryFolder();
});
afterEach(() => rm(folder, { recursive: true }));

it.skipIf(!isPossible)(
  'keeps what it acknowledged when the file system is full, and nothing by halves',
  async () => {
    const small = join(folder, 'small');
    const left = join(folder, 'left');
    await mkdir(small);
    await mkdir(left);
    const numbers = { first: 0, batches: 1e6, batchSize: 20 };
    const writing = appendingCommand(join(small, 'ledger.tally'), 'any', 'F', numbers);
    // What is left of it is copied out, since the file system ends with the process.
    const script =
      'mount -t tmpfs -o size=600k tmpfs "$1" && left="$2" && small="$1" && shift 2; "$@"; cp "$small"/ledger.tally* "$left"';
    const child = startCommand([...inNamespace, script, 'sh', small, left, ...writing]);
    const complaints = await child.ended;
    expect(complaints).toMatch(/input-output/);
    expect(child.acknowledged.length).toBeGreaterThan(3);

    await rm(join(left, 'ledger.tally-shm'), { force: true });
    const ledger = await openSqliteLedger(join(left, 'ledger.tally'), { mustExist: true });
    const recorded = await readAll(ledger, 'A');
    expect(recorded.length).toBe(child.acknowledged.length * numbers.batchSize);
    expect((await ledger.verify()).faults).toEqual([]);
    // With space again it goes on.
    expect((await ledger.append('A', recorded.length - 1, facts(0, 3))).repeated).toBe(false);
    await ledger.close();
  },
);
