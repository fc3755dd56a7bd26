import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ensureBuilt } from '../e2e/support/ensure-built.js';
import { Workplace } from '../e2e/support/tally.js';
import { sampleTerms } from '../e2e/support/sample-agreement.js';
import { runServerCommand, startServer, type StartedServer } from './support/start-server.js';

const demo = 'acme-northwind';
let place: Workplace;
let server: StartedServer;
let ledger: string;
let finance: string;
let auditor: string;
let stranger: string;
let operator: string;

beforeAll(async () => {
  await ensureBuilt();
  place = new Workplace();
  const folder = place.path('demo');
  await place.json(['demo', '--dir', folder]);
  ledger = join(folder, 'tally.db');
  for (const [name, breaches] of [
    ['few', 10],
    ['many', 1000],
  ] as const) {
    const terms = place.path(`${name}.yaml`);
    writeFileSync(terms, sampleTerms.replace('agreement: sample', `agreement: ${name}`));
    await place.json(['sign', terms, '--ledger', ledger]);
    const facts = place.path(`${name}.jsonl`);
    writeFileSync(facts, lateTickets(breaches));
    await place.json(['record', facts, '--agreement', name, '--ledger', ledger]);
  }
  const settings = { TALLY_LEDGER: ledger };
  const token = async (name: string, ...args: string[]): Promise<string> => {
    const made = await runServerCommand(
      ['token', 'create', '--name', name, ...args, '--json'],
      folder,
      settings,
    );
    if (made.exitCode !== 0) throw new Error(made.out + made.error);
    return (JSON.parse(made.out) as { secret: string }).secret;
  };
  operator = await token('operator', '--operator');
  finance = await token(
    'finance',
    ...[demo, 'few', 'many'].flatMap((each) => ['--grant', `${each}:client:keeper`]),
  );
  auditor = await token('auditor', '--grant', `${demo}:auditor:reader`);
  stranger = await token('stranger', '--grant', 'few:provider:reader');
  // What a statement with a thousand breaches and all their facts costs is what the test is about.
  server = await startServer({ folder, environment: { ...settings, TALLY_QUERY_COST: '1000000' } });
});
afterAll(async () => {
  await server?.remove();
  place?.remove();
});

/** Incidents of March, each opened and resolved too late. */
function lateTickets(count: number): string {
  const facts = Array.from({ length: count }, (_each, index) => {
    const ticket = `INC-${String(index).padStart(5, '0')}`;
    const opened = { type: 'TicketOpened', ticket, ticketType: 'incident', priority: 'P1' };
    return [
      { ...opened, effectiveAt: '2025-03-03T09:00:00Z' },
      { type: 'TicketResolved', ticket, effectiveAt: '2025-03-05T09:00:00Z' },
    ];
  });
  return facts
    .flat()
    .map((fact) => `${JSON.stringify(fact)}\n`)
    .join('');
}

/** Asks twice, since what comes a second time is compiled: both have to say the same. */
async function ask<Answer>(query: string, variables: object = {}, token = finance): Promise<Answer> {
  const client = server.client(token);
  const first = await client.request<Answer>(query, variables);
  expect(await client.request<Answer>(query, variables)).toEqual(first);
  return first;
}

const tally = async <Answer>(...args: string[]): Promise<Answer> =>
  (await place.json<Answer>([...args, '--ledger', ledger]))[0]!;

interface StatementJson {
  readonly settlement: Readonly<Record<string, unknown>> & { readonly total: string };
  readonly serviceLevels: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly credit: string | null;
  }[];
  readonly knownAt: { readonly position: number };
}

const statementFields = `
  as canonical digest knownAt { position }
  settlement { total { amount currency } }
  serviceLevels { id verdict credit { amount } }`;

interface ShownStatement {
  readonly as: string;
  readonly canonical: string;
  readonly digest: string;
  readonly knownAt: { readonly position: number };
  readonly settlement: { readonly total: { readonly amount: string; readonly currency: string } };
  readonly serviceLevels: readonly {
    readonly id: string;
    readonly verdict: string;
    readonly credit: { readonly amount: string } | null;
  }[];
}

