import type { Client } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { preparedFolder } from './support/prepared-ledger.js';
import { runServerCommand, type StartedServer, startServer } from './support/start-server.js';

let folder: string;
let server: StartedServer;
const tokens = { reader: '', provider: '', stranger: '', passing: '' };

beforeAll(async () => {
  folder = await preparedFolder('sample', 'elsewhere');
  tokens.reader = await token('reader', 'sample:client:reader');
  tokens.provider = await token('importer', 'sample:provider:contributor');
  tokens.stranger = await token('stranger', 'elsewhere:client:keeper');
  tokens.passing = await token('passing', 'sample:client:reader');
  server = await startServer({ folder });
});
afterAll(() => server.remove());

async function token(name: string, grant: string): Promise<string> {
  const { out, error, exitCode } = await runServerCommand(
    ['token', 'create', '--name', name, '--grant', grant],
    folder,
  );
  if (exitCode !== 0) throw new Error(error);
  return out.trim();
}

type Line = Readonly<Record<string, unknown>>;

async function record(...facts: readonly Line[]): Promise<number> {
  const response = await fetch(`${server.url}/agreements/sample/facts`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson', authorization: `Bearer ${tokens.provider}` },
    body: facts.map((fact) => JSON.stringify(fact)).join('\n'),
  });
  const answer = (await response.json()) as { revision: number; error?: unknown };
  expect(response.status, JSON.stringify(answer)).toBe(200);
  return answer.revision;
}

function outage(number: number): Line {
  return { type: 'OutageBegan', effectiveAt: '2025-03-05T10:00:00Z', outage: `O${number}`, service: 'web' };
}

function opened(ticket: string, at: number, fields: Line = {}): Line {
  const effectiveAt = new Date(at).toISOString();
  return { type: 'TicketOpened', effectiveAt, ticket, ticketType: 'incident', priority: 'P1', ...fields };
}

/** What a subscription brings, one event after another. */
class Following<Event> {
  private readonly events: AsyncIterator<unknown>;

  constructor(
    readonly client: Client,
    query: string,
    variables: Readonly<Record<string, unknown>>,
    private readonly field: string,
  ) {
    this.events = client.iterate({ query, variables })[Symbol.asyncIterator]();
  }

  async next(): Promise<Event> {
    const result = await this.events.next();
    if (result.done === true) throw new Error('The subscription has ended.');
    const { data, errors } = result.value as { data?: Record<string, Event>; errors?: unknown };
    expect(errors).toBeUndefined();
    return data![this.field]!;
  }

  /** The code of the error that ends it. */
  async failure(): Promise<string> {
    for (;;) {
      try {
        if ((await this.events.next()).done === true) return 'none';
      } catch (error) {
        const [first] = error as readonly { readonly extensions: { readonly code: string } }[];
        return first!.extensions.code;
      }
    }
  }

  async stop(): Promise<void> {
    await this.events.return?.();
  }
}

interface FactEvent {
  readonly position: number;
  readonly fact: {
    readonly type: string;
    readonly payload: Line;
    readonly assertedBy: { readonly party: string };
  };
}

function followFacts(
  variables: Readonly<Record<string, unknown>>,
  bearer = tokens.reader,
): Following<FactEvent> {
  const query = `subscription ($agreement: String!, $after: Position, $types: [FactType!]) {
    factsRecorded(agreement: $agreement, after: $after, types: $types) { position fact { type payload assertedBy { party } } }
  }`;
  return new Following(server.live(bearer), query, { agreement: 'sample', ...variables }, 'factsRecorded');
}

