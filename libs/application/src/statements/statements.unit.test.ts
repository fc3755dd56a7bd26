import { canonicalJson, factIdOf, type JsonObject, newFact, sha256Hex } from '@tallystick/facts';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { verifyLedger } from '../ledger/verify-ledger.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { issueStatement } from './issue-statement.js';
import { listStatements } from './list-statements.js';
import { sealedStatementOf, statementOf } from './make-statement.js';
import { type Replay, replayStatements } from './replay-statement.js';

const agreement = 'acme-northwind';
let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices('2024-12-20T09:00:00Z');
  await signAgreement(services, { document: exampleDocument('terms.yaml') });
});
afterEach(() => services.remove());

async function record(...facts: readonly object[]): Promise<void> {
  await recordFacts(services, {
    agreement,
    lines: linesOf(...facts),
    name: 'facts',
    assertedBy: { party: 'provider' },
  });
}

async function replays(): Promise<Replay[]> {
  const all: Replay[] = [];
  for await (const replay of replayStatements(services, { agreement })) all.push(replay);
  return all;
}

const critical = (ticket: string, day: string, hours: number) => [
  { type: 'TicketOpened', effectiveAt: `${day}T08:00:00Z`, ticket, ticketType: 'incident', priority: 'P1' },
  { type: 'TicketResolved', effectiveAt: `${day}T${String(8 + hours).padStart(2, '0')}:00:00Z`, ticket },
];

describe('issuing a statement', () => {
  test('waits for the end of the period, by the clock that was handed in', async () => {
    services.at('2025-01-31T23:59:59.999Z');
    const early = issueStatement(services, { agreement });
    await expect(early).rejects.toMatchObject({ code: 'period-not-finished' });
    services.at('2025-02-01T00:00:00Z');
    const { statement, digest, head } = await issueStatement(services, { agreement });
    expect(statement.period.label).toBe('2025-01');
    expect(head.position).toBe(1);
    expect(sha256Hex(canonicalJson(statement))).toBe(digest);
  });

  test('seals what is known at that moment, and two at once seal only one', async () => {
    services.at('2025-02-03T09:00:00Z');
    await record(...critical('INC-1', '2025-01-07', 3));
    const asked = { agreement, period: '2025-01' };
    const [first, second] = await Promise.all([
      issueStatement(services, asked),
      issueStatement(services, asked),
    ]);
    // At the very same instant it is the very same fact, recorded once.
    expect({ ...second, repeated: first.repeated }).toEqual(first);
    expect([first.repeated, second.repeated].sort()).toEqual([false, true]);
    services.at('2025-02-03T09:00:01Z');
    await expect(issueStatement(services, asked)).rejects.toMatchObject({ code: 'statement-exists' });
    expect(await listStatements(services, { agreement })).toHaveLength(1);
    const sealed = await sealedStatementOf(services, asked);
    expect(await statementOf(services, { ...asked, knownAt: '2' })).toEqual(sealed);
  });

  test('goes in order, and ends with the term', async () => {
    services.at('2029-01-01T00:00:00Z');
    await expect(issueStatement(services, { agreement, period: '2025-02' })).rejects.toMatchObject({
      code: 'statement-out-of-order',
    });
    for (let month = 1; month <= 36; month += 1) await issueStatement(services, { agreement });
    await expect(issueStatement(services, { agreement })).rejects.toMatchObject({ code: 'statement-exists' });
  });
});

describe('a sealed statement', () => {
  beforeEach(async () => {
    services.at('2025-02-03T09:00:00Z');
    await record(...critical('INC-1', '2025-01-07', 3), ...critical('INC-2', '2025-01-08', 9));
  });

  /** Seals a statement by hand, as another program might. */
  async function seal(change: (statement: JsonObject) => JsonObject, digest?: string): Promise<void> {
    const statement = change(
      (await statementOf(services, { agreement, period: '2025-01' })) as unknown as JsonObject,
    );
    await services.ledger.append(agreement, 'any', [
      newFact('StatementIssued', {
        id: factIdOf(['by hand'], 0),
        effectiveAt: '2025-02-03T09:00:00Z',
        assertedBy: { party: 'client' },
        period: '2025-01',
        statement,
        digest: digest ?? sha256Hex(canonicalJson(statement)),
        knownAtPosition: 4,
        valuedAt: statement['valuedAt'] as string,
        statementFormat: 1,
      }),
    ]);
  }

  test('replays to the same bytes', async () => {
    await seal((statement) => statement);
    expect(await replays()).toMatchObject([{ period: '2025-01', same: true, differences: [] }]);
    expect(await verifyLedger(services, { replay: true })).toMatchObject({ whole: true });
  });

  test('that says something else than the facts is found by replaying it, with the place', async () => {
    await seal((statement) => ({ ...statement, title: 'Another title' }));
    expect(await replays()).toMatchObject([
      { same: false, differences: [{ path: 'title', left: 'Another title' }] },
    ]);
    expect(await verifyLedger(services, {})).toMatchObject({
      whole: true,
      statements: [{ sealHolds: true, replayed: null }],
    });
    expect(await verifyLedger(services, { replay: true })).toMatchObject({
      whole: false,
      statements: [{ sealHolds: true, replayed: 'differs' }],
    });
  });

  test('whose bytes do not come to its digest is found without replaying it', async () => {
    await seal((statement) => statement, sha256Hex('something else'));
    expect(await verifyLedger(services, {})).toMatchObject({
      whole: false,
      statements: [{ sealHolds: false, replayed: null }],
    });
    expect(await replays()).toMatchObject([{ same: false }]);
  });
});
