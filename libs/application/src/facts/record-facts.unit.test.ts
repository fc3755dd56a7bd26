import { factIdOf } from '@tallystick/facts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { signAgreement } from '../agreement/sign-agreement.js';
import { factAt } from '../knowledge/fact-at.js';
import { statementOf } from '../statements/make-statement.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import type { AuthoredText } from '../authored-text.js';
import { recordFacts } from './record-facts.js';

const agreement = 'acme-northwind';
const effectiveAt = '2025-03-01T09:00:00Z';
let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices('2025-07-01T08:00:00Z');
  await signAgreement(services, { document: exampleDocument('terms.yaml') });
  await amendAgreement(services, { agreement, document: exampleDocument('amendment-1.yaml') });
});
afterEach(() => services.remove());

function record(...facts: readonly object[]) {
  const assertedBy = { party: 'client' };
  return recordFacts(services, { agreement, lines: linesOf(...facts), name: 'facts', assertedBy });
}

const retraction = async (position: number) => ({
  type: 'FactRetracted',
  effectiveAt,
  fact: (await factAt(services, agreement, position)).id,
  reason: 'It was wrong.',
});
const julyFee = async () =>
  (await statementOf(services, { agreement, period: '2025-07' })).charges.find(({ id }) => id === 'managed')!
    .amount;

test('a rescission and a retraction take an amendment out', async () => {
  expect(await julyFee()).toBe('19250.00');
  await record({ type: 'TermsRescinded', effectiveAt, amendment: 'A1', effectiveFrom: '2025-08-01' });
  expect(await julyFee()).toBe('19250.00');
  await record(await retraction(1), await retraction(2));
  expect(await julyFee()).toBe('18500.00');
});

test('facts after which there would be no valid terms are refused whole', async () => {
  const { position } = (await services.ledger.head(agreement))!;
  const signature = await retraction(0);
  for (const fact of [signature, { type: 'TermsRescinded', effectiveAt, amendment: 'A9' }]) {
    const good = { type: 'TicketClosed', effectiveAt, ticket: 'INC-1' };
    await expect(record(good, fact)).rejects.toMatchObject({ code: 'fact-invalid' });
  }
  expect((await services.ledger.head(agreement))!.position).toBe(position);
});

test('the same id with other content is refused, with the same content it is known', async () => {
  const fact = { id: factIdOf(['one'], 0), type: 'TicketClosed', effectiveAt, ticket: 'INC-1' };
  expect(await record(fact, fact)).toMatchObject({ lines: 2, facts: 1, unchanged: 1 });
  expect(await record(fact)).toMatchObject({ facts: 0, unchanged: 1 });
  await expect(record({ ...fact, ticket: 'INC-2' })).rejects.toMatchObject({ code: 'ledger-partial-repeat' });
});

test('a line of another agreement, and a type with a command of its own, are refused', async () => {
  const fact = { type: 'TicketClosed', effectiveAt, ticket: 'INC-1' };
  await expect(record({ ...fact, agreement: 'other' })).rejects.toMatchObject({ code: 'fact-invalid' });
  await expect(record({ type: 'AgreementSigned', effectiveAt, terms: {} })).rejects.toMatchObject({
    code: 'fact-invalid',
    details: [{ mend: 'Use `tally sign`.' }],
  });
});

test.each([
  [{ value: '-10' }, '-10 is no percentage'],
  [{ value: '100.01' }, '100.01 is no percentage'],
  [{ numerator: '5', denominator: '4' }, '125 is no percentage'],
])('a reported percentage outside 0 to 100 is refused: %j', async (figure, problem) => {
  await amendAgreement(services, { agreement, document: reportedLevel });
  const fact = { type: 'MeasurementReported', effectiveAt, serviceLevel: 'backups', period: '2025-02' };
  await expect(record({ ...fact, ...figure })).rejects.toMatchObject({
    code: 'fact-invalid',
    details: [{ problem: expect.stringContaining(problem) as string }],
  });
  expect(await record({ ...fact, value: '0' }, { ...fact, value: '100' })).toMatchObject({ facts: 2 });
});

const reportedLevel: AuthoredText = {
  name: 'amendment.yaml',
  text: `
amendment: A2
agreement: ${agreement}
kind: amendment
effectiveFrom: 2025-02-01
executedAt: 2025-01-20
change:
  serviceLevels:
    - { id: backups, measure: { kind: reported, unit: percent }, target: { atLeast: 99 } }
`,
};
