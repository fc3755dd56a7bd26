import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  mutation,
  outageFacts,
  recorded,
  refusal,
  twoParties,
  type TwoParties,
} from './support/two-parties.js';

const agreement = 'story';
let parties: TwoParties;

beforeAll(async () => {
  parties = await twoParties({ [agreement]: 'automatic' });
}, 300_000);
afterAll(() => parties?.server.remove());

interface Answer {
  readonly revision: number;
  readonly facts: readonly { readonly factId: string; readonly position: number }[];
  readonly [made: string]: unknown;
}

async function ask(
  who: 'client' | 'provider' | 'arbiter',
  name: string,
  input: object,
  selection = '',
): Promise<Answer> {
  const answer = await parties[who].request<Record<string, Answer>>(
    mutation(name, `${recorded} ${selection}`),
    {
      input: { agreement, ...input },
    },
  );
  return answer[name]!;
}

const atStake = `{ total { amount currency } periods { period stated is { amount } wouldBe { amount } difference { amount } } }`;

test('two months go wrong and are stated', async () => {
  await ask('client', 'recordFacts', {
    facts: [...outageFacts('O-1', '2025-01-10'), ...outageFacts('O-2', '2025-02-10')],
  });
  for (const period of ['2025-01', '2025-02']) {
    const sealed = await ask('client', 'issueStatement', {}, 'period total { amount currency }');
    expect(sealed).toMatchObject({ period, total: { amount: '1000.00', currency: 'GBP' } });
  }
});

test('the invoice of March is received, compared, disputed, credited and settled', async () => {
  const received = await ask(
    'provider',
    'receiveInvoice',
    {
      invoice: 'INV-3',
      period: '2025-03',
      amount: '11500',
      currency: 'GBP',
      lines: [
        { charge: 'managed', amount: '10250', description: 'Managed services, March' },
        { charge: 'line', amount: '1200' },
        { charge: 'consulting', amount: '50' },
      ],
    },
    'invoice { state open { amount currency } }',
  );
  expect(received['invoice']).toEqual({ state: 'RECEIVED', open: { amount: '11500.00', currency: 'GBP' } });

  const { invoice } = await parties.client.request<{ invoice: { comparison: object } }>(
    `query ($agreement: String!) {
      invoice(agreement: $agreement, invoice: "INV-3") {
        fact { factId }
        comparison {
          agrees
          lines {
            verdict charge period passThrough invoiced { amount } expected { amount } difference { amount }
            because { rule clauses { id clause } operands { name value } }
          }
          credits { period total { amount } left { amount } }
          shouldBe { amount } tooMuch { amount } notGiven { amount } difference { amount } toDispute { amount currency }
        }
      }
    }`,
    { agreement },
  );
  expect(invoice).toMatchObject({
    fact: { factId: received.facts[0]!.factId },
    comparison: {
      agrees: false,
      lines: [
        {
          verdict: 'TOO_MUCH',
          charge: 'managed',
          period: '2025-03',
          expected: { amount: '10000.00' },
          difference: { amount: '250.00' },
          because: { rule: 'charge-by-days', clauses: [{ id: 'managed', clause: '1' }] },
        },
        { verdict: 'AS_AGREED', charge: 'line', passThrough: true, difference: { amount: '0.00' } },
        { verdict: 'UNKNOWN_CHARGE', charge: 'consulting', difference: { amount: '50.00' } },
      ],
      credits: [
        { period: '2025-01', left: { amount: '1000.00' } },
        { period: '2025-02', left: { amount: '1000.00' } },
      ],
      shouldBe: { amount: '9200.00' },
      tooMuch: { amount: '300.00' },
      notGiven: { amount: '2000.00' },
      difference: { amount: '2300.00' },
      toDispute: { amount: '2300.00', currency: 'GBP' },
    },
  });

  const shown = 'invoice { state open { amount } inDispute { amount } paid { amount } credited { amount } }';
  const steps = [
    ['disputeInvoice', { reason: 'See the comparison.' }, 'DISPUTED', '11500.00', '2300.00'],
    ['applyCredit', { period: '2025-01' }, 'DISPUTED', '10500.00', '1300.00'],
    ['settleInvoice', {}, 'DISPUTED', '1300.00', '1300.00'],
    ['applyCredit', {}, 'DISPUTED', '300.00', '300.00'],
    ['settleInvoice', { amount: '300' }, 'SETTLED', '0.00', '0.00'],
  ] as const;
  for (const [name, input, state, open, inDispute] of steps) {
    const answer = await ask('client', name, { invoice: 'INV-3', ...input }, shown);
    expect(answer['invoice']).toMatchObject({
      state,
      open: { amount: open },
      inDispute: { amount: inDispute },
    });
  }
  const more = parties.client.request(mutation('applyCredit'), { input: { agreement, invoice: 'INV-3' } });
  expect(await refusal(more)).toMatchObject({ code: 'credit-not-due' });
});

