/**
 * The protocol server of libs/ledger as a process of its own, for tests with several servers and for a try-out:
 *
 *     npx node test/support/protocol-server.mjs [--port 2113] [--secure] [--nodes 3]
 *
 * It prints one line of JSON when it is there: `{"url": …, "ports": […]}`. Each line of JSON on its standard input is
 * an order, answered by one line: `{"node": 0, "do": "fault", "fault": {…}}`, and `do` may be `restart`, `stop`,
 * `start`, `cut-connections`, `clear-faults`, `lead` or `report`. It ends when its standard input does. What is stored
 * is in memory.
 */
import { registerHooks } from 'node:module';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const testing = new URL('../../libs/ledger/src/eventstoredb/testing/', import.meta.url);
// The sources name one another as they are called once built; Node reads the TypeScript itself.
registerHooks({
  resolve: (specifier, context, next) => {
    const ofTheHouse = specifier.startsWith('.') && context.parentURL?.startsWith(testing.href) === true;
    return next(ofTheHouse ? specifier.replace(/\.js$/u, '.ts') : specifier, context);
  },
});
const { startProtocolServer } = await import(new URL('protocol-server.ts', testing));
const { startProtocolCluster } = await import(new URL('protocol-cluster.ts', testing));

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    secure: { type: 'boolean', default: false },
    nodes: { type: 'string' },
    'max-append-bytes': { type: 'string' },
  },
});
const maxAppendBytes = values['max-append-bytes'];
const options = {
  secure: values.secure,
  ...(maxAppendBytes === undefined ? {} : { maxAppendBytes: Number(maxAppendBytes) }),
};
const cluster =
  values.nodes === undefined
    ? undefined
    : await startProtocolCluster({ ...options, nodes: Number(values.nodes) });
const single =
  cluster === undefined
    ? await startProtocolServer({ ...options, port: Number(values.port ?? 0) })
    : undefined;
const nodes = cluster?.nodes ?? [single];

const say = (answer) => process.stdout.write(`${JSON.stringify(answer)}\n`);
say({ url: (cluster ?? single).url, ports: nodes.map(({ port }) => port) });

async function obey({ node: index = 0, do: what, fault }) {
  const node = nodes[index];
  switch (what) {
    case 'fault':
      return node.faults.next(fault);
    case 'clear-faults':
      return node.faults.clear();
    case 'cut-connections':
      return node.cutConnections();
    case 'restart':
      return node.restart();
    case 'stop':
      return cluster === undefined ? node.stop() : cluster.stopNode(index);
    case 'start':
      return cluster === undefined ? node.start() : cluster.startNode(index);
    case 'lead':
      return cluster.moveLeader(index);
    case 'report':
      return {
        struck: node.faults.struck,
        calls: Object.fromEntries(node.calls),
        events: node.log.all.length,
      };
    default:
      throw new Error(`No such order: ${what}`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  try {
    say({ done: (await obey(JSON.parse(line))) ?? null });
  } catch (error) {
    say({ failed: error.message });
  }
}
await (cluster ?? single).close();
process.exit();
