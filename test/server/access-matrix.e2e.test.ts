import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessStore, type Role } from '@tallystick/access';
import { openSqliteServices, recordFacts, signAgreement } from '@tallystick/application';
import {
  buildClientSchema,
  getIntrospectionQuery,
  type GraphQLSchema,
  type IntrospectionQuery,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sampleTerms } from '../e2e/support/sample-agreement.js';
import { MadeUpDesk, ticketEvent } from './support/made-up-desk.js';
import { minimalOperation, type OperationKind, rootFields } from './support/minimal-operation.js';
import { openSocket } from './support/raw-socket.js';
import { type GraphQLAnswer, startServer, type StartedServer } from './support/start-server.js';

const agreement = 'acme';
const elsewhere = 'no-such-agreement';

/** One token each, in the order of the columns of every row below. */
const columns: readonly (readonly [party: string, role: Role])[] = [
  ['client', 'reader'],
  ['client', 'contributor'],
  ['client', 'manager'],
  ['client', 'keeper'],
  ['provider', 'reader'],
  ['provider', 'contributor'],
  ['provider', 'manager'],
  ['auditor', 'reader'],
  ['auditor', 'arbiter'],
  ['hosting-co', 'reader'],
  ['hosting-co', 'contributor'],
  ['hosting-co', 'manager'],
  ['hosting-co', 'arbiter'],
];

/** Facts that are recorded before the server starts, by who asserted them. */
const factIds = {
  provider: '00000000-0000-4000-8000-000000000001',
  client: '00000000-0000-4000-8000-000000000002',
  contested: '00000000-0000-4000-8000-000000000003',
  contest: '00000000-0000-4000-8000-000000000004',
};

interface Case {
  readonly field: string;
  /** `y` may, `.` is denied; client, provider, auditor, third party. */
  readonly row: string;
  /** What to ask with beside the agreement. */
  readonly given?: (agreement: string) => Readonly<Record<string, unknown>>;
  readonly what?: string;
  /** With which code members are denied; `access-denied` where absent. */
  readonly denied?: string;
}

const terms = sampleTerms
  .replace('agreement: sample', `agreement: ${agreement}`)
  .replace('provider: The provider }', 'provider: The provider, others: { hosting-co: A hosting company } }')
  .concat(`
obligations:
  - { id: report, owedBy: provider, due: { each: period, within: 10 calendar days after end }, acceptance: required }
  - { id: site-access, owedBy: client, due: { each: period, within: 10 calendar days after end }, acceptance: required }
  - { id: hosting, owedBy: hosting-co, due: { each: period, within: 10 calendar days after end }, acceptance: required }
`);

const members = 'yyyy yyy yy yyyy';
const voices = '.yyy .yy .. .yy.';
const clientsVoices = '.yyy ... .. ....';
const providersVoices = '.... .yy .. ....';
const clientsManagers = '..yy ... .. ....';
const providersManager = '.... ..y .. ....';
const keepers = '...y ... .. ....';
const nobodyOfThem = '.... ... .. ....';

const id = (typeName: string, named: string, ...key: readonly string[]) =>
  Buffer.from(JSON.stringify([typeName, named, ...key])).toString('base64url');
const ticket = {
  type: 'TicketOpened',
  effectiveAt: '2025-03-03T09:00:00Z',
  ticket: 'M1',
  ticketType: 'incident',
  priority: 'P1',
};
const document = (named: string) => ({ name: 'document.yaml', text: `agreement: ${named}` });
const facts = (fact: object) => () => ({ facts: [fact] });
const about = (fields: Readonly<Record<string, unknown>>) => () => fields;
/** The one that is kept: of a letter that one may not see one is told as of one that there is not. */
const letter = { given: about({ id: '1' }), denied: 'dead-letter-unknown' };
const source = (named: string) => ({ agreement: named });

const views = [
  'adjustments',
  'breaches',
  'changes',
  'clocks',
  'contests',
  'credits',
  'exitRights',
  'facts',
  'invoices',
  'obligations',
  'outages',
  'periodResults',
  'reliefs',
  'serviceLevelResults',
  'tickets',
];

