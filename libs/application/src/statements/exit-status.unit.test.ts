import { afterEach, beforeEach, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { exitStatus } from './exit-status.js';

const agreement = 'acme-northwind';
const terms = `
semantics: 1
agreement: ${agreement}
title: Under test
parties: { client: Acme, provider: Northwind }
timezone: Europe/London
currency: GBP
term: { from: 2025-01-01, to: 2025-12-31 }
period: { every: month }
charges: [ { id: fee, amount: "1000.00", per: month } ]
serviceLevels:
  - id: uptime
    measure: { kind: reported, unit: percent, reportedBy: either }
    target: { atLeast: 95 }
exit:
  - { id: chronic, when: { serviceLevel: uptime, inARow: 2 }, cure: 30 calendar days, noticeWithin: 20 calendar days }
`;

let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices('2024-12-20T09:00:00Z');
  await signAgreement(services, { document: { name: 'terms.yaml', text: terms } });
});
afterEach(() => services.remove());

async function recordAt(instant: string, ...facts: readonly object[]): Promise<void> {
  services.at(instant);
  await recordFacts(services, {
    agreement,
    lines: linesOf(...facts),
    name: 'facts',
    assertedBy: { party: 'provider' },
  });
}

const report = (period: string, value: string, effectiveAt: string) => ({
  type: 'MeasurementReported',
  effectiveAt,
  serviceLevel: 'uptime',
  period,
  value,
});

test('without a period it is the last that has begun, as of what is known: while it runs it decides nothing', async () => {
  await recordAt('2025-02-05T09:00:00Z', report('2025-01', '90', '2025-02-05T09:00:00Z'));
  // No figure of February is there yet, which would be a miss at its end and is none on the 5th.
  expect(await exitStatus(services, { agreement })).toMatchObject({
    period: { label: '2025-02' },
    valuedAt: '2025-02-05T09:00:00Z',
    exits: [{ state: 'watch', reached: '2', armedOn: null }],
    ahead: [],
  });
  expect((await exitStatus(services, { agreement, period: '2025-02' })).exits[0]).toMatchObject({
    state: 'armed',
    armedOn: '2025-02-28',
    noticeBy: '2025-03-20',
  });
});

test('days pass up to the instant of valuation', async () => {
  await recordAt(
    '2025-03-05T09:00:00Z',
    report('2025-01', '90', '2025-02-05T09:00:00Z'),
    report('2025-02', '90', '2025-03-05T09:00:00Z'),
  );
  const state = async (valuedAt: string) =>
    (await exitStatus(services, { agreement, period: '2025-02', valuedAt })).exits[0]!.state;
  expect(await state('2025-03-20T23:59:59Z')).toBe('armed');
  expect(await state('2025-03-21T00:00:00Z')).toBe('lapsed');
});

test('it looks ahead as far as it is asked to and the term reaches', async () => {
  await recordAt('2025-02-05T09:00:00Z', report('2025-01', '90', '2025-02-05T09:00:00Z'));
  expect((await exitStatus(services, { agreement, ahead: 3 })).ahead).toMatchObject([
    {
      id: 'chronic',
      ahead: ['2025-02', '2025-03', '2025-04'],
      outlook: { kind: 'misses', fewest: 1, earliest: ['2025-02'], latest: ['2025-02'] },
    },
  ]);
  const last = await exitStatus(services, { agreement, period: '2025-12', ahead: 3 });
  expect(last.ahead).toMatchObject([{ ahead: [] }]);
});

test.each([0, -1, 1.5, 121])('%s periods cannot be looked ahead at', async (ahead) => {
  await expect(exitStatus(services, { agreement, ahead })).rejects.toMatchObject({ code: 'usage' });
});