describe('statements', () => {
  const march = (as: string) =>
    `query March($as: StatementBasis!, $knownAt: KnownAt) { agreement(agreement: "${demo}") {
      statement(period: "2025-03", as: $as, knownAt: $knownAt) { ${statementFields} } } } # ${as}`;

  test.each([
    ['SEALED', undefined, ['--issued']],
    ['AS_KNOWN', undefined, []],
    ['AS_KNOWN', '2025-04-10', ['--known-at', '2025-04-10']],
    ['AS_KNOWN', '2025-03-20T12:00:00Z', ['--known-at', '2025-03-20T12:00:00Z']],
    ['AS_KNOWN', '2500', ['--known-at', '2500']],
  ])('%s, known at %s, is what `tally` states, byte for byte', async (as, knownAt, options) => {
    const told = await tally<StatementJson>(
      'statement',
      '--agreement',
      demo,
      '--period',
      '2025-03',
      ...options,
    );
    const { agreement } = await ask<{ agreement: { statement: ShownStatement } }>(march(as), { as, knownAt });
    const shown = agreement.statement;
    expect(JSON.parse(shown.canonical)).toEqual(told);
    expect(createHash('sha256').update(shown.canonical).digest('hex')).toBe(shown.digest);
    expect(shown.as).toBe(as);
    expect(shown.knownAt.position).toBe(told.knownAt.position);
    expect(shown.settlement.total).toEqual({ amount: told.settlement.total, currency: 'GBP' });
    expect(shown.serviceLevels).toEqual(
      told.serviceLevels.map(({ id, verdict, credit }) => ({
        id,
        verdict: verdict.toUpperCase().replace('-', '_'),
        credit: credit === null ? null : { amount: credit },
      })),
    );
  });

  test('of a period that still runs it is valued as `tally` values it, at its end', async () => {
    const told = await tally<StatementJson>('statement', '--agreement', demo, '--period', '2026-01');
    const { agreement } = await ask<{ agreement: { statement: { canonical: string } } }>(
      `{ agreement(agreement: "${demo}") { statement(period: "2026-01") { canonical } } }`,
    );
    expect(JSON.parse(agreement.statement.canonical)).toEqual(told);
  });

  test('every section of it can be asked for', async () => {
    const because =
      'because { rule clauses { id clause } operands { name value } facts(first: 1) { totalCount } }';
    const query = `{ agreement(agreement: "${demo}") { statement(period: "2025-08", as: SEALED) {
      period { label from to days startsAt endsAt timezone cut } currency { code decimalPlaces } rounding midPeriod
      parties { client provider others { name fullName } } valuedAt chainHash
      terms { from to digest sources { kind name fact { position } } } zones { version zones { zone transitions { at offsetSeconds } } }
      charges { id amount { amount } exact ${because} stretches { from to amount } }
      credits { payable { amount } combined { exact } caps { id room { amount { amount } } reached ${because} }
        lines { of id standing { kind by } kept { amount { amount } } claim { status } owed { amount } state parts { kind price units } } }
      points { total } bonuses { paid { amount } } earnBacks { bank { after { amount } } }
      obligations { obligations { id counts { due met } occurrences { key state acts { kind fact { type } } } } escalations { id } }
      reliefs { key state granted { from until } }
      accountability { ball { open holders { listed { party held tickets } more } } recurring { service { more } }
        responsibilities { areas { listed { area owner } } } trends { levels { listed { id trend } } }
        wins { listed { __typename ... on ServiceLevelOutcome { id margin } ... on ObligationOutcome { id met } } } }
      adjustments { period difference { amount } causes { __typename ... on FactsCause { subject key facts { totalCount } } } }
      exits { id state unit reached threshold services steps { state on } window { period counts } }
      contests { contestedFactId atStake { amount } } incompleteTickets { ticket }
      document { title summary { label text } sections { heading notes table { columns { heading align } rows { cells } } } }
      figureNames } } }`;
    const { agreement } = await ask<{ agreement: { statement: Record<string, unknown> } }>(query);
    const told = await tally<Record<string, unknown>>(
      'statement',
      '--agreement',
      demo,
      '--period',
      '2025-08',
      '--issued',
    );
    expect(agreement.statement['period']).toEqual(told['period']);
    expect(agreement.statement['figureNames']).toContain('settlement');
  });

  test('a figure is explained down to the clause in force and the fact as recorded', async () => {
    const query = `query Why($figure: String!) { agreement(agreement: "${demo}") {
      statement(period: "2025-03", as: SEALED) { explain(figure: $figure) { figure value
        because { rule clauses { id text document terms { from digest } } facts { totalCount
          edges { node { factId position type recordedAt assertedBy { party } canonicalText digest } } } }
        from { figure value } } } } }`;
    interface Explained {
      readonly figure: string;
      readonly value: string;
      readonly because: {
        readonly rule: string;
        readonly clauses: readonly {
          readonly id: string;
          readonly text: readonly string[];
          readonly document: object;
          readonly terms: { readonly from: string };
        }[];
        readonly facts: {
          readonly edges: readonly {
            readonly node: {
              readonly canonicalText: string;
              readonly digest: string;
              readonly factId: string;
            };
          }[];
        };
      };
    }
    const told = await tally<{ figure: string; value: string; because: { rule: string; facts: string[] } }>(
      'explain',
      'p1-resolution',
      '--agreement',
      demo,
      '--period',
      '2025-03',
      '--issued',
    );
    const { agreement } = await ask<{ agreement: { statement: { explain: Explained } } }>(query, {
      figure: 'p1-resolution',
    });
    const { figure, value, because } = agreement.statement.explain;
    expect([figure, value, because.rule]).toEqual([told.figure, told.value, told.because.rule]);
    expect(because.facts.edges.map(({ node }) => node.factId)).toEqual(told.because.facts.slice(0, 20));
    for (const { node } of because.facts.edges) {
      expect(createHash('sha256').update(node.canonicalText).digest('hex')).toBe(node.digest);
    }
    expect(because.clauses[0]).toMatchObject({ id: 'p1-resolution', terms: { from: '2025-01-01' } });
    expect(because.clauses[0]!.text[0]).toMatch(/4 hours/);
    expect(because.clauses[0]!.document).toMatchObject({ id: 'p1-resolution' });
  });

  test('what does not exist is told by its code', async () => {
    const codeOf = async (fields: string): Promise<string | undefined> => {
      const answer = await server.query(`{ agreement(agreement: "${demo}") { ${fields} } }`, {
        token: finance,
      });
      return answer.errors?.[0]?.extensions.code;
    };
    expect(await codeOf('statement(period: "2026-01", as: SEALED) { digest }')).toBe('statement-unknown');
    expect(await codeOf('statement(period: "2031-01") { digest }')).toBe('period-invalid');
    expect(await codeOf('statement(period: "2025-03", knownAt: "999999") { digest }')).toBe(
      'ledger-position-unknown',
    );
    expect(await codeOf('statement(period: "March") { digest }')).toBe('quantity-invalid');
    expect(await codeOf('ticket(key: "nope") { key }')).toBe('ticket-unknown');
    expect(await codeOf('statement(period: "2025-03") { explain(figure: "nope") { value } }')).toBe(
      'figure-unknown',
    );
  });
});

