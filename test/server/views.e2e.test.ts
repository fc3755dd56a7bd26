import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ensureBuilt } from '../e2e/support/ensure-built.js';
import { Workplace } from '../e2e/support/tally.js';
import { runServerCommand, startServer, type StartedServer } from './support/start-server.js';
import { sampleTerms } from '../e2e/support/sample-agreement.js';

interface ReportedClock {
  readonly serviceLevel: string | null;
  readonly clock: string;
  readonly instance: number;
  readonly startedAt: string | null;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | null;
  readonly breachedAt: string | null;
  readonly met: boolean | null;
  readonly priority: string;
}
interface ReportedTicket {
  readonly ticket: string;
  readonly priority: string | null;
  readonly openedAt: string | null;
  readonly clocks: readonly ReportedClock[];
}
interface PageOf<Row> {
  readonly edges: readonly { readonly node: Row }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  readonly totalCount: number;
  readonly asOf: readonly { readonly agreement: string; readonly position: number }[];
}

const demo = 'acme-northwind';
let place: Workplace;
let server: StartedServer;
let finance: string;
let stranger: string;
let reported: readonly ReportedTicket[];

beforeAll(async () => {
  await ensureBuilt();
  place = new Workplace();
  const folder = place.path('demo');
  await place.json(['demo', '--dir', folder]);
  const ledger = join(folder, 'tally.db');
  const settings = { TALLY_LEDGER: ledger };
  writeFileSync(place.path('sample.yaml'), sampleTerms);
  await place.json(['sign', place.path('sample.yaml'), '--ledger', ledger]);
  reported = await place.json<ReportedTicket>(['tickets', '--agreement', demo, '--ledger', ledger]);
  const token = async (name: string, ...grants: string[]): Promise<string> => {
    const args = [
      'token',
      'create',
      '--name',
      name,
      ...grants.flatMap((each) => ['--grant', each]),
      '--json',
    ];
    const { exitCode, out, error } = await runServerCommand(args, folder, settings);
    if (exitCode !== 0) throw new Error(out + error);
    return (JSON.parse(out) as { secret: string }).secret;
  };
  finance = await token('finance', `${demo}:client:keeper`, 'sample:client:reader');
  stranger = await token('stranger', 'sample:provider:reader');
  server = await startServer({ folder, environment: settings });
  // The first projection takes as long as it takes; the read waits for it.
  const [{ position }] = (
    await server
      .client(finance)
      .request<{ agreements: { edges: { node: { head: { position: number } } }[] } }>(
        '{ agreements(first: 1) { edges { node { head { position } } } } }',
      )
  ).agreements.edges.map(({ node }) => node.head) as [{ position: number }];
  await server
    .client(finance)
    .request(`{ tickets(agreements: ["${demo}"], first: 1, waitFor: ${position}) { totalCount } }`);
});
afterAll(async () => {
  await server?.remove();
  place?.remove();
});

/** Every row of a view, page by page. */
async function everyPage<Row>(
  name: string,
  argumentsText: string,
  fields: string,
  token = finance,
): Promise<{ readonly rows: Row[]; readonly total: number }> {
  const rows: Row[] = [];
  let after: string | null = null;
  for (;;) {
    const query = `query Page($after: String) { page: ${name}(${argumentsText}, after: $after) {
      edges { node { ${fields} } } pageInfo { hasNextPage endCursor } totalCount asOf { agreement position } } }`;
    const answer: { readonly page: PageOf<Row> } = await server.client(token).request(query, { after });
    const { page } = answer;
    rows.push(...page.edges.map(({ node }) => node));
    if (!page.pageInfo.hasNextPage) return { rows, total: page.totalCount };
    after = page.pageInfo.endCursor;
  }
}

const limited = (): (ReportedClock & { readonly ticket: string })[] =>
  reported.flatMap(({ ticket, clocks }) =>
    clocks
      .filter(({ serviceLevel, limitSeconds }) => serviceLevel !== null && limitSeconds !== null)
      .map((clock) => ({ ...clock, ticket })),
  );

