import { isTallyError } from '@tallystick/errors';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { rescindAmendment } from '../agreement/rescind-amendment.js';
import { signAgreement } from '../agreement/sign-agreement.js';
import { contestFact } from '../contests/contest-fact.js';
import { retractFact } from '../contests/retract-fact.js';
import { settleContest } from '../contests/settle-contest.js';
import { claimCredits } from '../credits/claim-credits.js';
import {
  decideCure,
  exerciseExitRight,
  serveExitNotice,
  submitCurePlan,
  waiveExitRight,
} from '../exits/exit-steps.js';
import { recordBatch } from '../facts/record-batch.js';
import { applyCredit, disputeInvoice, receiveInvoice, settleInvoice } from '../invoices/invoice-commands.js';
import {
  acceptObligation,
  fulfilObligation,
  refuseObligation,
  waiveObligation,
} from '../obligations/obligation-acts.js';
import { claimRelief } from '../reliefs/claim-relief.js';
import { decideRelief } from '../reliefs/decide-relief.js';
import { issueStatement } from '../statements/issue-statement.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import { twoPartyTerms } from '../testing/two-party-terms.js';
import {
  factIdAt,
  outage,
  theClient,
  theProvider,
  twoParty,
  twoPartyWorld,
} from '../testing/two-party-world.js';
import type { Recorded, RequestFields } from './command.js';

const client = { agreement: twoParty, assertedBy: theClient };
const provider = { agreement: twoParty, assertedBy: theProvider };

interface Case {
  readonly name: string;
  /** Where credits have to be claimed. */
  readonly claim?: string;
  /** What has to be there first. */
  readonly before?: (services: TemporaryServices) => Promise<unknown>;
  /** `other`: something else under the same key. */
  readonly run: (services: TemporaryServices, fields: RequestFields, other: boolean) => Promise<Recorded>;
}

const invoice = (services: TemporaryServices) =>
  receiveInvoice(services, {
    ...provider,
    invoice: 'INV-1',
    period: '2025-01',
    amount: '11500',
    currency: 'GBP',
  });
const relief = (services: TemporaryServices) =>
  claimRelief(services, {
    ...provider,
    relief: 'R-1',
    cause: 'access refused',
    from: '2025-01-10T08:00:00Z',
    until: '2025-01-10T18:00:00Z',
  });
const notice = (services: TemporaryServices) => serveExitNotice(services, { ...client, exit: 'email-down' });
const issue = (services: TemporaryServices) => issueStatement(services, { agreement: twoParty });
const contested = async (services: TemporaryServices) => ({ ...provider, fact: await factIdAt(services, 1) });
const delivered = (services: TemporaryServices) =>
  fulfilObligation(services, { ...provider, obligation: 'report', period: '2025-01' });
const amendment = (id: string) => ({
  name: 'amendment.yaml',
  text: `{ amendment: ${id}, agreement: two-party, kind: amendment, effectiveFrom: 2025-06-01, executedAt: 2025-02-01,
    change: { charges: [{ id: managed, clause: '1', title: Managed services, amount: '11000.00', per: month }] } }`,
});