describe('what the ledger shows', () => {
  test('the agreement, its terms over time, its periods and issued statements', async () => {
    const { agreement } = await ask<{ agreement: Record<string, never> }>(`{ agreement(agreement: "${demo}") {
      name title timezone term { from to } head { position recordedAt chainHash }
      before: terms(on: "2025-06-30") { digest } after: terms(on: "2025-07-01") { digest words { heading } }
      signed: versions(knownAt: "2025-01-31") { digest }
      versions { from to digest } amendments { kind amendment effectiveFrom fact { type } }
      periods(first: 100) { totalCount edges { node { label issued total { amount } sealedTotal { amount } } } }
      statements(first: 100) { totalCount edges { node { period digest total { amount } } } } } }`);
    const shown = agreement as unknown as {
      readonly versions: readonly { readonly digest: string }[];
      readonly signed: readonly { readonly digest: string }[];
      readonly before: { readonly digest: string };
      readonly after: { readonly digest: string };
      readonly amendments: readonly object[];
      readonly statements: {
        readonly edges: readonly { readonly node: Readonly<Record<string, unknown>> }[];
      };
      readonly periods: { readonly edges: readonly { readonly node: { readonly issued: boolean } }[] };
    };
    expect(shown.versions.map(({ digest }) => digest)).toEqual([shown.before.digest, shown.after.digest]);
    expect(shown.signed).toEqual([shown.before]);
    expect(shown.amendments).toMatchObject([
      { kind: 'SIGNED', fact: { type: 'AGREEMENT_SIGNED' } },
      { kind: 'AMENDED', amendment: 'A1', effectiveFrom: '2025-07-01', fact: { type: 'TERMS_AMENDED' } },
    ]);
    const { statements: listed } = await tally<{
      statements: { period: string; digest: string; total: string }[];
    }>('statements', '--agreement', demo);
    expect(shown.statements.edges.map(({ node }) => node)).toEqual(
      listed.map(({ period, digest, total }) => ({ period, digest, total: { amount: total } })),
    );
    expect(shown.periods.edges.filter(({ node }) => node.issued)).toHaveLength(12);
  });

  test('a ticket with its clocks, who held the ball, its facts, and what it breached', async () => {
    const told = await tally<{ clocks: { clock: string; due: string | null; met: boolean | null }[] }>(
      'explain',
      '--ticket',
      'INC-00343',
      '--agreement',
      demo,
    );
    const { agreement } = await ask<{
      agreement: {
        ticket: {
          clocks: {
            clock: string;
            due: string | null;
            met: boolean | null;
            intervals: object[];
            terms: { why: string };
          }[];
          ballInCourt: { from: string; until: string; fact: { type: string } }[];
          breaches: object[];
          facts: { totalCount: number; edges: { node: { effectiveAt: string } }[] };
        };
      };
    }>(`{ agreement(agreement: "${demo}") { ticket(key: "INC-00343") { id key priority openedAt status
      clocks { clock serviceLevel limit due elapsed met breachedAt pauses { status counts reason fact { type } }
        intervals { from until calendar elapsed } reliefs { relief } terms { digest why } }
      ballInCourt { party from until length fact { type } } ballTotals { party held }
      breaches { period serviceLevel verdict misses credit { amount } }
      facts(first: 100) { totalCount edges { node { type effectiveAt } } } } } }`);
    const { ticket } = agreement;
    expect(ticket.clocks.map(({ clock, due, met }) => ({ clock, due, met }))).toEqual(
      told.clocks.map(({ clock, due, met }) => ({ clock, due, met })),
    );
    const times = ticket.facts.edges.map(({ node }) => node.effectiveAt);
    expect(times).toEqual([...times].sort());
    // The ball is always somewhere from the opening to the end.
    expect(ticket.ballInCourt.slice(1).map(({ from }) => from)).toEqual(
      ticket.ballInCourt.slice(0, -1).map(({ until }) => until),
    );
    expect(ticket.breaches).toMatchObject([{ period: '2025-03', serviceLevel: 'p1-resolution', misses: 1 }]);
  });

  test('the exit rights, and what would have to happen', async () => {
    const told = await tally<{
      exits: { id: string; state: string; distance: string }[];
      ahead: { id: string }[];
    }>('exit', '--agreement', demo, '--ahead', '3');
    const { agreement } = await ask<{
      agreement: {
        exits: { exits: { id: string; state: string; distance: string }[]; ahead: { id: string }[] };
      };
    }>(`{ agreement(agreement: "${demo}") { exits(ahead: 3) { exits { id state distance }
      ahead { id outlook { __typename ... on MissesOutlook { fewestMisses earliest } } } } } }`);
    const { exits, ahead } = agreement.exits;
    expect(exits.map(({ id, state, distance }) => [id, state.toLowerCase(), distance])).toEqual(
      told.exits.map(({ id, state, distance }) => [id, state, distance]),
    );
    expect(ahead.map(({ id }) => id)).toEqual(told.ahead.map(({ id }) => id));
  });

  test('a replay gives the same bytes, and every hash holds', async () => {
    const { agreement } = await ask<{
      agreement: {
        replay: { same: boolean }[];
        verification: { whole: boolean; statements: { replayed: string }[] };
      };
    }>(`{ agreement(agreement: "${demo}") {
      replay { period same sealedDigest storedDigest replayedDigest differences { path } }
      verification(replay: true) { whole facts faultCount faults { kind } statements { period sealHolds replayed } notChecked } } }`);
    expect(agreement.replay.map(({ same }) => same)).toEqual(Array.from({ length: 12 }, () => true));
    expect(agreement.verification.whole).toBe(true);
    expect(agreement.verification.statements.map(({ replayed }) => replayed)).toEqual(
      Array.from({ length: 12 }, () => 'SAME'),
    );
  });

  test('a stated month against what is known now, with the facts that made the difference', async () => {
    const { compareStatements } = await ask<{
      compareStatements: {
        same: boolean;
        left: { settlement: { net: { amount: string } } };
        right: { settlement: { net: { amount: string } } };
        causes: { __typename: string; facts?: { edges: { node: { position: number } }[] } }[];
        differences: {
          totalCount: number;
          edges: { node: { path: string; words: string; left: unknown; right: unknown } }[];
        };
      };
    }>(`{ compareStatements(agreement: "${demo}", period: "2025-02", left: { as: SEALED }, right: {}) { same
      left { knownAt { position } settlement { net { amount } } } right { settlement { net { amount } } }
      causes { __typename ... on FactsCause { subject key facts { edges { node { type position } } } } }
      differences(first: 3) { totalCount edges { node { path words left right } } } } }`);
    const statements = await place.json<{ adjustments: { period: string; was: string; is: string }[] }>([
      'statement',
      '--agreement',
      demo,
      '--period',
      '2025-03',
      '--issued',
      '--ledger',
      ledger,
    ]);
    const adjusted = statements[0]!.adjustments.find(({ period }) => period === '2025-02')!;
    const { left, right, causes, differences, same } = compareStatements;
    expect(same).toBe(false);
    expect([left.settlement.net.amount, right.settlement.net.amount]).toEqual([adjusted.was, adjusted.is]);
    expect(causes.length).toBeGreaterThan(0);
    expect(causes.some(({ facts }) => (facts?.edges.length ?? 0) > 0)).toBe(true);
    expect(differences.edges[0]!.node.path).toMatch(/^settlement\./);
    const alike = await ask<{ compareStatements: { same: boolean; causes: object[] } }>(
      `{ compareStatements(agreement: "${demo}", period: "2025-12", left: {}, right: {}) { same causes { __typename } } }`,
    );
    expect(alike.compareStatements).toEqual({ same: true, causes: [] });
  });
});

