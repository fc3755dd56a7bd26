/**
 * Both adapters on the same rows in one run: a file of SQLite, and EventStoreDB's protocol over a socket, by the official
 * client, to a server in a process of its own. That server keeps its events in memory: what is measured is adapter,
 * client and wire. With ESDB_URL, as the tests take it (`esdb://USER:PASSWORD@HOST:2113?tls=true`), it is a real one.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { rooms } from '../build.mjs';
import { agreement, factBatches } from '../rows.mjs';

const singles = 500;
/** Below the server's own limit of 1 MiB an append. */
const batchFacts = 1000;

/** How the ledgers of this run are reached: the address of one by its name, and the credentials. */
async function eventStoreServer() {
  const run = `bench.${process.pid.toString(36)}.${Date.now().toString(36)}`;
  const real = process.env.ESDB_URL;
  if (real !== undefined && real !== '') {
    const [, scheme, username, password, hosts, query = '?tls=true'] =
      /^([a-z+]+:\/\/)(?:([^:@]+):([^@]+)@)?([^/?]+)[^?]*(\?.*)?$/u.exec(real);
    return {
      address: (name) => `${scheme}${hosts}/${run}.${name}${query}`,
      ...(username !== undefined && {
        credentials: { username: decodeURIComponent(username), password: decodeURIComponent(password) },
      }),
      close: async () => {},
    };
  }
  const script = fileURLToPath(new URL('../../support/protocol-server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  const { ports } = JSON.parse(line);
  return {
    address: (name) => `esdb://127.0.0.1:${ports[0]}/${run}.${name}?tls=false`,
    close: async () => {
      child.stdin.end();
      await once(child, 'exit');
    },
  };
}

const seconds = async (work) => {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
};

async function measure(open, facts) {
  const ledger = await open('one');
  let position = 'none';
  const append = async (batch) =>
    ({ lastPosition: position } = await ledger.append(agreement, position, batch));
  let appendSeconds = 0;
  const ids = [];
  for await (const batch of factBatches(facts, batchFacts)) {
    appendSeconds += await seconds(() => append(batch));
    ids.push(batch[0].id);
  }
  const readSeconds = await seconds(async () => {
    let read = 0;
    for await (const page of ledger.read(agreement, { verifyWhileReading: true })) read += page.length;
    if (read !== facts) throw new Error(`Of ${facts} facts, ${read} were read.`);
  });
  const verifySeconds = await seconds(async () => {
    if (!(await ledger.verify(agreement)).whole) throw new Error('The ledger does not verify.');
  });
  const lookUpSeconds = await seconds(async () => {
    for (const id of ids)
      if ((await ledger.positionsOf(agreement, [id])).size !== 1) throw new Error('A fact is lost.');
  });

  // One fact at a time, each waiting for the one before, as commands to one agreement do.
  let singlePosition = 'none';
  let singleSeconds = 0;
  for await (const batch of factBatches(singles, 1, { source: 'single' })) {
    singleSeconds += await seconds(async () => {
      ({ lastPosition: singlePosition } = await ledger.append('single', singlePosition, batch));
    });
  }
  // And many agreements at once, as many people do.
  const parallel = 32;
  const manySeconds = await seconds(() =>
    Promise.all(
      Array.from({ length: parallel }, async (_, index) => {
        let at = 'none';
        const options = { source: `many${index}`, seed: 1 + index };
        for await (const batch of factBatches(Math.ceil(singles / 4), 1, options)) {
          ({ lastPosition: at } = await ledger.append(`many${index}`, at, batch));
        }
      }),
    ),
  );

  // What another reader of the log sees a new fact after, as a server's read models do.
  const delays = [];
  const stopping = new AbortController();
  let recordedAt;
  let told = () => {};
  const following = (async () => {
    for await (const page of ledger.subscribe('single', singlePosition, stopping.signal)) {
      if (page.length > 0) {
        delays.push(performance.now() - recordedAt);
        told();
      }
    }
  })();
  for await (const batch of factBatches(40, 1, { source: 'told' })) {
    const heard = new Promise((resolve) => (told = resolve));
    recordedAt = performance.now();
    ({ lastPosition: singlePosition } = await ledger.append('single', singlePosition, batch));
    await heard;
  }
  stopping.abort();
  await following;
  delays.sort((one, other) => one - other);

  // Another ledger takes the same facts in, as a move or a restore does.
  const other = await open('other');
  const restoreSeconds = await seconds(() =>
    other.restore(
      agreement,
      (async function* () {
        for await (const page of ledger.read(agreement)) yield page.map(({ text }) => text);
      })(),
    ),
  );
  const [head, moved] = await Promise.all([ledger.head(agreement), other.head(agreement)]);
  if (head.chainHash !== moved.chainHash) throw new Error('The two ledgers differ.');
  await ledger.close();
  await other.close();
  return {
    appendPerSecond: facts / appendSeconds,
    singlePerSecond: singles / singleSeconds,
    manyPerSecond: (parallel * Math.ceil(singles / 4)) / manySeconds,
    readPerSecond: facts / readSeconds,
    verifyPerSecond: facts / verifySeconds,
    restorePerSecond: facts / restoreSeconds,
    lookUpMilliseconds: (1000 * lookUpSeconds) / ids.length,
    toldMilliseconds: delays[Math.floor(delays.length / 2)],
    chainHash: head.chainHash,
  };
}

export async function run({ folder, facts }) {
  const { openEventStoreLedger, openSqliteLedger } = await rooms.ledger();
  const clock = () => Date.UTC(2026, 0, 15);
  const sqlite = await measure((name) => openSqliteLedger(join(folder, `${name}.db`), { clock }), facts);
  const { address, credentials, close } = await eventStoreServer();
  try {
    const eventStore = await measure(
      (name) =>
        openEventStoreLedger({
          address: address(name),
          clock,
          ...(credentials !== undefined && { credentials }),
        }),
      facts,
    );
    if (sqlite.chainHash !== eventStore.chainHash)
      throw new Error('The two adapters come to different chains.');
    return { facts, sqlite, eventStore, real: (process.env.ESDB_URL ?? '') !== '' };
  } finally {
    await close();
  }
}
