import { afterEach, expect, test } from 'vitest';
import { claimableCredits, claimCredits } from '../credits/claim-credits.js';
import {
  acceptObligation,
  fulfilObligation,
  refuseObligation,
  waiveObligation,
} from '../obligations/obligation-acts.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import { theClient, theProvider, twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import {
  decideCure,
  exerciseExitRight,
  serveExitNotice,
  submitCurePlan,
  waiveExitRight,
} from './exit-steps.js';

let services: TemporaryServices;
afterEach(() => services.remove());

const client = { agreement: twoParty, assertedBy: theClient };
const provider = { agreement: twoParty, assertedBy: theProvider };
const exit = 'email-down';

test('an exit right is told at each step whether it moved, and why not', async () => {
  services = await twoPartyWorld();
  expect(await exerciseExitRight(services, { ...client, exit })).toMatchObject({
    counts: false,
    reason: 'notice-and-cure-come-first',
    state: 'armed',
  });
  expect(await serveExitNotice(services, { ...client, exit })).toMatchObject({
    counts: true,
    reason: null,
    state: 'curing',
    status: { curesBy: '2025-02-13' },
  });
  expect(await serveExitNotice(services, { ...client, exit })).toMatchObject({
    reason: 'notice-was-served-before',
  });
  expect(await submitCurePlan(services, { ...provider, exit })).toMatchObject({ counts: true });
  const refused = await decideCure(services, { ...client, exit, decision: 'refused', reason: 'Too little.' });
  expect(refused).toMatchObject({ counts: true, state: 'curing' });
  services.at('2025-02-16T09:00:00Z');
  const exercised = await exerciseExitRight(services, { ...client, exit });
  expect(exercised).toMatchObject({ counts: true, state: 'exercised', status: { endsOn: '2025-03-18' } });
  expect(await waiveExitRight(services, { ...client, exit })).toMatchObject({
    counts: false,
    reason: 'right-is-exercised',
  });
  await expect(serveExitNotice(services, { ...client, exit: 'none' })).rejects.toMatchObject({
    code: 'exit-unknown',
    details: [{ problem: 'They have email-down.' }],
  });
});

test('a cure that is accepted closes the occasion; before anything has arisen a step does not count', async () => {
  services = await twoPartyWorld();
  services.at('2025-02-04T09:00:00Z');
  const early = await serveExitNotice(services, { ...client, exit, effectiveAt: '2025-01-05T09:00:00Z' });
  expect(early).toMatchObject({ counts: false, reason: 'no-right-has-arisen' });
  await serveExitNotice(services, { ...client, exit });
  const cured = await decideCure(services, { ...client, exit, decision: 'accepted' });
  expect(cured).toMatchObject({ counts: true, state: 'cured' });
});

test('an obligation is told what was heard, and why not', async () => {
  services = await twoPartyWorld();
  const report = { obligation: 'report', period: '2025-01' };
  expect(await acceptObligation(services, { ...client, obligation: 'report' })).toMatchObject({
    counts: false,
    reason: 'nothing-open',
  });
  const digest = 'ab'.repeat(32);
  expect(await fulfilObligation(services, { ...provider, ...report, evidenceDigest: digest })).toMatchObject({
    counts: true,
    occurrence: { key: '2025-01', state: 'delivered', dueAt: '2025-02-10T23:59:59Z' },
  });
  expect(await refuseObligation(services, { ...client, ...report })).toMatchObject({
    counts: true,
    occurrence: { state: 'open' },
  });
  await fulfilObligation(services, { ...provider, ...report });
  expect(await acceptObligation(services, { ...client, ...report })).toMatchObject({
    counts: true,
    occurrence: { state: 'met' },
  });
  const unheard = await waiveObligation(services, { ...client, obligation: 'report', period: '2031-01' });
  expect(unheard).toMatchObject({ counts: false, reason: 'no-such-occurrence', occurrence: null });
  await expect(waiveObligation(services, { ...client, obligation: 'tea' })).rejects.toMatchObject({
    code: 'obligation-unknown',
  });
});

test('credits are claimed in time, too late, and not where nothing is to be claimed', async () => {
  services = await twoPartyWorld('{ within: 10 calendar days, from: period-end }');
  const query = { agreement: twoParty, period: '2025-01' };
  expect(await claimableCredits(services, query)).toMatchObject([
    { id: 'email', status: 'open', amount: '1000.00', claimBy: '2025-02-10T23:59:59Z' },
  ]);
  services.at('2025-02-10T23:59:59Z');
  const claimed = await claimCredits(services, { ...client, period: '2025-01', amount: '600' });
  expect(claimed).toMatchObject({
    counts: true,
    credits: [{ status: 'claimed', claimed: '600.00', owed: '600.00' }],
  });
  await expect(
    claimCredits(services, { ...client, period: '2025-01', serviceLevel: 'fax' }),
  ).rejects.toMatchObject({
    code: 'credit-claim-refused',
    details: [{ place: 'serviceLevel' }],
  });
  await services.remove();

  services = await twoPartyWorld('{ within: 10 calendar days, from: period-end }');
  services.at('2025-02-11T00:00:00Z');
  const late = await claimCredits(services, { ...client, period: '2025-01' });
  expect(late).toMatchObject({
    counts: false,
    reason: 'too-late',
    credits: [{ status: 'lapsed', owed: '0.00' }],
  });
  await services.remove();

  services = await twoPartyWorld();
  await expect(claimCredits(services, { ...client, period: '2025-01' })).rejects.toMatchObject({
    code: 'credit-claim-refused',
    details: [{ place: 'period' }],
  });
});