const cases: Readonly<Record<OperationKind, readonly Case[]>> = {
  query: [
    { field: 'viewer', row: members },
    { field: 'agreements', row: members },
    { field: 'agreement', row: members },
    { field: 'node', row: members, given: (named) => ({ id: id('Agreement', named) }) },
    { field: 'nodes', row: members, given: (named) => ({ ids: [id('Agreement', named)] }) },
    ...views.flatMap((view) => [
      { field: view, row: members },
      { field: `${view}Aggregate`, row: members },
    ]),
    { field: 'simulate', row: members },
    { field: 'compareStatements', row: members },
    { field: 'invoice', row: members },
    { field: 'moneyAtStake', row: members },
    { field: 'evaluate', row: members },
    { field: 'checkTerms', row: members, given: (named) => ({ source: source(named) }) },
    { field: 'diffTerms', row: members, given: (named) => ({ before: source(named), after: source(named) }) },
    { field: 'termsSchema', row: members },
    { field: 'workingTime', row: members },
    { field: 'webhookSources', row: keepers },
    { field: 'deadLetters', row: keepers },
    { field: 'deadLetter', row: keepers, ...letter },
    { field: 'tokens', row: nobodyOfThem },
    { field: 'grants', row: nobodyOfThem },
    { field: 'accessHistory', row: nobodyOfThem },
  ],
  mutation: [
    { field: 'signAgreement', row: keepers, given: (named) => ({ document: document(named) }) },
    { field: 'amendTerms', row: keepers, given: (named) => ({ document: document(named) }) },
    { field: 'rescindAmendment', row: keepers },
    { field: 'issueStatement', row: keepers },
    { field: 'importExport', row: keepers },
    { field: 'recordFacts', what: 'of a ticket', row: voices, given: facts(ticket) },
    {
      field: 'recordFacts',
      what: 'of a milestone',
      row: clientsManagers,
      given: facts({ ...ticket, type: 'MilestonePlanned' }),
    },
    {
      field: 'recordFacts',
      what: 'of a budget',
      row: '.yyy .yy .. ....',
      given: facts({ ...ticket, type: 'BudgetReported' }),
    },
    {
      field: 'recordFacts',
      what: 'that the provider takes an area on',
      row: '..yy ..y .. ....',
      given: facts({ ...ticket, type: 'ResponsibilityAssigned', owner: 'provider' }),
    },
    {
      field: 'recordFacts',
      what: 'that the client takes an area on',
      row: clientsManagers,
      given: facts({ ...ticket, type: 'ResponsibilityAssigned', owner: 'client' }),
    },
    {
      field: 'retractFact',
      what: 'of the provider',
      row: providersVoices,
      given: about({ fact: factIds.provider }),
    },
    {
      field: 'retractFact',
      what: 'of the client',
      row: clientsVoices,
      given: about({ fact: factIds.client }),
    },
    { field: 'retractFact', what: 'that binds', row: nobodyOfThem, given: about({ fact: factIds.contest }) },
    {
      field: 'contestFact',
      what: 'of the provider',
      row: '.yyy ... .. .yy.',
      given: about({ fact: factIds.provider }),
    },
    {
      field: 'contestFact',
      what: 'of the client',
      row: '.... .yy .. .yy.',
      given: about({ fact: factIds.client }),
    },
    {
      field: 'settleContest',
      what: 'by upholding',
      row: '.... ..y .y ...y',
      given: about({ fact: factIds.contested, outcome: 'UPHELD' }),
    },
    {
      field: 'settleContest',
      what: 'by rejecting',
      row: '..yy ... .y ...y',
      given: about({ fact: factIds.contested, outcome: 'REJECTED' }),
    },
    { field: 'claimRelief', row: providersVoices },
    { field: 'decideRelief', row: clientsManagers, given: about({ relief: 'R1' }) },
    { field: 'claimCredits', row: clientsVoices },
    { field: 'receiveInvoice', row: '.yyy .yy .. ....' },
    { field: 'disputeInvoice', row: clientsManagers },
    { field: 'settleInvoice', row: clientsManagers },
    { field: 'applyCredit', row: '..yy ..y .. ....' },
    { field: 'serveExitNotice', row: clientsManagers },
    { field: 'submitCurePlan', row: providersManager },
    { field: 'decideCure', row: clientsManagers },
    { field: 'exerciseExitRight', row: clientsManagers },
    { field: 'waiveExitRight', row: clientsManagers },
    ...[
      {
        obligation: 'report',
        owed: 'by the provider',
        fulfils: providersVoices,
        decides: clientsManagers,
      },
      {
        obligation: 'site-access',
        owed: 'by the client',
        fulfils: clientsVoices,
        decides: providersManager,
      },
      {
        obligation: 'hosting',
        owed: 'by a third party',
        fulfils: '.... ... .. .yy.',
        decides: clientsManagers,
      },
    ].flatMap(({ obligation, owed, fulfils, decides }) => [
      { field: 'fulfilObligation', what: owed, row: fulfils, given: about({ obligation }) },
      { field: 'acceptObligation', what: owed, row: decides, given: about({ obligation }) },
      { field: 'refuseObligation', what: owed, row: decides, given: about({ obligation }) },
      { field: 'waiveObligation', what: owed, row: decides, given: about({ obligation }) },
    ]),
    { field: 'signCheckpoint', row: keepers },
    { field: 'recordCosignature', row: providersManager },
    { field: 'announceCosigningKey', row: '..yy ..y .. ....' },
    { field: 'replayDeadLetters', row: keepers },
    { field: 'replayDeadLetter', row: keepers, ...letter },
    { field: 'discardDeadLetter', row: keepers, ...letter },
    { field: 'createToken', row: nobodyOfThem },
    { field: 'revokeToken', row: nobodyOfThem },
    { field: 'grantRole', row: nobodyOfThem },
    { field: 'revokeGrant', row: nobodyOfThem },
    { field: 'setOperator', row: nobodyOfThem },
    { field: 'backup', row: nobodyOfThem },
    { field: 'reloadWebhooks', row: nobodyOfThem },
  ],
  subscription: [
    { field: 'factsRecorded', row: members, given: about({ after: -1 }) },
    { field: 'clocksAboutToBreach', row: members },
    { field: 'statementChanged', row: members },
    { field: 'exitStatusChanged', row: members },
  ],
};

