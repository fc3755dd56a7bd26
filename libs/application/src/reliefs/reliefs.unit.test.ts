import { afterEach, beforeEach, expect, test } from 'vitest';
import { issueStatement } from '../statements/issue-statement.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import { theClient, theProvider, twoParty, twoPartyWorld } from '../testing/two-party-world.js';
import { claimRelief, type ClaimReliefCommand } from './claim-relief.js';
import { decideRelief, type DecideReliefCommand } from './decide-relief.js';
import { listReliefs } from './list-reliefs.js';

let services: TemporaryServices;
beforeEach(async () => {
  services = await twoPartyWorld();
  services.at('2025-01-20T09:00:00Z');
});
afterEach(() => services.remove());

const day = (time: string) => `2025-01-10T${time}:00Z`;
const claim = (fields: Partial<ClaimReliefCommand> = {}) =>
  claimRelief(services, {
    agreement: twoParty,
    assertedBy: theProvider,
    cause: 'The client cut the power.',
    from: day('08:00'),
    until: day('18:00'),
    ...fields,
  });
const decide = (fields: Partial<DecideReliefCommand> = {}) =>
  decideRelief(services, {
    agreement: twoParty,
    assertedBy: theClient,
    relief: 'relief-1',
    decision: 'granted',
    ...fields,
  });
const money = async () => {
  const [first] = await listReliefs(services, { agreement: twoParty, withMoney: true });
  return {
    ifGranted: first!.money!.ifGranted.total,
    ifWithout: first!.money!.ifWithout.total,
    state: first!.state,
  };
};

test('what it would change before it is decided, and what it has changed after', async () => {
  expect((await claim()).relief).toMatchObject({
    key: 'relief-1',
    state: 'claimed',
    claimBy: '2025-01-30T23:59:59Z',
  });
  expect(await money()).toEqual({ state: 'claimed', ifGranted: '-1000.00', ifWithout: '0.00' });
  services.at('2025-02-03T09:00:00Z');
  await issueStatement(services, { agreement: twoParty });
  const half = await decide({ until: day('13:00') });
  expect(half.relief).toMatchObject({
    state: 'granted',
    granted: { until: day('13:00') },
    decisions: [{ noEffect: null }],
  });
  expect(await money()).toEqual({ state: 'granted', ifGranted: '-500.00', ifWithout: '500.00' });
  services.at('2025-03-03T09:00:00Z');
  const { statement } = await issueStatement(services, { agreement: twoParty });
  expect(statement.settlement).toMatchObject({ net: '0.00', adjustments: '-500.00' });
  await decide({ decision: 'refused', reason: 'On second thoughts.' });
  expect(await money()).toEqual({ state: 'refused', ifGranted: '-1000.00', ifWithout: '0.00' });
});

test('a claim that comes too late says so, and may be granted where the terms let it', async () => {
  services.at('2025-02-20T09:00:00Z');
  expect((await claim()).relief.state).toBe('out-of-time');
  expect((await decide()).relief.state).toBe('granted');
});

test('a decision of who does not decide is recorded and does not count', async () => {
  await claim();
  const { relief } = await decide({ assertedBy: theProvider });
  expect(relief).toMatchObject({ state: 'claimed', decisions: [{ noEffect: 'not-theirs-to-decide' }] });
});

test('keys are given or made, and taken once', async () => {
  expect((await claim({ relief: 'power' })).relief.key).toBe('power');
  expect((await claim()).relief.key).toBe('relief-2');
  await expect(claim({ relief: 'power' })).rejects.toMatchObject({
    code: 'relief-exists',
    details: [{ place: 'relief' }],
  });
  await expect(decide({ relief: 'none' })).rejects.toMatchObject({ code: 'relief-unknown' });
  const listed = listReliefs(services, { agreement: twoParty, relief: 'none' });
  await expect(listed).rejects.toMatchObject({ code: 'relief-unknown' });
});

test.each([
  [{ until: day('08:00') }, 'until'],
  [{ from: day('07:59') }, 'from'],
  [{ until: day('18:01') }, 'until'],
  [{ services: ['erp'] }, 'services[0]'],
  [{ decision: 'refused' as const, until: day('09:00') }, 'until'],
])('more than was claimed is not granted: %j', async (fields, place) => {
  await claim({ services: ['email'] });
  await expect(decide(fields)).rejects.toMatchObject({ code: 'relief-refused', details: [{ place }] });
});

test('the ends of what was claimed are in it; an interval and a level have to be such', async () => {
  await claim();
  expect((await decide({ from: day('08:00'), until: day('18:00') })).relief.state).toBe('granted');
  await expect(claim({ until: day('08:00') })).rejects.toMatchObject({ code: 'relief-refused' });
  await expect(claim({ serviceLevels: ['email', 'fax'] })).rejects.toMatchObject({
    code: 'relief-refused',
    details: [{ place: 'serviceLevels[1]' }],
  });
});