test('pages of tickets to the end: each once, in order', async () => {
  const { rows, total } = await everyPage<{ id: string; ticket: string; priority: string; openedAt: string }>(
    'tickets',
    `agreements: ["${demo}"], first: 97, orderBy: [{ by: PRIORITY }, { by: OPENED_AT, direction: DESCENDING }]`,
    'id ticket priority openedAt',
  );
  expect(total).toBe(reported.length);
  expect(rows.map(({ ticket }) => ticket).sort()).toEqual(reported.map(({ ticket }) => ticket).sort());
  expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
  const sorted = [...rows].sort((a, b) =>
    a.priority === b.priority
      ? a.openedAt === b.openedAt
        ? a.ticket < b.ticket
          ? -1
          : 1
        : a.openedAt < b.openedAt
          ? 1
          : -1
      : a.priority < b.priority
        ? -1
        : 1,
  );
  expect(rows.map(({ ticket }) => ticket)).toEqual(sorted.map(({ ticket }) => ticket));
});

test('breaches are those that the command line reports, under a filter too', async () => {
  const fields = 'ticket serviceLevel instance priority breachedAt elapsed limit';
  const { rows, total } = await everyPage<{ ticket: string; serviceLevel: string; instance: number }>(
    'breaches',
    `agreements: ["${demo}"], first: 100, filter: { priority: { in: ["P1", "P2"] }, breachedAt: { atLeast: "2025-03-01T00:00:00Z", lessThan: "2025-04-01T01:00:00+01:00" } }`,
    fields,
  );
  const expected = limited().filter(
    ({ breachedAt, priority }) =>
      breachedAt !== null &&
      ['P1', 'P2'].includes(priority) &&
      breachedAt >= '2025-03-01T00:00:00Z' &&
      breachedAt < '2025-04-01T00:00:00Z',
  );
  const keys = (each: { ticket: string; serviceLevel: string | null; instance: number }): string =>
    `${each.ticket} ${each.serviceLevel} ${each.instance}`;
  expect(total).toBe(expected.length);
  expect(expected.length).toBeGreaterThan(3);
  expect(rows.map(keys).sort()).toEqual(expected.map(keys).sort());
});

test('figures by priority and service level are those of a plain fold', async () => {
  const { clocksAggregate } = await server.client(finance).request<{
    clocksAggregate: {
      groups: {
        key: { serviceLevel: string; priority: string };
        count: number;
        share: string | null;
        sum: string;
        p90: string;
        longest: string;
      }[];
    };
  }>(`{ clocksAggregate(agreements: ["${demo}"], groupBy: [SERVICE_LEVEL, PRIORITY]) {
      groups { key { serviceLevel priority } count ...Figures } } }
    fragment Figures on ClockAggregateGroup {
      share(of: MET) sum(of: ELAPSED) p90: percentile(of: ELAPSED, rank: 90) longest: maximum(of: ELAPSED) }`);
  const byKey = Map.groupBy(limited(), ({ serviceLevel, priority }) => `${serviceLevel} ${priority}`);
  expect(clocksAggregate.groups).toHaveLength(byKey.size);
  for (const { key, count, share, sum, p90, longest } of clocksAggregate.groups) {
    const own = byKey.get(`${key.serviceLevel} ${key.priority}`)!;
    const elapsed = own.map(({ elapsedSeconds }) => elapsedSeconds).sort((a, b) => a - b);
    const decided = own.filter(({ met }) => met !== null);
    const met = decided.filter((each) => each.met).length;
    expect(count).toBe(own.length);
    expect(sum).toBe(String(elapsed.reduce((total, each) => total + each, 0)));
    expect(longest).toBe(String(elapsed.at(-1)));
    expect(p90).toBe(String(elapsed[Math.ceil((90 * elapsed.length) / 100) - 1]));
    if (decided.length === 0) expect(share).toBeNull();
    else expect(Number(share)).toBeCloseTo((100 * met) / decided.length, 9);
  }
});