let server: StartedServer;
let schema: GraphQLSchema;
let desk: MadeUpDesk;
const tokens: string[] = [];
let stranger: string;
let operator: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-server-'));
  await recordSome(join(folder, 'tally.db'));
  const access = new AccessStore(join(folder, 'tally.db.access'));
  const by = 'the test';
  for (const [party, role] of columns) {
    const grants = [{ agreement, party, role }];
    tokens.push(access.createToken({ name: `${party} ${role}`, grants }, by).secret);
  }
  const grants = [{ agreement: 'another-one', party: 'client', role: 'keeper' }] as const;
  stranger = access.createToken({ name: 'stranger', grants }, by).secret;
  operator = access.createToken({ name: 'operator', operator: true }, by).secret;
  access.close();
  desk = new MadeUpDesk(folder, agreement);
  server = await startServer({ folder, environment: desk.settings });
  const kept = await desk.send(server.url, ticketEvent('T9', 0, 0, 'Parked'), { delivery: 'one' });
  expect(await kept.json()).toMatchObject({ deadLetter: 1 });
  const { data } = await server.query<IntrospectionQuery>(getIntrospectionQuery(), { token: operator });
  schema = buildClientSchema(data!);
});

afterAll(() => server.remove());

/** Terms under which each party owes something; what the parties said; a contest and a claim for relief that are open. */
async function recordSome(path: string): Promise<void> {
  const services = await openSqliteServices(path);
  const opened = (key: string) => ({ ...ticket, ticket: key });
  const { effectiveAt } = ticket;
  const said = [
    { ...opened('T1'), id: factIds.provider, assertedBy: 'provider' },
    { ...opened('T2'), id: factIds.client, assertedBy: 'client' },
    { ...opened('T3'), id: factIds.contested, assertedBy: 'provider' },
    {
      type: 'FactContested',
      id: factIds.contest,
      effectiveAt,
      fact: factIds.contested,
      reason: 'It was another priority.',
      assertedBy: 'client',
    },
    {
      type: 'ReliefClaimed',
      effectiveAt,
      relief: 'R1',
      cause: 'power cut',
      from: '2025-03-03T00:00:00Z',
      until: effectiveAt,
      assertedBy: 'provider',
    },
  ];
  try {
    await signAgreement(services, {
      document: { name: 'terms.yaml', text: terms },
      assertedBy: { party: 'client' },
    });
    await recordFacts(services, {
      agreement,
      name: 'facts',
      assertedBy: { party: 'client' },
      lines: (async function* () {
        yield await Promise.resolve(said.map((fact) => JSON.stringify(fact)));
      })(),
    });
  } finally {
    await services.ledger.close();
  }
}

function operationOf(kind: OperationKind, { field, given }: Case, named: string) {
  const declared = rootFields(schema, kind).find(({ name }) => name === field);
  if (declared === undefined) throw new Error(`The schema has no ${kind} ${field}.`);
  // Behind the ledger: what is allowed is checked, and then nothing is recorded.
  return minimalOperation(kind, declared, named, {
    ...given?.(named),
    ...(kind === 'mutation' && { expectedRevision: 0 }),
  });
}

