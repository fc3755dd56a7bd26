/** `npm run bench [-- --facts N] [--only ledger|adapters|server]`: see README.md beside this file. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const argument = process.argv.indexOf('--facts');
const facts = argument === -1 ? 1_000_000 : Number(process.argv[argument + 1]);
if (!Number.isInteger(facts) || facts < 20_000) throw new Error('--facts takes a whole number from 20000.');
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : undefined;
if (only !== undefined && !['ledger', 'adapters', 'server'].includes(only)) {
  throw new Error('--only takes ledger, adapters or server.');
}
const smallFacts = 10_000;
// The small ledger is measured more often, since warming up takes it longer than the work itself.
const repeats = 3;
const smallRepeats = 25;
const folder = mkdtempSync(join(tmpdir(), 'tallystick-bench-'));
const runner = fileURLToPath(new URL('./run-stage.mjs', import.meta.url));

/** Runs one stage in a process of its own and returns what it measured. */
function stage(name, options) {
  process.stderr.write(`… ${name} ${JSON.stringify({ ...options, file: undefined, folder: undefined })}\n`);
  const child = spawnSync(process.execPath, [runner, name, JSON.stringify(options)], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (child.status !== 0) throw new Error(`The stage ${name} failed.`);
  return JSON.parse(child.stdout.trim().split('\n').at(-1));
}

const rows = [];
const row = (what, value, against = '', note = '') => rows.push([what, value, against, note]);
const perSecond = (count, seconds) => `${Math.round(count / seconds).toLocaleString('en-GB')}/s`;
const cpu = (value) => `${value.toFixed(2)} CPU s`;
const times = (a, b) => `${(a / b).toFixed(2)} ×`;
const megabytes = (bytes) => `${Math.round(bytes / 1_048_576)} MiB`;

/** Reading, replaying, recording and importing, against the raw limits on the same rows. */
function measureLedger() {
  const big = join(folder, 'year.db');
  const small = join(folder, 'small.db');
  const single = join(folder, 'single.db');
  const singleFacts = 2000;

  const appendSmall = stage('append', { file: small, facts: smallFacts, perTransaction: 1000 });
  const appendOne = stage('append', { file: single, facts: singleFacts, perTransaction: 1 });
  const append = stage('append', { file: big, facts, perTransaction: 1000 });
  row(
    'append, 1 per transaction',
    perSecond(singleFacts, appendOne.seconds),
    times(appendOne.seconds, appendOne.rawSeconds),
    'of bare inserts',
  );
  row(
    'append, 1000 per transaction',
    perSecond(facts, append.seconds),
    times(append.seconds, append.rawSeconds),
    `of bare inserts; ${append.bytesPerFact} bytes a fact; peak ${megabytes(append.peakBytes)}`,
  );

  const readSmall = stage('read', { file: small, repeats: smallRepeats });
  const read = stage('read', { file: big, repeats });
  row(
    'read every row (raw)',
    cpu(read.readSeconds),
    times(read.readSeconds, read.readAndParseSeconds),
    'of read and parse',
  );
  row('read and parse every row (raw)', `${cpu(read.readAndParseSeconds)}`, '1.00 ×', 'the yardstick below');
  row(
    'ledger read',
    cpu(read.ledgerReadSeconds),
    times(read.ledgerReadSeconds, read.readAndParseSeconds),
    'of read and parse',
  );
  row(
    'ledger read and parse',
    cpu(read.ledgerReadAndParseSeconds),
    times(read.ledgerReadAndParseSeconds, read.readAndParseSeconds),
    'of read and parse',
  );
  row(
    'verify: every byte re-hashed',
    cpu(read.verifySeconds),
    times(read.verifySeconds, read.readAndParseSeconds),
    'of read and parse',
  );

  const replaySmall = stage('replay', { file: small, repeats: smallRepeats });
  const replay = stage('replay', { file: big, repeats });
  row(
    'full replay, 12 statements, from canonical bytes',
    cpu(replay.replaySeconds),
    times(replay.replaySeconds, read.readAndParseSeconds),
    `of read and parse (aim 1.5); read and fold ${cpu(replay.foldSeconds)}; peak ${megabytes(replay.peakBytes)}`,
  );
  row(
    'the same, the chain held against the bytes',
    cpu(replay.verifiedSeconds),
    times(replay.verifiedSeconds, read.readAndParseSeconds),
    'of read and parse',
  );
  row(
    'full replay, 12 statements, from segments',
    cpu(replay.segmentsSeconds),
    times(replay.segmentsSeconds, read.readAndParseSeconds),
    `of read and parse; ${megabytes(replay.segmentBytes)} of segments`,
  );
  row(
    'one more month on a warm ledger',
    cpu(replay.warmSeconds),
    times(replay.warmSeconds, replay.replaySeconds),
    'of the full replay',
  );

  const imported = stage('import', { folder, rows: Math.min(facts, 300_000) });
  row(
    'import of a CSV audit log',
    perSecond(imported.rows, imported.seconds),
    times(imported.seconds, imported.parseSeconds),
    `of parsing the CSV alone; ${imported.facts} facts; peak ${megabytes(imported.peakBytes)}`,
  );

  const perFact = (large, little) => times(large / facts, little / smallFacts);
  row(
    `cost per fact, ${facts} to ${smallFacts}: append`,
    '',
    perFact(append.seconds, appendSmall.seconds),
    'aim 1.2',
  );
  row(
    `cost per fact, ${facts} to ${smallFacts}: read and parse`,
    '',
    perFact(read.ledgerReadAndParseSeconds, readSmall.ledgerReadAndParseSeconds),
    'aim 1.2',
  );
  row(
    `cost per fact, ${facts} to ${smallFacts}: full replay`,
    '',
    perFact(replay.replaySeconds, replaySmall.replaySeconds),
    'aim 1.2',
  );
}

/** The embedded store and the distributed one, on the same rows. */
function measureAdapters() {
  const own = join(folder, 'adapters');
  mkdirSync(own);
  const {
    sqlite,
    eventStore,
    real,
    facts: measured,
  } = stage('adapters', {
    folder: own,
    facts: Math.min(facts, 100_000),
  });
  const server = real ? 'the server of ESDB_URL' : 'a protocol server that keeps its events in memory';
  const rate = (value) => `${Math.round(value).toLocaleString('en-GB')}/s`;
  for (const [what, figure] of [
    ['append, 1000 facts each', 'appendPerSecond'],
    ['append, 1 fact each, one after the other', 'singlePerSecond'],
    ['append, 1 fact each, 32 agreements at once', 'manyPerSecond'],
    ['read with the chain recomputed', 'readPerSecond'],
    ['verify', 'verifyPerSecond'],
    ['restore', 'restorePerSecond'],
  ]) {
    row(
      `EventStoreDB: ${what}`,
      rate(eventStore[figure]),
      times(eventStore[figure], sqlite[figure]),
      `of SQLite (${rate(sqlite[figure])})`,
    );
  }
  for (const [what, figure] of [
    ['look-up of a fact by its id', 'lookUpMilliseconds'],
    ['a new fact told to a subscriber', 'toldMilliseconds'],
  ]) {
    row(
      `EventStoreDB: ${what}`,
      `${eventStore[figure].toFixed(2)} ms`,
      times(eventStore[figure], sqlite[figure]),
      `of SQLite (${sqlite[figure].toFixed(2)} ms)`,
    );
  }
  row('', '', '', `both adapters: ${measured} facts, the same chain; EventStoreDB is ${server}`);
}

/** The server's views against a bare server's constants, without and with ingestion. */
function measureServer() {
  const own = join(folder, 'server');
  mkdirSync(own);
  const measured = stage('server', { folder: own, largeFacts: facts, rounds: 3, seconds: 3 });
  const { connections, ingested, projectionSeconds } = measured;
  const milliseconds = (value) => `${value.toFixed(1)} ms`;
  const rate = `${Math.round(ingested.recorded / ingested.seconds)} facts/s into ${ingested.agreements} agreements`;
  row(
    'server: rows of all agreements projected',
    `${projectionSeconds.toFixed(1)} s`,
    '',
    `${measured.facts} facts, 50 agreements`,
  );
  for (const [name, views] of [
    ['server', measured.quiet],
    ['server, every answer made anew', measured.anew],
    ['server while ingesting', measured.busy],
  ]) {
    for (const { view, server, bare } of views) {
      row(
        `${name}: ${view}`,
        `${Math.round(server.perSecond)}/s`,
        times(server.perSecond, bare.perSecond),
        `of bare (${Math.round(bare.perSecond)}/s, aim 0.5); p50 ${milliseconds(server.p50)}, p99 ${milliseconds(server.p99)}, p99/p50 ${server.p99ToP50.toFixed(1)} (aim 5)`,
      );
    }
  }
  row('', '', '', `${connections} connections; ingesting ${rate}`);
}

try {
  if (only === undefined || only === 'ledger') measureLedger();
  if (only === undefined || only === 'adapters') measureAdapters();
  if (only === undefined || only === 'server') measureServer();
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((cells) => cells[column].length)));
  console.log(
    `\n${facts.toLocaleString('en-GB')} ticket facts of one year, Node.js ${process.version}, ${availableParallelism()} processors\n`,
  );
  for (const [what, value, against, note] of rows) {
    console.log(
      `${what.padEnd(widths[0])}  ${value.padStart(widths[1])}  ${against.padStart(widths[2])}  ${note}`,
    );
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
