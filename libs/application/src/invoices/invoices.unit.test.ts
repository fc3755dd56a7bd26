import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { retractFact } from '../contests/retract-fact.js';
import { issueStatement } from '../statements/issue-statement.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import { theClient, theProvider, twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import {
  applyCredit,
  disputeInvoice,
  receiveInvoice,
  type ReceiveInvoiceCommand,
  settleInvoice,
} from './invoice-commands.js';
import { compareInvoiceOf, creditsDue, listInvoices } from './invoice-views.js';

let services: TemporaryServices;
beforeEach(async () => {
  services = await twoPartyWorld();
});
afterEach(() => services.remove());

const client = { agreement: twoParty, assertedBy: theClient };
const receive = (invoice: string, fields: Partial<ReceiveInvoiceCommand>) =>
  receiveInvoice(services, {
    agreement: twoParty,
    assertedBy: theProvider,
    currency: 'GBP',
    period: '2025-01',
    amount: '11200.00',
    invoice,
    ...fields,
  });
const compare = (invoice: string) => compareInvoiceOf(services, { agreement: twoParty, invoice });
const whole = [
  { charge: 'managed', amount: '10000.00' },
  { charge: 'line', amount: '1200.00' },
];

describe('what an invoice is held against', () => {
  test('the charges of its period, one by one; without lines, all of them', async () => {
    await receive('A', { lines: whole });
    expect(await compare('A')).toMatchObject({
      agrees: true,
      expected: '11200.00',
      difference: '0.00',
      lines: [
        { verdict: 'as-agreed', charge: 'managed', passThrough: false, clause: '1' },
        { verdict: 'as-agreed', charge: 'line', passThrough: true },
      ],
    });
    await receive('B', { period: '2025-02', amount: '11200' });
    expect(await compare('B')).toMatchObject({
      agrees: true,
      lines: [{ verdict: 'as-agreed', charge: null, because: { rule: 'all-charges-of-the-period' } }],
    });
  });

  test('lines of one charge count together, and what is missing is named', async () => {
    const lines = [
      { charge: 'managed', amount: '6000' },
      { charge: 'managed', amount: '4000.01' },
    ];
    await receive('A', { amount: '10000.01', lines });
    expect(await compare('A')).toMatchObject({
      agrees: false,
      tooMuch: '0.01',
      toDispute: '0.01',
      difference: '-1199.99',
      lines: [
        { verdict: 'too-much', lines: [0, 1], invoiced: '10000.01', difference: '0.01' },
        { verdict: 'missing', lines: [], charge: 'line', difference: '-1200.00' },
      ],
    });
  });

  test.each([
    [{ charge: 'managed', amount: '9999.99' }, 'too-little', '-0.01'],
    [{ charge: 'managed', amount: '10000' }, 'as-agreed', '0.00'],
    [{ charge: 'managed', amount: '10000.01' }, 'too-much', '0.01'],
    [{ charge: 'hosting', amount: '5' }, 'unknown-charge', '5.00'],
    [{ amount: '5', description: 'Misc' }, 'no-charge-named', '5.00'],
    [{ charge: 'managed', amount: '5', period: '2031-01' }, 'no-period', '5.00'],
    [{ amount: '-5' }, 'credit', '0.00'],
  ])('%j is %s', async (line, verdict, difference) => {
    const lines = [line, { charge: 'line', amount: '1200' }];
    const amount = (Number(line.amount) * 100 + 120_000) / 100;
    await receive('A', { amount: amount.toFixed(2), lines });
    expect((await compare('A')).lines[0]).toMatchObject({ verdict, difference });
  });

  test('the terms in force on the days of its period', async () => {
    const text = `{ amendment: A1, agreement: two-party, kind: amendment, effectiveFrom: 2025-02-15, executedAt: 2025-01-20,
      change: { charges: [{ id: managed, clause: '1', title: Managed services, amount: '11400.00', per: month }] } }`;
    await amendAgreement(services, { ...client, document: { name: 'a.yaml', text } });
    const lines = [
      { charge: 'managed', amount: '10700.00', period: '2025-02' },
      { charge: 'managed', amount: '11400.00', period: '2025-03' },
    ];
    // February has 14 days under each: 5000 + 5700.
    await receive('A', { amount: '22100', lines, period: undefined });
    const { lines: compared, agrees } = await compare('A');
    expect(agrees).toBe(true);
    expect(compared.map(({ because }) => (because.operands['termsDigests'] as string[]).length)).toEqual([
      2, 1,
    ]);
  });

  test('what earlier invoices of the period have charged', async () => {
    await receive('A', { amount: '4000', lines: [{ charge: 'managed', amount: '4000' }] });
    await receive('B', { amount: '7200', lines: [{ charge: 'managed', amount: '6000' }, whole[1]!] });
    await receive('C', { lines: whole });
    expect(await compare('B')).toMatchObject({ agrees: true, lines: [{ chargedBefore: '4000.00' }, {}] });
    expect((await compare('C')).lines).toMatchObject([
      { verdict: 'charged-before', difference: '10000.00', chargedBefore: '10000.00' },
      { verdict: 'charged-before', difference: '1200.00' },
    ]);
    await receive('D', {
      amount: '-11200',
      lines: whole.map((line) => ({ ...line, amount: `-${line.amount}` })),
    });
    expect(await compare('D')).toMatchObject({
      agrees: true,
      lines: [{ verdict: 'as-agreed' }, { verdict: 'as-agreed' }],
    });
  });

  test('the credits that issued statements make due, wherever they are given', async () => {
    await receive('A', { period: '2025-02', lines: whole.map((line) => ({ ...line, period: '2025-02' })) });
    expect(await compare('A')).toMatchObject({ creditsDue: '0.00', credits: [] });
    await issueStatement(services, { agreement: twoParty });
    expect(await compare('A')).toMatchObject({
      creditsDue: '1000.00',
      notGiven: '1000.00',
      shouldBe: '10200.00',
    });
    await receive('B', { amount: '-400' });
    expect(await compare('A')).toMatchObject({ creditsDue: '600.00', toDispute: '600.00' });
    expect(await compare('B')).toMatchObject({ creditsDue: '1000.00', creditsGiven: '400.00' });
    await applyCredit(services, { ...client, invoice: 'A' });
    expect(await compare('A')).toMatchObject({ notGiven: '0.00', difference: '0.00', toDispute: '0.00' });
    expect(await creditsDue(services, { agreement: twoParty })).toMatchObject({
      left: '0.00',
      periods: [{ period: '2025-01', total: '1000.00', applied: '1000.00', left: '0.00' }],
    });
  });
});