/** The codes with which access is refused: to a member, to a stranger, to nobody. */
const refusals: readonly string[] = [
  'access-denied',
  'agreement-unknown',
  'dead-letter-unknown',
  'unauthenticated',
];

async function refusalOf(kind: OperationKind, each: Case, token: string | undefined): Promise<string> {
  const { query, variables } = operationOf(kind, each, agreement);
  const { errors } = await server.query(query, { token, variables });
  const codes = errors?.map(({ extensions }) => extensions.code) ?? [];
  // An operation that is malformed would say nothing of access: then this test has to be mended.
  const malformed = errors?.find(
    ({ extensions: { code } }) => code === 'query-invalid' || code === 'internal',
  );
  if (malformed !== undefined)
    throw new Error(`${query} ${JSON.stringify(variables)}: ${JSON.stringify(malformed)}`);
  return codes.find((code) => refusals.includes(code)) ?? 'allowed';
}

function nameOf({ field, what }: Case): string {
  return what === undefined ? field : `${field} ${what}`;
}

test.each(['query', 'mutation', 'subscription'] as const)('every %s has its row', (kind) => {
  const declared = rootFields(schema, kind).map(({ name }) => name);
  expect([...new Set(cases[kind].map(({ field }) => field))].sort()).toEqual([...declared].sort());
});

describe('who may ask for', () => {
  const all = (['query', 'mutation'] as const).flatMap((kind) =>
    cases[kind].map((each) => ({ kind, each, name: nameOf(each) })),
  );

  test.each(all)('$kind $name', async ({ kind, each }) => {
    const marks = [...each.row.replaceAll(' ', '')];
    expect(marks).toHaveLength(columns.length);
    const answers: string[] = [];
    // Those who are denied first: what others may do could change what there is to do.
    const order = [...columns.keys()].sort((a, b) => marks[a]!.localeCompare(marks[b]!));
    for (const index of order) answers[index] = await refusalOf(kind, each, tokens[index]);
    const read = answers.map((answer, index) => `${columns[index]!.join(' ')}: ${answer}`);
    const expected = columns.map(
      (column, index) =>
        `${column.join(' ')}: ${marks[index] === 'y' ? 'allowed' : (each.denied ?? 'access-denied')}`,
    );
    expect(read).toEqual(expected);
  });
});

