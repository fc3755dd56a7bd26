import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { preparedFolder } from './support/prepared-ledger.js';
import { openSocket } from './support/raw-socket.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let server: StartedServer;
let token: string;

beforeAll(async () => {
  folder = await preparedFolder('sample');
  const made = await runServerCommand(
    ['token', 'create', '--name', 'keeper', '--grant', 'sample:client:keeper'],
    folder,
  );
  token = made.out.trim();
  server = await startServer({ folder });
});
afterAll(() => server.remove());

const headers = (): Record<string, string> => ({
  'content-type': 'application/x-ndjson',
  authorization: `Bearer ${token}`,
});

async function recordedOutages(): Promise<Set<string>> {
  const response = await fetch(`${server.url}/agreements/sample/facts`, { headers: headers() });
  const lines = (await response.text()).split('\n').filter((line) => line.includes('"OutageBegan"'));
  return new Set(lines.map((line) => (JSON.parse(line) as { outage: string }).outage));
}

interface Views {
  readonly outages: { readonly totalCount: number };
}

async function headOfLedger(): Promise<number> {
  const query = '{ agreement(agreement: "sample") { head { position } } }';
  const { data } = await server.query<{ agreement: { head: { position: number } } }>(query, { token });
  return data!.agreement.head.position;
}

/** Records outages one after the other until the server does not answer any more; those that it acknowledged. */
async function recordUntilStopped(writer: number): Promise<{ acknowledged: string[]; refused: unknown[] }> {
  const acknowledged: string[] = [];
  for (let number = 1; ; number += 1) {
    const outage = `W${writer}-${number}`;
    const fact = { type: 'OutageBegan', effectiveAt: '2025-03-05T10:00:00Z', outage, service: 'mail' };
    let response: Response;
    try {
      response = await fetch(`${server.url}/agreements/sample/facts`, {
        method: 'POST',
        headers: headers(),
        body: JSON.stringify(fact),
      });
    } catch {
      return { acknowledged, refused: [] };
    }
    const body: unknown = await response.json();
    if (!response.ok) return { acknowledged, refused: [body] };
    acknowledged.push(outage);
  }
}

test.each(['SIGTERM', 'SIGKILL'] as const)(
  'what was acknowledged before %s is recorded, and what is refused says that the server stops',
  async (signal) => {
    const socket = await openSocket(server.graphqlUrl);
    socket.send({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } });
    await socket.next(({ type }) => type === 'connection_ack');
    const writers = [1, 2, 3, 4].map(recordUntilStopped);
    await pause(400);
    const exitCode = await server.stop(signal);
    const ends = await Promise.all(writers);
    if (signal === 'SIGTERM') {
      expect(exitCode).toBe(0);
      expect((await socket.closed).code).toBe(1001);
      // Those who came while it was ending were told so.
      for (const { refused } of ends) {
        for (const body of refused) expect(body).toMatchObject({ error: { code: 'server-stopping' } });
      }
    }
    const acknowledged = ends.flatMap((end) => end.acknowledged);
    expect(acknowledged.length).toBeGreaterThan(4);

    server = await startServer({ folder });
    const recorded = await recordedOutages();
    expect(acknowledged.filter((outage) => !recorded.has(outage))).toEqual([]);
    // The read models, in which the kill may have come at any step, are as far as the ledger is.
    const { data, errors } = await server.query<Views>(
      `query ($head: Position!) { outages(agreements: ["sample"], waitFor: $head) { totalCount } }`,
      { token, variables: { head: await headOfLedger() } },
    );
    expect(errors).toBeUndefined();
    expect(data!.outages.totalCount).toBe(recorded.size);
    const verified = await fetch(`${server.url}/health/ready`);
    expect(await verified.json()).toEqual({ status: 'ready', problems: [] });
  },
);