describe('what needs no ledger, and what if', () => {
  const document = (name: string) => ({
    name,
    text: readFileSync(new URL(`../../examples/acme-northwind/${name}`, import.meta.url), 'utf8'),
  });

  test('terms are checked, put in words and compared', async () => {
    const answer = await ask<{ checkTerms: object[]; diffTerms: { id: string }[]; termsSchema: object }>(
      `query Terms($terms: DocumentInput!, $amendment: DocumentInput!) {
        checkTerms(source: { terms: $terms, amendments: [$amendment] }) { from to digest sources { kind name } words { heading clauses { id sentences } } }
        diffTerms(before: { terms: $terms }, after: { terms: $terms, amendments: [$amendment] }) { list id change values { path before after } }
        termsSchema }`,
      { terms: document('terms.yaml'), amendment: document('amendment-1.yaml') },
    );
    expect(answer.checkTerms).toHaveLength(2);
    expect(answer.diffTerms.map(({ id }) => id)).toEqual(['managed', 'p1-resolution', 'email-availability']);
    expect(answer.termsSchema).toHaveProperty('$schema');
    const wrong = await server.query(
      'query Wrong($terms: DocumentInput!) { checkTerms(source: { terms: $terms }) { digest } }',
      {
        token: finance,
        variables: { terms: { name: 'contract.yaml', text: 'semantics: 1\n' } },
      },
    );
    expect(wrong.errors?.[0]?.extensions.code).toBe('terms-invalid');
    expect((wrong.errors?.[0]?.extensions['details'] as object[]).length).toBeGreaterThan(1);
  });

  test('past months under proposed terms, by period and clause', async () => {
    const { simulate } = await ask<{
      simulate: {
        totals: { net: { recorded: { amount: string }; proposed: { amount: string } } };
        periods: object[];
      };
    }>(
      `query WhatIf($input: SimulateInput!) { simulate(input: $input) { comparison periods { period net { difference { amount } }
        clauses { kind id presence changes { figure unit recorded proposed difference } } }
        totals { net { recorded { amount } proposed { amount } } } document { title sections { heading } } } }`,
      {
        input: {
          agreement: demo,
          kind: 'TERMS',
          document: document('terms.yaml'),
          from: '2025-08',
          to: '2025-10',
        },
      },
    );
    const told = await tally<{ totals: { net: { recorded: string; proposed: string } } }>(
      'simulate',
      '--agreement',
      demo,
      '--terms',
      place.path('demo/terms.yaml'),
      '--from',
      '2025-08',
      '--to',
      '2025-10',
    );
    expect(simulate.periods).toHaveLength(3);
    expect(simulate.totals.net.recorded.amount).toBe(told.totals.net.recorded);
    expect(simulate.totals.net.proposed.amount).toBe(told.totals.net.proposed);
  });

  test('working time, and statements of terms and facts that are handed in', async () => {
    const calendar = {
      name: 'c',
      text: 'timezone: Europe/London\nweekly_hours: { mon: [["09:00", "17:00"]] }\n',
    };
    const { between, due } = await ask<{ between: { elapsed: string }; due: { due: string } }>(
      `query Time($calendar: DocumentInput!) {
        between: workingTime(calendar: $calendar, from: "2025-03-03T08:00:00Z", to: "2025-03-03T10:30:00Z") { elapsed due }
        due: workingTime(calendar: $calendar, from: "2025-03-03T08:00:00Z", limit: "PT4H30M") { elapsed due } }`,
      { calendar },
    );
    expect(between).toEqual({ elapsed: 'PT1H30M', due: null });
    expect(due).toEqual({ elapsed: null, due: '2025-03-03T13:30:00Z' });
    const { evaluate } = await ask<{ evaluate: { period: { label: string }; total: { amount: string } }[] }>(
      `query Evaluated($terms: DocumentInput!, $facts: DocumentInput!) {
        evaluate(terms: $terms, facts: $facts, from: "2025-03", to: "2025-03") { period { label } total { amount } digest figures document { title } } }`,
      {
        terms: { name: 'terms.yaml', text: sampleTerms },
        facts: {
          name: 'facts.jsonl',
          text: lateTickets(3).replaceAll('"type"', '"recordedAt":"2025-04-01T00:00:00Z","type"'),
        },
      },
    );
    expect(evaluate).toMatchObject([{ period: { label: '2025-03' }, total: { amount: '1000.00' } }]);
  });
});