test('what is no invoice of the agreement is refused with the path and the mend', async () => {
  const input = { agreement, invoice: 'INV-4', period: '2025-04', amount: '11200', currency: 'EUR' };
  const foreign = await refusal(parties.provider.request(mutation('receiveInvoice'), { input }));
  expect(foreign).toMatchObject({ code: 'invoice-refused', details: [{ place: 'currency' }] });
  const lines = [{ charge: 'managed', amount: '10000' }];
  const uneven = { ...input, currency: 'GBP', lines };
  expect(
    await refusal(parties.provider.request(mutation('receiveInvoice'), { input: uneven })),
  ).toMatchObject({
    code: 'invoice-refused',
    details: [{ place: 'lines', mend: expect.stringContaining('every line') as string }],
  });
  const unknown = parties.client.request(mutation('settleInvoice'), {
    input: { agreement, invoice: 'INV-9' },
  });
  expect(await refusal(unknown)).toMatchObject({ code: 'invoice-unknown', details: [{ place: 'invoice' }] });
});

test('relief is claimed, shows what hangs on it, is granted by half, and adjusts the next statement', async () => {
  const claimed = await ask(
    'provider',
    'claimRelief',
    {
      relief: 'R-1',
      cause: 'The client cut the power.',
      from: '2025-02-10T08:00:00Z',
      until: '2025-02-10T18:00:00Z',
      services: ['email'],
      noticeGivenAt: '2025-02-12T09:00:00Z',
    },
    'relief { state claimBy decidedBy }',
  );
  expect(claimed['relief']).toMatchObject({ state: 'CLAIMED', decidedBy: 'CLIENT' });

  const open = await parties.client.request<{ moneyAtStake: object }>(
    `query ($agreement: String!) {
      moneyAtStake(agreement: $agreement) { claimed { amount currency } contested { amount } reliefs { relief { key } ifGranted ${atStake} } }
    }`,
    { agreement },
  );
  expect(open.moneyAtStake).toEqual({
    claimed: [{ amount: '-1000.00', currency: 'GBP' }],
    contested: [],
    reliefs: [
      {
        relief: { key: 'R-1' },
        ifGranted: {
          total: { amount: '-1000.00', currency: 'GBP' },
          periods: [
            {
              period: '2025-02',
              stated: true,
              is: { amount: '1000.00' },
              wouldBe: { amount: '0.00' },
              difference: { amount: '-1000.00' },
            },
          ],
        },
      },
    ],
  });

  const tooFar = parties.client.request(mutation('decideRelief'), {
    input: { agreement, relief: 'R-1', decision: 'GRANTED', until: '2025-02-10T19:00:00Z' },
  });
  expect(await refusal(tooFar)).toMatchObject({ code: 'relief-refused', details: [{ place: 'until' }] });
  const half = await ask(
    'client',
    'decideRelief',
    { relief: 'R-1', decision: 'GRANTED', until: '2025-02-10T13:00:00Z' },
    'relief { state granted { from until } decisions { party noEffect } }',
  );
  expect(half['relief']).toEqual({
    state: 'GRANTED',
    granted: { from: '2025-02-10T08:00:00Z', until: '2025-02-10T13:00:00Z' },
    decisions: [{ party: 'client', noEffect: null }],
  });

  const march = await ask(
    'client',
    'issueStatement',
    { period: '2025-03' },
    'net { amount } adjustments { amount } total { amount }',
  );
  expect(march).toMatchObject({ net: { amount: '0.00' }, adjustments: { amount: '-500.00' } });
  const after = await parties.provider.request<{ agreement: { reliefs: readonly object[] } }>(
    `query ($agreement: String!) { agreement(agreement: $agreement) { reliefs { ifWithout ${atStake} } } }`,
    { agreement },
  );
  expect(after.agreement.reliefs).toMatchObject([{ ifWithout: { total: { amount: '500.00' } } }]);
});

test('a contest shows what hangs on it until it is settled', async () => {
  const outage = await ask('client', 'recordFacts', { facts: outageFacts('O-4', '2025-04-10') });
  const fact = outage.facts[0]!.factId;
  await ask('provider', 'contestFact', { fact, reason: 'It was up.' });
  const question = `query ($agreement: String!) {
    moneyAtStake(agreement: $agreement) { contested { amount } contests { factId factType contestedBy atStake ${atStake} fact { factId } facts { totalCount } } }
  }`;
  const open = await parties.arbiter.request<{ moneyAtStake: object }>(question, { agreement });
  expect(open.moneyAtStake).toMatchObject({
    contested: [{ amount: '-1000.00' }],
    contests: [
      {
        factId: fact,
        factType: 'OUTAGE_BEGAN',
        contestedBy: 'provider',
        atStake: { total: { amount: '-1000.00' }, periods: [{ period: '2025-04', stated: false }] },
        fact: { factId: fact },
        facts: { totalCount: 1 },
      },
    ],
  });
  const again = parties.provider.request(mutation('contestFact'), {
    input: { agreement, fact, reason: 'Again.' },
  });
  expect(await refusal(again)).toMatchObject({ code: 'contest-refused', details: [{ place: 'fact' }] });
  const own = parties.provider.request(mutation('settleContest'), {
    input: { agreement, fact, outcome: 'UPHELD' },
  });
  expect((await refusal(own)).code).toBe('access-denied');
  await ask('arbiter', 'settleContest', { fact, outcome: 'UPHELD', reason: 'The monitor was down.' });
  const settled = await parties.client.request<{ moneyAtStake: object }>(question, { agreement });
  expect(settled.moneyAtStake).toMatchObject({ contested: [], contests: [] });
});
