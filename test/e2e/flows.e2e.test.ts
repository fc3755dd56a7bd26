import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { twoPartyTerms } from '../../libs/application/src/testing/two-party-terms.js';
import { ensureBuilt } from './support/ensure-built.js';
import { Workplace } from './support/tally.js';

let place: Workplace;

beforeAll(async () => {
  await ensureBuilt();
  place = new Workplace();
  writeFileSync(place.path('terms.yaml'), twoPartyTerms().text);
  await place.json(['sign', 'terms.yaml']);
  const outage = { outage: 'O-1', assertedBy: 'client' };
  const facts = [
    { type: 'OutageBegan', service: 'email', effectiveAt: '2025-01-10T08:00:00Z', ...outage },
    { type: 'OutageEnded', effectiveAt: '2025-01-10T18:00:00Z', ...outage },
  ];
  await place.json(['record', '-'], { input: facts.map((fact) => JSON.stringify(fact)).join('\n') });
});
afterAll(() => place?.remove());

interface Recorded {
  readonly revision: number;
  readonly repeated: boolean;
  readonly facts: readonly { readonly id: string; readonly type: string }[];
}

test('relief, contests and exit rights at a terminal', async () => {
  const claim = ['relief', 'claim', '--cause', 'Power', '--from', '2025-01-10T08:00:00Z'];
  const notice = ['--until', '2025-01-10T18:00:00Z', '--notice-given-at', '2025-01-12T09:00:00Z'];
  expect(await place.json([...claim, ...notice])).toMatchObject([
    { relief: { key: 'relief-1', state: 'claimed' } },
  ]);
  const half = ['relief', 'decide', 'relief-1', '--decision', 'granted', '--until', '2025-01-10T13:00:00Z'];
  const first = await place.json<Recorded>([...half, '--idempotency-key', 'k']);
  expect(await place.json([...half, '--idempotency-key', 'k'])).toEqual([{ ...first[0], repeated: true }]);
  expect(await place.json(['reliefs'])).toMatchObject([
    { state: 'granted', money: { ifWithout: { total: '500.00' } } },
  ]);
  const [exported] = (await place.run(['export'])).out
    .split('\n')
    .filter((line) => line.includes('OutageBegan'));
  const { id } = JSON.parse(exported!) as { readonly id: string };
  await place.json(['contest', 'raise', id, '--reason', 'It was up.']);
  expect(await place.json(['contests'])).toMatchObject([{ status: 'open', atStake: { total: '-500.00' } }]);
  const own = await place.run(['contest', 'settle', id, '--outcome', 'upheld', '--asserted-by', 'provider']);
  expect(own.error).toContain('settlement-refused');
  await place.json(['contest', 'settle', id, '--outcome', 'withdrawn', '--asserted-by', 'provider']);
  const step = ['exit-step', 'notice', 'email-down', '--at', '2025-02-02T09:00:00Z'];
  expect(await place.json(step)).toMatchObject([{ counts: true, state: expect.any(String) as string }]);
  expect((await place.run(step)).out).toContain('It does not count: notice-was-served-before.');
  const stale = await place.run(['obligation', 'fulfil', 'report', '--expected-revision', '0', '--json']);
  const conflict = JSON.parse(stale.error) as { error: object };
  expect(conflict.error).toMatchObject({ code: 'ledger-conflict', details: [{ place: 'expectedRevision' }] });
});

test('an invoice at a terminal', async () => {
  const invoice = {
    invoice: 'INV-2',
    period: '2025-02',
    amount: '11250.00',
    currency: 'GBP',
    lines: [
      { charge: 'managed', amount: '10050.00' },
      { charge: 'line', amount: '1200.00' },
    ],
  };
  writeFileSync(place.path('invoice.json'), JSON.stringify(invoice));
  await place.json(['issue']);
  expect(await place.json(['invoice', 'receive', 'invoice.json'])).toMatchObject([
    { invoice: { state: 'received' } },
  ]);
  const compared = await place.run(['invoice', 'compare', 'INV-2']);
  expect(compared.out).toContain('too-much');
  expect(compared.out).toContain('Should have been billed: 10,700.00 GBP');
  expect(compared.out).toContain('To dispute: 550.00 GBP');
  await place.json(['invoice', 'dispute', 'INV-2', '--reason', 'See the comparison.']);
  await place.json(['invoice', 'credit', 'INV-2']);
  expect((await place.run(['invoice', 'settle', 'INV-2'])).out).toContain(
    'Invoice INV-2 is disputed: 50.00 GBP open, 50.00 of it in dispute.',
  );
  expect(await place.json(['invoices'])).toMatchObject([
    { invoice: 'INV-2', state: 'disputed', paid: '10700.00' },
  ]);
  writeFileSync(place.path('wrong.json'), JSON.stringify({ ...invoice, amout: '1' }));
  expect((await place.run(['invoice', 'receive', 'wrong.json'])).error).toContain('invoice-refused');
});
