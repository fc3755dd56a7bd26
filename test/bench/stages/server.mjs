/**
 * Requests per second and latency of five typical views over fifty agreements: as asked, with every answer made anew, and
 * while facts come in; beside each, in rounds that alternate, a bare server of the same library that answers the same queries with constants.
 */
import { fork, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { agreements, largeAgreement, writePortfolio } from '../server/portfolio.mjs';
import { views } from '../server/views.mjs';

const beside = (path) => fileURLToPath(new URL(path, import.meta.url));
const bin = beside('../../../apps/api/bin/tally-server.mjs');
const connections = 10;
const factsPerSecond = 200;
const ingestedAgreements = [largeAgreement, ...agreements.slice(1, 4)];

export async function run({ folder, largeFacts, rounds, seconds, profile }) {
  const environment = {
    ...process.env,
    TALLY_LEDGER: join(folder, 'portfolio.db'),
    TALLY_PORT: '0',
    TALLY_LOG_LEVEL: 'error',
    TALLY_READY_LAG: '0',
    TALLY_REQUESTS_PER_MINUTE: '10000000',
    TALLY_ADDRESS_REQUESTS_PER_MINUTE: '10000000',
  };
  const facts = await writePortfolio(environment.TALLY_LEDGER, largeFacts);
  const token = (name, role) => {
    const grants = agreements.flatMap((agreement) => ['--grant', `${agreement}:${role}`]);
    return command(['token', 'create', '--name', name, '--json', ...grants], environment).secret;
  };
  const [reader, writer] = [token('reader', 'client:reader'), token('desk', 'provider:contributor')];
  const children = [];
  try {
    const server = await startServer(folder, environment, profile, children);
    const projectionSeconds = await untilProjected(server);
    const { schema, constants, bytes } = await answersOf(server, reader, environment);
    const bare = fork(beside('../server/bare-server.mjs'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    children.push(bare);
    bare.send({ schema, constants });
    const [{ url: bareUrl }] = await once(bare, 'message');

    const measureAll = async (anew) => {
      const measured = [];
      for (const view of views) {
        measured.push({
          view: view.name,
          ...(await measure(view, server, bareUrl, reader, { rounds, seconds, anew })),
        });
      }
      return measured;
    };
    const quiet = await measureAll(false);
    const anew = await measureAll(true);
    const options = { url: server, token: writer, agreements: ingestedAgreements, factsPerSecond };
    const ingestion = fork(beside('../server/ingest.mjs'), [JSON.stringify(options)]);
    children.push(ingestion);
    await pause(1000);
    const busy = await measureAll(false);
    ingestion.send('stop');
    const [ingested] = await once(ingestion, 'message');
    return {
      facts,
      projectionSeconds,
      connections,
      quiet: quiet.map((each) => ({ ...each, bytes: bytes[each.view] })),
      anew,
      busy,
      ingested: { ...ingested, agreements: ingestedAgreements.length },
    };
  } finally {
    for (const child of children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
}

function command(args, environment) {
  const done = spawnSync(process.execPath, [bin, ...args], { env: environment, encoding: 'utf8' });
  if (done.status !== 0) throw new Error(`tally-server ${args[0]} failed: ${done.stderr}`);
  return args.includes('--json') ? JSON.parse(done.stdout) : done.stdout;
}

/** Starts the built server and resolves to its address. With `profile`, it leaves a CPU profile in that folder. */
async function startServer(folder, environment, profile, children) {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const child = spawn(process.execPath, [...flags, bin, 'start'], {
    cwd: folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const address = /^listening at (\S+)$/.exec(line)?.[1];
    if (address !== undefined) {
      child.stdout.resume();
      return address;
    }
  }
  throw new Error('The server ended before it listened.');
}

/** Seconds until every agreement's rows are as far as its ledger. */
async function untilProjected(url) {
  const begun = performance.now();
  for (;;) {
    const { status } = await fetch(`${url}/health/ready`);
    if (status === 200) return (performance.now() - begun) / 1000;
    await pause(250);
  }
}

/** Asks everything once: checks that it is answered as meant, and keeps an answer of middling size of each as constant. */
async function answersOf(url, token, environment) {
  const schema = command(['schema'], environment);
  const constants = {};
  const bytes = {};
  for (const view of views) {
    const answers = [];
    for (const variables of view.variables) {
      const response = await fetch(`${url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
        body: JSON.stringify({ query: view.query, variables }),
      });
      const text = await response.text();
      const { data, errors } = JSON.parse(text);
      if (errors !== undefined || !view.answers(data)) {
        throw new Error(`${view.name} ${JSON.stringify(variables)} is not answered: ${text.slice(0, 2000)}`);
      }
      answers.push({ data, length: text.length });
    }
    const middling = answers.toSorted((a, b) => a.length - b.length)[Math.floor(answers.length / 2)];
    bytes[view.name] = middling.length;
    for (const [field, value] of Object.entries(middling.data)) {
      constants[field] = { ...constants[field], ...value };
    }
  }
  return { schema, constants, bytes };
}

/** Warms both up, then bursts in turn. Rates are of all rounds together; percentiles are the middle one of the rounds'. */
async function measure(view, server, bare, token, { rounds, seconds, anew }) {
  const requests = view.variables.map((variables) => ({ query: view.query, variables }));
  const burst = (url, own, length) =>
    load({ url, token: own, requests, seconds: length, connections, anew: anew && url === server });
  await burst(server, token, 2);
  await burst(bare, undefined, 1);
  const ours = [];
  const bares = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await burst(server, token, seconds));
    bares.push(await burst(bare, undefined, seconds));
  }
  return { server: together(ours), bare: together(bares) };
}

function together(bursts) {
  const sum = (of) => bursts.reduce((total, burst) => total + of(burst), 0);
  const middle = (of) => bursts.map(of).toSorted((a, b) => a - b)[Math.floor(bursts.length / 2)];
  const wrong = sum((burst) => burst.wrong);
  if (wrong > 0) throw new Error(`${wrong} requests were not answered.`);
  return {
    perSecond: sum((burst) => burst.requests) / sum((burst) => burst.seconds),
    p50: middle((burst) => burst.p50),
    p99: middle((burst) => burst.p99),
    p99ToP50: middle((burst) => burst.p99 / burst.p50),
  };
}

async function load(options) {
  const child = spawn(process.execPath, [beside('../server/load.mjs'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let out = '';
  for await (const chunk of child.stdout) out += chunk;
  return JSON.parse(out);
}