describe('facts recorded', () => {
  test('come after a position, each once and in order, to all who follow', async () => {
    const all = followFacts({ after: -1 });
    expect(await all.next()).toMatchObject({ position: 0, fact: { type: 'AGREEMENT_SIGNED' } });
    const later = followFacts({});
    const some = followFacts({ after: 0, types: ['OUTAGE_ENDED'] });
    // Whoever follows from now on follows from when the server has heard of it.
    await new Promise((resolve) => setTimeout(resolve, 500));
    const laterNext = later.next();
    const someNext = some.next();
    await new Promise((resolve) => setTimeout(resolve, 500));
    const facts = Array.from({ length: 250 }, (_, index) => outage(index));
    await record(...facts, { type: 'OutageEnded', effectiveAt: '2025-03-05T10:00:01Z', outage: 'O0' });
    for (let position = 1; position <= 250; position += 1) {
      expect(await all.next()).toMatchObject({ position, fact: { payload: { outage: `O${position - 1}` } } });
    }
    expect(await laterNext).toMatchObject({ position: 1, fact: { assertedBy: { party: 'provider' } } });
    expect(await someNext).toMatchObject({ position: 251, fact: { type: 'OUTAGE_ENDED' } });
    await Promise.all([all.stop(), later.stop(), some.stop()]);
  });

  test('go on after a kill of the server in the midst of recording: nothing is lost, nothing comes twice', async () => {
    const positions: number[] = [];
    const collect = async (following: Following<FactEvent>, until: number): Promise<void> => {
      while ((positions.at(-1) ?? -1) < until) positions.push((await following.next()).position);
    };
    const lines = Array.from({ length: 6000 }, (_, index) => outage(10_000 + index));
    const following = followFacts({ after: -1 });
    const collecting = collect(following, Infinity).catch(() => undefined);
    const recording = record(...lines).catch(() => undefined);
    while (positions.length < 1500) await new Promise((resolve) => setTimeout(resolve, 5));
    await server.kill();
    await Promise.all([collecting, recording]);
    const seen = positions.length;

    server = await startServer({ folder });
    const head = await record(...lines);
    await collect(followFacts({ after: positions.at(-1)! }), head);
    expect(positions.length).toBeGreaterThan(seen);
    expect(positions).toEqual(Array.from({ length: head + 1 }, (_, position) => position));
  });

  test('after a position that there is none of, or for strangers, do not come', async () => {
    expect(await followFacts({ after: 1_000_000 }).failure()).toBe('ledger-position-unknown');
    expect(await followFacts({}, tokens.stranger).failure()).toBe('agreement-unknown');
    expect(await followFacts({ agreement: 'nowhere' }, tokens.stranger).failure()).toBe('agreement-unknown');
  });

  test('end when the token loses its grant, and say so', async () => {
    const following = followFacts({ after: 0 }, tokens.passing);
    expect((await following.next()).position).toBe(1);
    const { exitCode } = await server.command(['grant', 'remove', 'passing', 'sample']);
    expect(exitCode).toBe(0);
    expect(await following.failure()).toBe('subscription-ended');
    expect(await followFacts({}, tokens.passing).failure()).toBe('agreement-unknown');
  });
});

interface ClocksEvent {
  readonly cursor: string;
  readonly clocks: readonly {
    readonly kind: string;
    readonly ticket: string;
    readonly limit: string;
    readonly ball: string;
  }[];
}

function followClocks(
  variables: Readonly<Record<string, unknown>>,
  bearer = tokens.reader,
): Following<ClocksEvent> {
  const query = `subscription ($agreements: [String!], $within: Duration!, $after: String) {
    clocksAboutToBreach(agreements: $agreements, within: $within, after: $after) {
      cursor at asOf { agreement position } clocks { kind ticket serviceLevel clause clock limit dueAt paused stoppedAt ball }
    }
  }`;
  return new Following(server.live(bearer), query, { within: 'PT30M', ...variables }, 'clocksAboutToBreach');
}

const minute = 60_000;

describe('clocks about to breach', () => {
  test('are told when they come near, are paused, and pass their limit as time goes by; resumed, the net change', async () => {
    const now = Date.now();
    const following = followClocks({});
    expect(await following.next()).toMatchObject({ clocks: [] });
    await record(
      opened('C1', now - 225 * minute),
      opened('C2', now - 10 * minute),
      opened('C3', now - 239.9 * minute),
    );
    const told = new Map<string, string[]>();
    let cursor = '';
    const until = async (enough: () => boolean): Promise<void> => {
      while (!enough()) {
        const event = await following.next();
        cursor = event.cursor;
        for (const { ticket, kind, limit } of event.clocks) {
          expect(limit).toBe('PT4H');
          told.set(ticket, [...(told.get(ticket) ?? []), kind]);
        }
      }
    };
    await until(() => told.get('C1')?.length === 1 && told.get('C3')?.length === 2);
    expect(told.get('C1')).toEqual(['APPROACHING']);
    expect(told.get('C3')).toEqual(['APPROACHING', 'BREACHED']);
    expect(told.has('C2')).toBe(false);

    const paused = {
      type: 'TicketTransitioned',
      ticket: 'C1',
      status: 'waiting-client',
      evidence: 'Which room?',
    };
    await record({ ...paused, effectiveAt: new Date(now).toISOString() });
    await until(() => told.get('C1')?.length === 2);
    expect(told.get('C1')).toEqual(['APPROACHING', 'CLEARED']);
    await following.stop();

    const resolvedAt = new Date().toISOString();
    await record(opened('C4', now - 230 * minute), {
      type: 'TicketResolved',
      ticket: 'C3',
      effectiveAt: resolvedAt,
    });
    const resumed = followClocks({ after: cursor });
    const seen: string[] = [];
    while (!seen.includes('C4 APPROACHING')) {
      seen.push(...(await resumed.next()).clocks.map(({ ticket, kind }) => `${ticket} ${kind}`));
    }
    expect(seen).toEqual(['C4 APPROACHING']);
    await resumed.stop();
  });

  test('of agreements that one has no part in are nobody’s, and neither is a cursor of others', async () => {
    expect(await followClocks({ agreements: ['sample'] }, tokens.stranger).failure()).toBe(
      'agreement-unknown',
    );
    const [mine, theirs] = [followClocks({}), followClocks({}, tokens.stranger)];
    const { cursor } = await mine.next();
    expect(await theirs.next()).toMatchObject({ clocks: [] });
    expect(await followClocks({ after: cursor }, tokens.stranger).failure()).toBe('cursor-invalid');
    expect(await followClocks({ after: 'nonsense' }).failure()).toBe('cursor-invalid');
    await Promise.all([mine.stop(), theirs.stop()]);
  });
});

