import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  mutation,
  outageFacts,
  recorded,
  refusal,
  storyTerms,
  twoParties,
  type TwoParties,
} from './support/two-parties.js';

const agreement = 'retries';
/** Credits there are given on claim only. */
const onClaim = 'claims';
let parties: TwoParties;

const ticketMapping = `
mapping: our-tickets
system: our-desk
format: { kind: csv }
instants: { zone: UTC, formats: [iso] }
rows:
  kind: tickets
  ticket: number
  opened: opened
  ticketType: { constant: incident }
  priority: priority
`;

beforeAll(async () => {
  parties = await twoParties({
    [agreement]: 'automatic',
    [onClaim]: '{ within: 900 calendar days, from: period-end }',
  });
}, 300_000);
afterAll(() => parties?.server.remove());

type Who = 'client' | 'provider' | 'arbiter';
interface Answer {
  readonly revision: number;
  readonly repeated: boolean;
  readonly facts: readonly { readonly factId: string; readonly type: string; readonly position: number }[];
  readonly [made: string]: unknown;
}

async function ask(who: Who, name: string, input: object, selection = ''): Promise<Answer> {
  const answer = await parties[who].request<Record<string, Answer>>(
    mutation(name, `${recorded} ${selection}`),
    {
      input: { agreement, ...input },
    },
  );
  return answer[name]!;
}

async function headOf(name: string = agreement): Promise<number> {
  const query = 'query ($agreement: String!) { agreement(agreement: $agreement) { head { position } } }';
  const answer = await parties.client.request<{ agreement: { head: { position: number } } }>(query, {
    agreement: name,
  });
  return answer.agreement.head.position;
}

const amendment = {
  name: 'amendment.yaml',
  text: `{ amendment: A1, agreement: ${agreement}, kind: amendment, effectiveFrom: 2025-06-01, executedAt: 2025-05-01,
    change: { charges: [{ id: managed, clause: '1', title: Managed services, amount: '11000.00', per: month }] } }`,
};
let outage: Answer;
const contested = () => ({ fact: outage.facts[0]!.factId });