describe('global ids and who may see what', () => {
  test('every node is given again by its id, and nothing to a stranger', async () => {
    const { agreement } = await ask<{ agreement: Record<string, { id: string }> & { id: string } }>(
      `{ agreement(agreement: "${demo}") { id ticket(key: "INC-00343") { id } statement(period: "2025-03", as: SEALED) { id }
        known: statement(period: "2025-03", knownAt: "2500") { id } fact(factId: "00000000-0000-5000-8000-000000000000") { id }
        statements(first: 1) { edges { node { id } } } amendments { fact { id } } } }`,
    );
    const listed = agreement as unknown as {
      statements: { edges: { node: { id: string } }[] };
      amendments: { fact: { id: string } }[];
    };
    const ids = [
      agreement.id,
      agreement['ticket']!.id,
      agreement['statement']!.id,
      agreement['known']!.id,
      listed.statements.edges[0]!.node.id,
      listed.amendments[0]!.fact.id,
    ];
    const query = 'query Nodes($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }';
    const { nodes } = await ask<{ nodes: ({ __typename: string; id: string } | null)[] }>(query, { ids });
    expect(nodes.map((node) => node?.id)).toEqual(ids);
    expect(nodes.map((node) => node?.__typename)).toEqual([
      'Agreement',
      'Ticket',
      'Statement',
      'Statement',
      'IssuedStatement',
      'Fact',
    ]);
    const hidden = await ask<{ nodes: unknown[] }>(query, { ids }, stranger);
    expect(hidden.nodes).toEqual(ids.map(() => null));
    const odd = await server.query('{ node(id: "nonsense") { id } }', { token: finance });
    expect(odd.errors?.[0]?.extensions.code).toBe('usage');
  });

  test('a stranger is told the same of an agreement that exists and of one that does not', async () => {
    const told = async (name: string) => {
      const answer = await server.query(`{ agreement(agreement: "${name}") { title } }`, { token: stranger });
      const { message, extensions } = answer.errors![0]!;
      return { status: answer.status, message, code: extensions.code, details: extensions['details'] };
    };
    expect(await told(demo)).toEqual(await told('nothing-of-the-kind'));
    const { agreements } = await ask<{ agreements: { totalCount: number } }>(
      '{ agreements { totalCount } }',
      {},
      stranger,
    );
    expect(agreements.totalCount).toBe(1);
  });

  test('a read waits for the position of a mutation', async () => {
    const { agreement } = await ask<{ agreement: { head: { position: number } } }>(
      `{ agreement(agreement: "${demo}") { head { position } } }`,
      {},
      auditor,
    );
    const { position } = agreement.head;
    await ask(`{ agreement(agreement: "${demo}", waitFor: ${position}) { title } }`, {}, auditor);
  });
});