describe('the life of an invoice', () => {
  test('it is disputed, credited and paid, never beyond what is open', async () => {
    await issueStatement(services, { agreement: twoParty });
    await receive('A', { amount: '11300', lines: [...whole, { charge: 'extra', amount: '100' }] });
    const step = { ...client, invoice: 'A' };
    const disputed = await disputeInvoice(services, { ...step, reason: 'See the comparison.' });
    expect(disputed.invoice).toMatchObject({ state: 'disputed', inDispute: '1100.00', open: '11300.00' });
    const paid = await settleInvoice(services, step);
    expect(paid.invoice).toMatchObject({ state: 'disputed', paid: '10200.00', open: '1100.00' });
    const refused = { code: 'invoice-step-refused', details: [{ place: 'amount' }] };
    await expect(settleInvoice(services, { ...step, amount: '1100.01' })).rejects.toMatchObject(refused);
    await expect(settleInvoice(services, { ...step, amount: '0' })).rejects.toMatchObject(refused);
    const credited = await applyCredit(services, step);
    expect(credited.invoice).toMatchObject({ state: 'disputed', credited: '1000.00', inDispute: '100.00' });
    await expect(applyCredit(services, step)).rejects.toMatchObject({ code: 'credit-not-due' });
    const given = await disputeInvoice(services, { ...step, amount: '40', reason: 'Half of it was right.' });
    expect(given.invoice).toMatchObject({ inDispute: '40.00', open: '100.00' });
    expect((await settleInvoice(services, { ...step, amount: '100' })).invoice).toMatchObject({
      state: 'settled',
      open: '0.00',
    });
    await expect(disputeInvoice(services, { ...step, reason: 'Too late.' })).rejects.toMatchObject(refused);
  });

  test('a credit note is paid back', async () => {
    await receive('A', { amount: '-50' });
    const step = { ...client, invoice: 'A' };
    expect((await settleInvoice(services, { ...step, amount: '20' })).invoice).toMatchObject({
      state: 'partly-settled',
      open: '-30.00',
    });
    expect((await settleInvoice(services, step)).invoice).toMatchObject({ state: 'settled', open: '0.00' });
  });

  test('a number counts once, until it is retracted', async () => {
    const { facts } = await receive('A', { amount: '1' });
    await expect(receive('A', { amount: '2' })).rejects.toMatchObject({ code: 'invoice-exists' });
    await retractFact(services, {
      agreement: twoParty,
      assertedBy: theProvider,
      fact: facts[0]!.id,
      reason: 'A slip.',
    });
    expect((await receive('A', { amount: '2' })).invoice.amount).toBe('2.00');
    expect(await listInvoices(services, { agreement: twoParty })).toHaveLength(1);
  });

  test.each([
    [{ currency: 'EUR' }, 'currency'],
    [{ amount: 'many' }, 'amount'],
    [{ lines: [{ amount: 'x' }] }, 'lines[0].amount'],
    [{ lines: whole, amount: '11200.01' }, 'lines'],
  ])('%j is refused at %s', async (fields, place) => {
    await expect(receive('A', fields)).rejects.toMatchObject({
      code: 'invoice-refused',
      details: [{ place }],
    });
  });
});