/** Every mutation, in an order in which each has what it needs; who asks, what, and something else for the same key. */
const steps: readonly (readonly [Who, string, () => object, object])[] = [
  [
    'client',
    'recordFacts',
    () => ({ facts: outageFacts('O-2', '2025-01-20') }),
    { facts: outageFacts('O-3', '2025-01-21') },
  ],
  [
    'client',
    'amendTerms',
    () => ({ document: amendment }),
    { document: { ...amendment, text: amendment.text.replace('A1', 'A2') } },
  ],
  ['client', 'rescindAmendment', () => ({ amendment: 'A1' }), { reason: 'other' }],
  ['provider', 'contestFact', () => ({ ...contested(), reason: 'It was up.' }), { reason: 'other' }],
  ['client', 'settleContest', () => ({ ...contested(), outcome: 'UPHELD' }), { reason: 'other' }],
  [
    'client',
    'retractFact',
    () => ({ fact: outage.facts[1]!.factId, reason: 'It was a test.' }),
    { reason: 'other' },
  ],
  [
    'provider',
    'claimRelief',
    () => ({ relief: 'R-1', cause: 'Power', from: '2025-01-20T08:00:00Z', until: '2025-01-20T10:00:00Z' }),
    { cause: 'Storm' },
  ],
  ['client', 'decideRelief', () => ({ relief: 'R-1', decision: 'GRANTED' }), { decision: 'REFUSED' }],
  ['client', 'issueStatement', () => ({ period: '2025-01' }), { period: '2025-02' }],
  [
    'provider',
    'receiveInvoice',
    () => ({ invoice: 'INV-1', period: '2025-01', amount: '11300.00', currency: 'GBP' }),
    { amount: '1.00' },
  ],
  ['client', 'disputeInvoice', () => ({ invoice: 'INV-1', reason: 'Too much.' }), { reason: 'other' }],
  ['client', 'applyCredit', () => ({ invoice: 'INV-1', amount: '100' }), { amount: '50' }],
  ['client', 'settleInvoice', () => ({ invoice: 'INV-1', amount: '200' }), { amount: '50' }],
  [
    'client',
    'serveExitNotice',
    () => ({ exit: 'email-down', effectiveAt: '2025-02-05T09:00:00Z' }),
    { effectiveAt: '2025-02-06T09:00:00Z' },
  ],
  [
    'provider',
    'submitCurePlan',
    () => ({ exit: 'email-down', effectiveAt: '2025-02-06T09:00:00Z' }),
    { effectiveAt: '2025-02-07T09:00:00Z' },
  ],
  [
    'client',
    'decideCure',
    () => ({ exit: 'email-down', decision: 'REFUSED', effectiveAt: '2025-02-08T09:00:00Z' }),
    { reason: 'other' },
  ],
  [
    'client',
    'exerciseExitRight',
    () => ({ exit: 'email-down', effectiveAt: '2025-02-10T09:00:00Z' }),
    { effectiveAt: '2025-02-11T09:00:00Z' },
  ],
  [
    'client',
    'waiveExitRight',
    () => ({ exit: 'email-down', effectiveAt: '2025-02-20T09:00:00Z' }),
    { effectiveAt: '2025-02-21T09:00:00Z' },
  ],
  [
    'provider',
    'fulfilObligation',
    () => ({ obligation: 'report', period: '2025-01', effectiveAt: '2025-02-05T09:00:00Z' }),
    { note: 'other' },
  ],
  [
    'client',
    'refuseObligation',
    () => ({ obligation: 'report', period: '2025-01', effectiveAt: '2025-02-06T09:00:00Z' }),
    { reason: 'other' },
  ],
  ['client', 'acceptObligation', () => ({ obligation: 'report', period: '2025-01' }), { period: '2025-02' }],
  ['client', 'waiveObligation', () => ({ obligation: 'report', period: '2025-02' }), { reason: 'other' }],
];

test('there is something to speak of', async () => {
  outage = await ask('client', 'recordFacts', { facts: outageFacts('O-1', '2025-01-10') });
  expect(outage).toMatchObject({
    agreement,
    repeated: false,
    facts: [{ type: 'OUTAGE_BEGAN' }, { type: 'OUTAGE_ENDED' }],
  });
  expect(await ask('client', 'recordFacts', { facts: outageFacts('O-1', '2025-01-10') })).toMatchObject({
    repeated: true,
    facts: [],
  });
});

test.each(steps)('%s: %s again under its key is recorded once', async (who, name, input, other) => {
  const before = await headOf();
  const idempotencyKey = `key of ${name}`;
  const stale = parties[who].request(mutation(name), {
    input: { agreement, ...input(), idempotencyKey: `stale ${name}`, expectedRevision: before - 1 },
  });
  expect(await refusal(stale)).toMatchObject({ code: 'ledger-conflict', actualRevision: before });
  const request = { ...input(), idempotencyKey, expectedRevision: before };
  const first = await ask(who, name, request);
  expect(first.repeated).toBe(false);
  expect(first.facts.map(({ position }) => position)).toEqual(
    first.facts.map((_, index) => before + 1 + index),
  );
  expect(first.revision).toBe(before + first.facts.length);
  const again = await Promise.all([ask(who, name, request), ask(who, name, request)]);
  expect(again).toEqual([
    { ...first, repeated: true },
    { ...first, repeated: true },
  ]);
  const reused = parties[who].request(mutation(name), { input: { agreement, ...request, ...other } });
  expect((await refusal(reused)).code).toBe('idempotency-key-reused');
  expect(await headOf()).toBe(first.revision);
});

test('the keys of one asker are not those of another', async () => {
  const [first, second] = await Promise.all(
    (['client', 'provider'] as const).map((who) =>
      ask(who, 'recordFacts', { facts: outageFacts(`O-${who}`, '2025-03-10'), idempotencyKey: 'mine' }),
    ),
  );
  expect([first!.repeated, second!.repeated]).toEqual([false, false]);
});

