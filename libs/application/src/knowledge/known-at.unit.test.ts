import { afterEach, beforeEach, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { theAgreement } from '../ledger/list-agreements.js';
import { resolveKnownAt } from './known-at.js';

const agreement = 'acme-northwind';
let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices('2025-07-01T08:00:00Z');
  await signAgreement(services, { document: exampleDocument('terms.yaml') });
  // 23:30 UTC on the 9th is half past midnight of the 10th in London, where it is summer.
  for (const [at, ticket] of [
    ['2025-07-09T22:59:59Z', 'INC-1'],
    ['2025-07-09T23:30:00Z', 'INC-2'],
  ] as const) {
    services.at(at);
    const fact = { type: 'TicketClosed', effectiveAt: '2025-07-08T10:00:00Z', ticket };
    const assertedBy = { party: 'client' };
    await recordFacts(services, { agreement, lines: linesOf(fact), name: 'facts', assertedBy });
  }
});
afterEach(() => services.remove());

test.each([
  [undefined, 2],
  ['0', 0],
  ['2', 2],
  ['2025-07-01T08:00:00Z', 0],
  ['2025-07-09T22:59:58.999Z', 0],
  ['2025-07-09T22:59:59Z', 1],
  ['2025-07-10T00:29:59+01:00', 1],
  ['2025-07-10T00:30:00+01:00', 2],
  ['2025-07-08', 0],
  ['2025-07-09', 1],
  ['2025-07-10', 2],
])('known at %s is revision %s', async (knownAt, position) => {
  const head = await resolveKnownAt(services, agreement, knownAt);
  expect(head.position).toBe(position);
  expect(head).toEqual(await services.ledger.headAt(agreement, position));
});

test.each([
  ['3', 'ledger-position-unknown'],
  ['2025-06-30', 'ledger-position-unknown'],
  ['2025-07-01T07:59:59Z', 'ledger-position-unknown'],
  ['yesterday', 'quantity-invalid'],
  ['2025-02-30', 'quantity-invalid'],
])('known at %s is refused', async (knownAt, code) => {
  await expect(resolveKnownAt(services, agreement, knownAt)).rejects.toMatchObject({ code });
});

test('of an agreement that the ledger does not hold, the error names no other; a person at its file is told them', async () => {
  const told = (error: unknown): string => JSON.stringify(error);
  const refused = await resolveKnownAt(services, 'acme', undefined).catch((error: unknown) => error);
  expect(refused).toMatchObject({ code: 'agreement-unknown' });
  expect(told(refused)).not.toContain('northwind');
  await expect(theAgreement(services, 'acme')).rejects.toMatchObject({
    code: 'agreement-unknown',
    details: [{ problem: 'It holds acme-northwind.' }],
  });
  expect(await theAgreement(services, agreement)).toBe(agreement);
});