const cases: readonly Case[] = [
  {
    name: 'amendTerms',
    run: (services, fields, other) =>
      amendAgreement(services, { ...client, ...fields, document: amendment(other ? 'A2' : 'A1') }),
  },
  {
    name: 'rescindAmendment',
    before: (services) => amendAgreement(services, { ...client, document: amendment('A1') }),
    run: (services, fields, other) =>
      rescindAmendment(services, {
        ...client,
        ...fields,
        amendment: 'A1',
        reason: other ? 'another' : 'a slip',
      }),
  },
  {
    name: 'issueStatement',
    run: (services, fields, other) =>
      issueStatement(services, { ...client, ...fields, period: other ? '2025-02' : '2025-01' }),
  },
  {
    name: 'recordFacts',
    run: (services, fields, other) =>
      recordBatch(services, {
        ...provider,
        ...fields,
        facts: [
          { type: 'TicketClosed', ticket: 'INC-1', effectiveAt: '2025-01-20T10:00:00Z' },
          { type: 'TicketClosed', ticket: other ? 'INC-3' : 'INC-2', effectiveAt: '2025-01-20T10:00:00Z' },
        ],
      }),
  },
  {
    name: 'contestFact',
    run: async (services, fields, other) =>
      contestFact(services, {
        ...(await contested(services)),
        ...fields,
        reason: other ? 'wrong' : 'It was up.',
      }),
  },
  {
    name: 'settleContest',
    before: async (services) =>
      contestFact(services, { ...(await contested(services)), reason: 'It was up.' }),
    run: async (services, fields, other) =>
      settleContest(services, {
        ...client,
        ...fields,
        fact: await factIdAt(services, 1),
        outcome: 'upheld',
        reason: other ? 'other' : 'conceded',
      }),
  },
  {
    name: 'retractFact',
    run: async (services, fields, other) =>
      retractFact(services, {
        ...client,
        ...fields,
        fact: await factIdAt(services, 1),
        reason: other ? 'other' : 'It was a test.',
      }),
  },
  {
    name: 'claimRelief',
    run: (services, fields, other) =>
      claimRelief(services, {
        ...provider,
        ...fields,
        cause: other ? 'storm' : 'access refused',
        from: '2025-01-10T08:00:00Z',
        until: '2025-01-10T18:00:00Z',
      }),
  },
  {
    name: 'decideRelief',
    before: relief,
    run: (services, fields, other) =>
      decideRelief(services, {
        ...client,
        ...fields,
        relief: 'R-1',
        decision: other ? 'refused' : 'granted',
      }),
  },
  {
    name: 'claimCredits',
    claim: '{ within: 30 calendar days, from: period-end }',
    run: (services, fields, other) =>
      claimCredits(services, { ...client, ...fields, period: '2025-01', ...(other ? { amount: '10' } : {}) }),
  },
  {
    name: 'receiveInvoice',
    run: (services, fields, other) =>
      receiveInvoice(services, {
        ...provider,
        ...fields,
        invoice: 'INV-1',
        period: '2025-01',
        amount: other ? '1' : '11200.00',
        currency: 'GBP',
      }),
  },
  {
    name: 'disputeInvoice',
    before: invoice,
    run: (services, fields, other) =>
      disputeInvoice(services, {
        ...client,
        ...fields,
        invoice: 'INV-1',
        reason: other ? 'other' : 'Too much.',
      }),
  },
  {
    name: 'settleInvoice',
    before: invoice,
    run: (services, fields, other) =>
      settleInvoice(services, { ...client, ...fields, invoice: 'INV-1', ...(other ? { amount: '5' } : {}) }),
  },
  {
    name: 'applyCredit',
    before: async (services) => {
      await issue(services);
      return invoice(services);
    },
    run: (services, fields, other) =>
      applyCredit(services, { ...client, ...fields, invoice: 'INV-1', ...(other ? { amount: '5' } : {}) }),
  },
  {
    name: 'serveExitNotice',
    run: (services, fields, other) =>
      serveExitNotice(services, {
        ...client,
        ...fields,
        exit: 'email-down',
        ...(other ? { effectiveAt: '2025-02-01T12:00:00Z' } : {}),
      }),
  },
  {
    name: 'submitCurePlan',
    before: notice,
    run: (services, fields, other) =>
      submitCurePlan(services, {
        ...provider,
        ...fields,
        exit: 'email-down',
        ...(other ? { effectiveAt: '2025-02-01T12:00:00Z' } : {}),
      }),
  },
  {
    name: 'decideCure',
    before: notice,
    run: (services, fields, other) =>
      decideCure(services, {
        ...client,
        ...fields,
        exit: 'email-down',
        decision: other ? 'accepted' : 'refused',
      }),
  },
  {
    name: 'exerciseExitRight',
    run: (services, fields, other) =>
      exerciseExitRight(services, {
        ...client,
        ...fields,
        exit: 'email-down',
        ...(other ? { effectiveAt: '2025-02-01T12:00:00Z' } : {}),
      }),
  },
  {
    name: 'waiveExitRight',
    run: (services, fields, other) =>
      waiveExitRight(services, {
        ...client,
        ...fields,
        exit: 'email-down',
        ...(other ? { effectiveAt: '2025-02-01T12:00:00Z' } : {}),
      }),
  },
  {
    name: 'fulfilObligation',
    run: (services, fields, other) =>
      fulfilObligation(services, {
        ...provider,
        ...fields,
        obligation: 'report',
        note: other ? 'other' : 'Sent by post.',
      }),
  },
  {
    name: 'acceptObligation',
    before: delivered,
    run: (services, fields, other) =>
      acceptObligation(services, {
        ...client,
        ...fields,
        obligation: 'report',
        ...(other ? { period: '2025-01' } : {}),
      }),
  },
  {
    name: 'refuseObligation',
    before: delivered,
    run: (services, fields, other) =>
      refuseObligation(services, {
        ...client,
        ...fields,
        obligation: 'report',
        reason: other ? 'other' : 'Half is missing.',
      }),
  },
  {
    name: 'waiveObligation',
    run: (services, fields, other) =>
      waiveObligation(services, {
        ...client,
        ...fields,
        obligation: 'report',
        reason: other ? 'other' : 'Not needed.',
      }),
  },
];