describe('strangers, operators without a grant, and nobody', () => {
  /** What those are told who have no part in the agreement, where it is not that there is no such agreement. */
  const told: Readonly<Record<string, string>> = {
    viewer: 'answered',
    agreements: 'answered',
    termsSchema: 'answered',
    evaluate: 'terms-invalid',
    workingTime: 'usage',
    node: 'answered',
    nodes: 'answered',
    deadLetter: 'dead-letter-unknown',
    replayDeadLetter: 'dead-letter-unknown',
    discardDeadLetter: 'dead-letter-unknown',
    ...Object.fromEntries(
      [...cases.query, ...cases.mutation]
        .filter(({ row, field }) => row === nobodyOfThem && field !== 'retractFact')
        .map(({ field }) => [field, 'access-denied']),
    ),
  };

  /** Everything of an answer but the time and how many requests are left. */
  async function answerTo(
    path: string,
    token: string | undefined,
    request: { readonly method: string; readonly body?: string; readonly type?: string },
  ): Promise<{ readonly whole: string; readonly body: string }> {
    const response = await fetch(`${server.url}${path}`, {
      method: request.method,
      ...(request.body !== undefined && { body: request.body }),
      headers: {
        'x-request-id': 'the-same',
        ...(request.type !== undefined && { 'content-type': request.type }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
      },
    });
    const body = await response.text();
    const headers = [...response.headers].filter(
      ([name]) => name !== 'date' && !name.startsWith('x-ratelimit-'),
    );
    return { whole: JSON.stringify([response.status, headers, body]), body };
  }

  const all = (['query', 'mutation'] as const).flatMap((kind) =>
    cases[kind].map((each) => ({ kind, each, name: nameOf(each) })),
  );

  test.each(all)('learn nothing of $kind $name', async ({ kind, each }) => {
    const isForOperators = told[each.field] === 'access-denied';
    const askers = isForOperators ? [stranger, undefined] : [stranger, operator, undefined];
    for (const token of askers) {
      const [there, notThere] = [agreement, elsewhere].map((named) =>
        answerTo('/graphql', token, {
          method: 'POST',
          type: 'application/json',
          body: JSON.stringify(operationOf(kind, each, named)),
        }),
      );
      const { whole, body } = await there!;
      expect(whole).toBe((await notThere!).whole);
      const { errors } = JSON.parse(body) as GraphQLAnswer;
      const code = errors?.[0]?.extensions.code ?? 'answered';
      expect(code).toBe(
        token === undefined && each.field !== 'viewer'
          ? 'unauthenticated'
          : (told[each.field] ?? 'agreement-unknown'),
      );
    }
  });

  test.each(cases.subscription)('learn nothing of subscription $field', async (each) => {
    for (const token of [stranger, operator, undefined]) {
      const there = await firstOf(each, token, agreement);
      expect(there).toBe(await firstOf(each, token, elsewhere));
      expect(there).toContain(token === undefined ? '"unauthenticated"' : '"agreement-unknown"');
    }
  });

  test.each(['GET', 'POST'])('learn nothing of %s /agreements/…/facts', async (method) => {
    for (const token of [stranger, operator, undefined]) {
      const request = { method, ...(method === 'POST' && { type: 'application/x-ndjson', body: '{}' }) };
      const there = await answerTo(`/agreements/${agreement}/facts`, token, request);
      expect(there.whole).toBe((await answerTo(`/agreements/${elsewhere}/facts`, token, request)).whole);
      expect(there.body).toContain(token === undefined ? '"unauthenticated"' : '"agreement-unknown"');
    }
  });

  test('learn nothing of webhooks: a wrong signature and no such source are one answer', async () => {
    const request = { method: 'POST', type: 'application/json', body: '{}' };
    for (const token of [stranger, operator, tokens[3], undefined]) {
      const there = await answerTo('/webhooks/desk', token, request);
      expect(there.whole).toBe((await answerTo('/webhooks/no-such-desk', token, request)).whole);
      expect(there.body).toContain('"delivery-refused"');
    }
  });

  test('learn of no agreement from lists and figures of all that they may see', async () => {
    for (const token of [stranger, operator]) {
      const { data } = await server.query<Record<string, { totalCount: number }>>(
        '{ agreements { totalCount } tickets { totalCount } facts { totalCount } obligations { totalCount } }',
        { token },
      );
      expect(new Set(Object.values(data!).map(({ totalCount }) => totalCount))).toEqual(new Set([0]));
    }
  });

  test('a member of an agreement that is not signed yet is told no more than a stranger to one that is', async () => {
    const [agreementCase] = cases.query.filter(({ field }) => field === 'agreement');
    const { query } = operationOf('query', agreementCase!, agreement);
    const answers = await Promise.all(
      ['another-one', agreement].map((named) =>
        answerTo('/graphql', stranger, {
          method: 'POST',
          type: 'application/json',
          body: JSON.stringify({ query, variables: { agreement: named } }),
        }),
      ),
    );
    expect(answers[0]!.whole).toBe(answers[1]!.whole);
  });
});

describe('over other ways than GraphQL by POST', () => {
  test.each(columns.map(([party, role], index) => ({ party, role, index })))(
    '$party $role receives facts live, and exports them',
    async ({ index }) => {
      const [factsRecorded] = cases.subscription;
      expect(await firstOf(factsRecorded!, tokens[index], agreement)).toContain('"type":"next"');
      const exported = await fetch(`${server.url}/agreements/${agreement}/facts`, {
        headers: { authorization: `Bearer ${tokens[index]!}` },
      });
      expect(exported.status).toBe(200);
      expect(await exported.text()).toContain(factIds.provider);
    },
  );

  test('facts are uploaded by those who may record them', async () => {
    const line = JSON.stringify({ ...ticket, ticket: 'UPLOADED' });
    const statuses: number[] = [];
    for (const token of tokens) {
      const response = await fetch(`${server.url}/agreements/${agreement}/facts`, {
        method: 'POST',
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson' },
        body: line,
      });
      statuses.push(response.status);
    }
    expect(statuses).toEqual([...voices.replaceAll(' ', '')].map((mark) => (mark === 'y' ? 200 : 403)));
  });
});

/** The first message that a subscription brings, without the id of its request. */
async function firstOf(each: Case, token: string | undefined, named: string): Promise<string> {
  const socket = await openSocket(server.graphqlUrl);
  try {
    const payload = token === undefined ? {} : { authorization: `Bearer ${token}` };
    socket.send({ type: 'connection_init', payload });
    await socket.next(({ type }) => type === 'connection_ack');
    socket.send({ type: 'subscribe', id: '1', payload: operationOf('subscription', each, named) });
    const message = await socket.next((one) => one.id === '1');
    return JSON.stringify(message).replace(/"requestId":"[^"]*"/, '"requestId":"the-same"');
  } finally {
    socket.close();
    await socket.closed;
  }
}