describe('every mutation is in the list', () => {
  test('or named here with the reason why not', async () => {
    const { __type: type } = await parties.client.request<{
      __type: {
        fields: readonly {
          readonly name: string;
          readonly args: readonly {
            readonly type: {
              readonly ofType: { readonly inputFields: readonly { readonly name: string }[] } | null;
            };
          }[];
        }[];
      };
    }>('{ __type(name: "Mutation") { fields { name args { type { ofType { inputFields { name } } } } } } }');
    const keyed = type.fields
      .filter(({ args }) =>
        args.some((arg) => arg.type.ofType?.inputFields?.some(({ name }) => name === 'idempotencyKey')),
      )
      .map(({ name }) => name);
    // A signature begins a ledger of its own; a claim needs credits that are given on claim only: both below.
    // What needs keys of signers is tested with them, in evidence.e2e.test.ts.
    const evidence = ['signCheckpoint', 'recordCosignature', 'announceCosigningKey'];
    const tested = [...steps.map(([, name]) => name), 'signAgreement', 'claimCredits', ...evidence];
    expect([...new Set(tested)].sort()).toEqual(keyed.sort());
  });
});

test('a signature under a key is one agreement', async () => {
  const name = 'not-signed-yet';
  const input = {
    agreement: name,
    document: { name: 'terms.yaml', text: storyTerms(name) },
    idempotencyKey: 'sign',
  };
  const other = {
    ...input,
    document: { name: 'terms.yaml', text: storyTerms('another') },
    idempotencyKey: 'x',
  };
  expect(await refusal(parties.client.request(mutation('signAgreement'), { input: other }))).toMatchObject({
    code: 'terms-invalid',
    details: [{ place: 'agreement' }],
  });
  const first = await ask('client', 'signAgreement', input);
  expect(first).toMatchObject({ agreement: name, revision: 0, repeated: false });
  expect(await ask('client', 'signAgreement', input)).toEqual({ ...first, repeated: true });
});

test('credits are claimed once, and the answer says until when', async () => {
  await ask('client', 'recordFacts', { agreement: onClaim, facts: outageFacts('O-1', '2025-01-10') });
  const input = { agreement: onClaim, period: '2025-01', idempotencyKey: 'claim' };
  const shown = 'counts reason credits { id status claimBy amount { amount } owed { amount currency } }';
  const first = await ask('client', 'claimCredits', input, shown);
  expect(first).toMatchObject({
    counts: true,
    reason: null,
    credits: [
      {
        id: 'email',
        status: 'CLAIMED',
        amount: { amount: '1000.00' },
        owed: { amount: '1000.00', currency: 'GBP' },
      },
    ],
  });
  expect(await ask('client', 'claimCredits', input, shown)).toEqual({ ...first, repeated: true });
  const nothing = parties.client.request(mutation('claimCredits'), {
    input: { agreement: onClaim, period: '2025-02' },
  });
  expect((await refusal(nothing)).code).toBe('credit-claim-refused');
});

test('an export is imported, and again brings nothing new', async () => {
  const input = {
    agreement,
    mapping: { name: 'mapping.yaml', text: ticketMapping },
    files: [
      {
        name: 'tickets.csv',
        text: 'number,opened,priority\nINC-1,2025-04-01T09:00:00Z,P1\nINC-2,never,P1\n',
      },
    ],
  };
  const selection = 'newFacts rows rejected repeated rejects { input line reason }';
  const run = () =>
    parties.client.request<{ importExport: object }>(
      `mutation ($input: ImportExportInput!) { importExport(input: $input) { ${selection} } }`,
      { input },
    );
  expect((await run()).importExport).toMatchObject({
    rows: 2,
    newFacts: 1,
    rejected: 1,
    repeated: false,
    rejects: [{ input: 'tickets.csv', line: 3 }],
  });
  expect((await run()).importExport).toMatchObject({ newFacts: 0, repeated: true });
});