test('rows as known before are what was known then', async () => {
  const [{ statements }] = (await place.json<{ statements: { position: number }[] }>([
    'statements',
    '--agreement',
    demo,
    '--ledger',
    join(server.folder, 'tally.db'),
  ])) as [{ statements: { position: number }[] }];
  const known = statements[0];
  const before = await place.json<ReportedTicket>([
    'tickets',
    '--agreement',
    demo,
    '--known-at',
    String(known!.position),
    '--ledger',
    join(server.folder, 'tally.db'),
  ]);
  const { rows, total } = await everyPage<{ ticket: string }>(
    'tickets',
    `agreements: ["${demo}"], knownAt: "${known!.position}", first: 100`,
    'ticket',
  );
  expect(total).toBe(before.length);
  expect(before.length).toBeLessThan(reported.length);
  expect(rows.map(({ ticket }) => ticket)).toEqual(before.map(({ ticket }) => ticket));
});

test('every view answers across agreements, by page and by figure', async () => {
  const views = ['facts', 'tickets', 'clocks', 'breaches', 'outages', 'changes', 'obligations'];
  views.push('serviceLevelResults', 'credits', 'adjustments', 'periodResults', 'exitRights');
  views.push('contests', 'reliefs', 'invoices');
  for (const view of views) {
    const answer = await server.query<{
      page: PageOf<{ id: string; agreement: string }>;
      figures: { groups: { key: { agreement: string }; count: number }[] };
    }>(
      `{ page: ${view}(first: 3) { totalCount asOf { agreement } edges { node { id agreement } } }
         figures: ${view}Aggregate(groupBy: [AGREEMENT]) { groups { key { agreement } count } } }`,
      { token: finance },
    );
    expect(answer.errors, view).toBeUndefined();
    const { page, figures } = answer.data!;
    expect(
      figures.groups.reduce((sum, { count }) => sum + count, 0),
      view,
    ).toBe(page.totalCount);
    for (const { node } of page.edges) {
      const found = await server.query<{ node: { id: string; __typename: string } }>(
        `{ node(id: "${node.id}") { id __typename } }`,
        { token: finance },
      );
      expect(found.data?.node, view).toMatchObject({ id: node.id });
    }
  }
});

test('views below an agreement, and the links of their rows', async () => {
  const { agreement } = await server.client(finance).request<{
    agreement: { views: { breaches: PageOf<{ ticket: string; details: { key: string } }> } };
  }>(`{ agreement(agreement: "${demo}") { views { breaches(first: 2) { totalCount edges { node { ticket details { key } } } } } } }`);
  expect(agreement.views.breaches.edges).toHaveLength(2);
  for (const { node } of agreement.views.breaches.edges) expect(node.details.key).toBe(node.ticket);
});

test('who has no part in an agreement sees nothing of it, in no row, count or figure', async () => {
  const own = await server.query<{ tickets: PageOf<unknown>; facts: PageOf<{ agreement: string }> }>(
    '{ tickets { totalCount } facts(first: 100) { totalCount edges { node { agreement } } } }',
    { token: stranger },
  );
  expect(own.data!.tickets.totalCount).toBe(0);
  expect(own.data!.facts.edges.map(({ node }) => node.agreement)).toEqual(['sample']);
  const named = async (agreement: string) => {
    const { status, data, errors } = await server.query(
      `{ ticketsAggregate(agreements: ["${agreement}"]) { groups { count } } }`,
      { token: stranger },
    );
    const [{ message, extensions }] = errors as [(typeof errors & object)[0]];
    return { status, data, message, code: extensions.code, details: extensions['details'] };
  };
  expect(await named(demo)).toEqual(await named('there-is-none-of-that-name'));
});

test('a foreign cursor, a page too large and a second agreement to wait for are refused with the mend', async () => {
  const codeOf = async (query: string) =>
    (await server.query(query, { token: finance })).errors?.[0]?.extensions.code;
  expect(await codeOf('{ tickets(after: "bm9uc2Vuc2U") { totalCount } }')).toBe('cursor-invalid');
  expect(await codeOf('{ tickets(first: 101) { totalCount } }')).toBe('usage');
  expect(await codeOf('{ tickets(first: 100) { asOf { position } } }')).toBeUndefined();
  expect(await codeOf('{ tickets(waitFor: 0) { totalCount } }')).toBe('usage');
});