describe('reads are bounded', () => {
  /** Reads of the stores so far, as the server counts them. */
  async function reads(): Promise<ReadonlyMap<string, number>> {
    const response = await fetch(`${server.url}/metrics`, {
      headers: { authorization: `Bearer ${operator}` },
    });
    const lines = (await response.text()).split('\n').filter((line) => line.startsWith('tally_reads_total{'));
    return new Map(
      lines.map((line): [string, number] => {
        const [, labels, value] = /^tally_reads_total\{(.*)\} (\d+)$/.exec(line)!;
        return [labels!, Number(value)];
      }),
    );
  }

  const withAllBreaches = `query All($agreement: String!) { agreement(agreement: $agreement) {
    statement(period: "2025-03") { serviceLevels { id because { clauses { id text } } parts { evidence { ... on TicketListEvidence {
      countedTickets breached { ticket facts { totalCount edges { node { type position digest } } } } } } } } } } }`;

  interface AllBreaches {
    readonly agreement: {
      readonly statement: {
        readonly serviceLevels: readonly {
          readonly id: string;
          readonly parts: readonly {
            readonly evidence: {
              readonly breached?: readonly { readonly facts: { readonly edges: readonly object[] } }[];
            };
          }[];
        }[];
      };
    };
  }

  test('a statement with all breaches and their facts takes as many for 1,000 breaches as for 10', async () => {
    const client = server.client(finance);
    const counted: Record<string, ReadonlyMap<string, number>> = {};
    for (const agreement of ['few', 'many']) {
      // The first time is also the first projection, and the first look at the terms.
      await client.request(`{ tickets(agreements: ["${agreement}"], first: 1, waitFor: 20) { totalCount } }`);
      await client.request(withAllBreaches, { agreement });
      const before = await reads();
      const answer = await client.request<AllBreaches>(withAllBreaches, { agreement });
      const after = await reads();
      const breached = answer.agreement.statement.serviceLevels[0]!.parts[0]!.evidence.breached!;
      expect(breached).toHaveLength(agreement === 'few' ? 10 : 1000);
      expect(new Set(breached.map(({ facts }) => facts.edges.length))).toEqual(new Set([2]));
      counted[agreement] = new Map(
        [...after].map(([read, count]): [string, number] => [read, count - (before.get(read) ?? 0)]),
      );
    }
    const [few, many] = [sumOf(counted['few']!), sumOf(counted['many']!)];
    expect(counted['many']).toEqual(counted['few']);
    expect(few).toBe(many);
    expect(few).toBeGreaterThan(0);
    expect(few).toBeLessThan(15);
  });

  function sumOf(counts: ReadonlyMap<string, number>): number {
    return [...counts.values()].reduce((sum, count) => sum + count, 0);
  }
});