const headOf = async (services: TemporaryServices) => (await services.ledger.head(twoParty))!.position;

describe.each(cases)('$name', ({ claim, before, run }) => {
  let services: TemporaryServices;
  beforeEach(async () => {
    services = await twoPartyWorld(claim);
    await before?.(services);
  });
  afterEach(() => services.remove());

  test('the same request under the same key is recorded once, whatever happened in between', async () => {
    const fields = { idempotencyKey: 'k-1', expectedRevision: await headOf(services) };
    const first = await run(services, fields, false);
    expect(first.repeated).toBe(false);
    expect(first.facts.map(({ position }) => position)).toEqual(
      first.facts.map((_, index) => fields.expectedRevision + 1 + index),
    );
    expect(first.revision).toBe(await headOf(services));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('retry', 'other writer', 'an hour', 'two retries at once'), {
          maxLength: 5,
        }),
        async (happenings) => {
          let now = Date.parse('2025-02-03T09:00:00Z');
          for (const happening of happenings) {
            if (happening === 'an hour') services.at(new Date((now += 3_600_000)).toISOString());
            if (happening === 'other writer') {
              await outage(
                services,
                `O-${await headOf(services)}`,
                '2025-02-02T10:00:00Z',
                '2025-02-02T10:30:00Z',
              );
            }
            if (happening === 'retry')
              expect(await run(services, fields, false)).toEqual({ ...first, repeated: true });
            if (happening === 'two retries at once') {
              const head = await headOf(services);
              const both = await Promise.all([run(services, fields, false), run(services, fields, false)]);
              expect(both).toEqual([
                { ...first, repeated: true },
                { ...first, repeated: true },
              ]);
              expect(await headOf(services)).toBe(head);
            }
          }
        },
      ),
      { numRuns: 4 },
    );
  });

  test('two first requests at once are one', async () => {
    const before = await headOf(services);
    const both = await Promise.all([1, 2].map(() => run(services, { idempotencyKey: 'k-2' }, false)));
    expect(both.map(({ repeated }) => repeated).sort()).toEqual([false, true]);
    expect(both[0]!.facts).toEqual(both[1]!.facts);
    expect(await headOf(services)).toBe(before + both[0]!.facts.length);
  });

  test('another request under the same key is refused; a stale revision names the actual one', async () => {
    await run(services, { idempotencyKey: 'k-3' }, false);
    const head = await headOf(services);
    await expect(run(services, { idempotencyKey: 'k-3' }, true)).rejects.toMatchObject({
      code: 'idempotency-key-reused',
      details: [{ place: 'idempotencyKey' }],
    });
    const stale = run(services, { idempotencyKey: 'k-4', expectedRevision: head - 1 }, false);
    await expect(stale).rejects.toMatchObject({ code: 'ledger-conflict', actualRevision: head });
    expect(await headOf(services)).toBe(head);
    const error: unknown = await run(services, { expectedRevision: -1 }, false).catch(
      (thrown: unknown) => thrown,
    );
    expect(isTallyError(error) && error.details[0]?.place).toBe('expectedRevision');
  });
});

test('a keyed signature is one agreement', async () => {
  const services = await twoPartyWorld();
  const other = { ...twoPartyTerms(), text: twoPartyTerms().text.replaceAll('two-party', 'three-party') };
  const sign = (fields: object) =>
    signAgreement(services, { document: other, assertedBy: theClient, ...fields });
  const first = await sign({ idempotencyKey: 'k' });
  expect(first).toMatchObject({ agreement: 'three-party', revision: 0, repeated: false });
  expect(await sign({ idempotencyKey: 'k' })).toMatchObject({ facts: first.facts, repeated: true });
  expect(await sign({})).toMatchObject({ revision: 0, facts: [], repeated: true });
  await expect(sign({ idempotencyKey: 'k', signedAt: '2025-01-02T00:00:00Z' })).rejects.toMatchObject({
    code: 'idempotency-key-reused',
  });
  await services.remove();
});