interface StatementEvent {
  readonly position: number;
  readonly periods: readonly {
    readonly period: string;
    readonly before: { readonly total: { readonly amount: string } } | null;
    readonly after: { readonly total: { readonly amount: string }; readonly levelsMissed: number } | null;
  }[];
}

interface ExitEvent {
  readonly position: number;
  readonly exits: readonly {
    readonly exit: string;
    readonly before: { readonly state: string };
    readonly after: { readonly state: string };
  }[];
}

function followStatement(after?: number): Following<StatementEvent> {
  const query = `subscription ($after: Position) { statementChanged(agreement: "sample", after: $after) {
    position periods { period before { total { amount currency } } after { total { amount } levelsMissed issued } } } }`;
  return new Following(server.live(tokens.reader), query, { after }, 'statementChanged');
}

function followExits(after?: number): Following<ExitEvent> {
  const query = `subscription ($after: Position) { exitStatusChanged(agreement: "sample", after: $after) {
    position exits { exit clause before { state distance } after { state distance unit } } } }`;
  return new Following(server.live(tokens.reader), query, { after }, 'exitStatusChanged');
}

/** A month in which nothing was solved in time. */
function badMonth(month: number): readonly Line[] {
  const day = `2025-0${month}-12`;
  return [
    opened(`B${month}`, Date.parse(`${day}T09:00:00Z`)),
    { type: 'TicketResolved', ticket: `B${month}`, effectiveAt: `${day}T18:00:00Z` },
  ];
}

describe('statements and exit rights', () => {
  test('are told when they change, with before and after, and resumed with the net change, also over a kill', async () => {
    const [statement, exits] = [followStatement(), followExits()];
    const { position } = await statement.next();
    expect(await exits.next()).toMatchObject({ exits: [] });
    await record(...badMonth(4));
    let changed = await statement.next();
    while (!changed.periods.some(({ period }) => period === '2025-04')) changed = await statement.next();
    const april = changed.periods.find(({ period }) => period === '2025-04')!;
    expect(april.before!.total.amount).toBe('0.00');
    expect(april.after).toMatchObject({ total: { amount: '1000.00' }, levelsMissed: 1 });
    expect(changed.position).toBeGreaterThan(position);
    const { position: between } = changed;

    await server.kill();
    server = await startServer({ folder });
    const head = await record(...badMonth(5), ...badMonth(6));
    const resumed = followStatement(between);
    const missed = new Map<string, string>();
    for (let known = between; known < head || missed.size < 2;) {
      const event = await resumed.next();
      known = event.position;
      for (const { period, after } of event.periods) missed.set(period, after!.total.amount);
    }
    expect([...missed.keys()].filter((period) => period < '2025-05')).toEqual([]);
    expect(Number(missed.get('2025-05'))).toBeGreaterThan(0);
    expect(Number(missed.get('2025-06'))).toBeGreaterThan(0);

    const net = followExits(position);
    let event = await net.next();
    while (event.exits.length === 0) event = await net.next();
    expect(event.exits).toMatchObject([{ exit: 'chronic', before: { state: 'CLEAR' } }]);
    expect(event.exits[0]!.after.state).not.toBe('CLEAR');
    await Promise.all([resumed.stop(), net.stop()]);
  });
});