test('who asks says it in the name of the own party, and of nobody else', async () => {
  const foreign = {
    type: 'TicketClosed',
    ticket: 'T-1',
    effectiveAt: '2025-04-01T00:00:00Z',
    assertedBy: 'client',
  };
  expect(await refusal(ask('provider', 'recordFacts', { facts: [foreign] }))).toMatchObject({
    code: 'fact-invalid',
    details: [{ place: 'facts[0]: assertedBy' }],
  });
  const own = await ask('provider', 'recordFacts', { facts: [{ ...foreign, assertedBy: undefined }] });
  const query = `query ($agreement: String!, $id: String!) { agreement(agreement: $agreement) { fact(factId: $id) { assertedBy { party actor } } } }`;
  const answer = await parties.client.request<{ agreement: { fact: object } }>(query, {
    agreement,
    id: own.facts[0]!.factId,
  });
  expect(answer.agreement.fact).toEqual({ assertedBy: { party: 'provider', actor: 'service-manager' } });
  const bare = { type: 'InvoiceSettled', invoice: 'INV-1', amount: '1', effectiveAt: '2025-04-01T00:00:00Z' };
  expect(await refusal(ask('client', 'recordFacts', { facts: [bare] }))).toMatchObject({
    code: 'fact-invalid',
    details: [{ place: 'facts[0]: type', mend: 'Use settleInvoice.' }],
  });
});

test('nobody does what the role does not allow, and a stranger is told nothing', async () => {
  const denied: readonly (readonly [
    keyof TwoParties & ('provider' | 'reader' | 'client'),
    string,
    object,
  ])[] = [
    ['provider', 'issueStatement', {}],
    ['provider', 'settleInvoice', { invoice: 'INV-1' }],
    ['provider', 'decideRelief', { relief: 'R-1', decision: 'GRANTED' }],
    ['client', 'claimRelief', { cause: 'x', from: '2025-01-01T00:00:00Z', until: '2025-01-02T00:00:00Z' }],
    ['client', 'fulfilObligation', { obligation: 'report' }],
    [
      'reader',
      'recordFacts',
      { facts: [{ type: 'TicketClosed', ticket: 'T', effectiveAt: '2025-01-01T00:00:00Z' }] },
    ],
    ['reader', 'receiveInvoice', { invoice: 'I', amount: '1', currency: 'GBP' }],
  ];
  for (const [who, name, input] of denied) {
    const request = parties[who].request(mutation(name), { input: { agreement, ...input } });
    expect([name, (await refusal(request)).code]).toEqual([name, 'access-denied']);
  }
  const told = await Promise.all(
    [agreement, 'no-such-agreement'].map((each) =>
      refusal(
        parties.stranger.request(mutation('settleInvoice'), { input: { agreement: each, invoice: 'INV-1' } }),
      ),
    ),
  );
  expect(told.map(({ code, details }) => ({ code, details }))).toEqual([
    { code: 'agreement-unknown', details: [] },
    { code: 'agreement-unknown', details: [] },
  ]);
});

test('bad input is refused with its path and the mend', async () => {
  const cases: readonly (readonly [Who, string, object, string])[] = [
    ['client', 'retractFact', { fact: 'no-uuid', reason: 'x' }, 'fact'],
    ['client', 'disputeInvoice', { invoice: '', reason: 'x' }, 'invoice'],
    ['client', 'settleInvoice', { invoice: 'INV-1', idempotencyKey: '' }, 'idempotencyKey'],
    [
      'client',
      'recordFacts',
      { facts: [{ type: 'TicketOpend', effectiveAt: '2025-01-01T00:00:00Z' }] },
      'facts[0]: type',
    ],
  ];
  for (const [who, name, input, place] of cases) {
    const request = parties[who].request(mutation(name), { input: { agreement, ...input } });
    expect([name, (await refusal(request)).details[0]?.place]).toEqual([name, place]);
  }
});