test('whatever is paid, set off and disputed: the sums hold', async () => {
  await issueStatement(services, { agreement: twoParty });
  const cents = fc.integer({ min: 1, max: 400_000 }).map((amount) => (amount / 100).toFixed(2));
  const steps = fc.array(fc.tuple(fc.constantFrom('settle', 'dispute', 'credit'), cents), { maxLength: 6 });
  const charge = fc.constantFrom('managed', 'line', 'other', undefined);
  let number = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ charge, amount: cents }), { minLength: 1, maxLength: 4 }),
      steps,
      async (lines, acts) => {
        number += 1;
        const invoice = `P-${number}`;
        const total = lines.reduce((sum, { amount }) => sum + Math.round(Number(amount) * 100), 0);
        await receive(invoice, { amount: (total / 100).toFixed(2), lines });
        for (const [act, amount] of acts) {
          const step = { ...client, invoice, amount, reason: 'Because.' };
          const done = act === 'settle' ? settleInvoice : act === 'dispute' ? disputeInvoice : applyCredit;
          await done(services, step).catch(() => undefined);
        }
        const compared = await compare(invoice);
        const of = (text: string) => Math.round(Number(text) * 100);
        const { paid, credited, open, inDispute, amount } = compared.invoice;
        expect(of(paid) + of(credited) + of(open)).toBe(of(amount));
        expect(of(inDispute)).toBeLessThanOrEqual(of(open));
        expect(of(compared.shouldBe)).toBe(of(compared.expected) - of(compared.creditsDue));
        expect(of(compared.difference)).toBe(of(amount) - of(compared.shouldBe) - of(credited));
        expect(of(compared.toDispute)).toBe(Math.min(of(open), of(compared.tooMuch) + of(compared.notGiven)));
        const difference = compared.lines.reduce((sum, line) => sum + of(line.difference), 0);
        expect(of(compared.expected)).toBe(of(amount) - difference);
        const { left } = await creditsDue(services, { agreement: twoParty });
        expect(of(left)).toBeGreaterThanOrEqual(0);
      },
    ),
    { numRuns: 12 },
  );
});
