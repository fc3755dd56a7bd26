import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { amendAgreement } from '../agreement/amend-agreement.js';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { ticketHistory } from '../tickets/ticket-history.js';
import { compareKnowledge } from './compare-knowledge.js';
import { issueStatement } from './issue-statement.js';

const agreement = 'acme-northwind';
let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices('2024-12-20T09:00:00Z');
  await signAgreement(services, { document: exampleDocument('terms.yaml') });
});
afterEach(() => services.remove());

async function record(...facts: readonly object[]): Promise<void> {
  const assertedBy = { party: 'provider' };
  await recordFacts(services, { agreement, lines: linesOf(...facts), name: 'facts', assertedBy });
}

const critical = (ticket: string, day: string, hours: number) => [
  { type: 'TicketOpened', effectiveAt: `${day}T08:00:00Z`, ticket, ticketType: 'incident', priority: 'P1' },
  { type: 'TicketResolved', effectiveAt: `${day}T${String(8 + hours).padStart(2, '0')}:00:00Z`, ticket },
];

const january = { agreement, period: '2025-01' };

describe('a period under two states of knowledge', () => {
  beforeEach(async () => {
    services.at('2025-02-03T09:00:00Z');
    await record(...critical('INC-1', '2025-01-07', 3));
    await issueStatement(services, january);
  });

  test('is the same while nothing came', async () => {
    const sealed = { as: 'sealed' } as const;
    const comparison = await compareKnowledge(services, { ...january, left: sealed, right: sealed });
    expect(comparison).toMatchObject({ differences: [], causes: [] });
    expect(comparison.left).toEqual(comparison.right);
  });

  test('differs by what was recorded since, whichever side is asked for first', async () => {
    services.at('2025-02-10T09:00:00Z');
    await record(...critical('INC-2', '2025-01-08', 9), ...critical('INC-3', '2025-01-09', 9));
    const [sealed, known] = [{ as: 'sealed' } as const, { as: 'known' } as const];
    const forth = await compareKnowledge(services, { ...january, left: sealed, right: known });
    expect(Number(forth.right.settlement.net)).toBeGreaterThan(Number(forth.left.settlement.net));
    expect(forth.differences.map(({ path }) => path)).toContain('settlement.net');
    expect(forth.differences.map(({ path }) => path)).not.toContain('knownAt.position');
    expect(forth.causes).toMatchObject([
      { kind: 'facts', subject: 'ticket', key: 'INC-2' },
      { kind: 'facts', subject: 'ticket', key: 'INC-3' },
    ]);
    const back = await compareKnowledge(services, { ...january, left: known, right: sealed });
    expect(back.causes).toEqual(forth.causes);
    expect(back.differences.map(({ path, left, right }) => ({ path, left: right, right: left }))).toEqual(
      forth.differences,
    );
    const then = { as: 'known', knownAt: '2025-02-05' } as const;
    const early = await compareKnowledge(services, { ...january, left: sealed, right: then });
    expect(early.differences.filter(({ path }) => path.startsWith('settlement'))).toEqual([]);
  });

  test('names an amendment that was recorded since', async () => {
    services.at('2025-08-05T09:00:00Z');
    const july = { agreement, period: '2025-07' };
    await amendAgreement(services, { agreement, document: exampleDocument('amendment-1.yaml') });
    const comparison = await compareKnowledge(services, {
      ...july,
      left: { as: 'known', knownAt: '2025-02-05', valuedAt: '2025-08-01T00:00:00Z' },
      right: { as: 'known' },
    });
    expect(comparison.causes).toContainEqual(expect.objectContaining({ kind: 'terms', amendment: 'A1' }));
  });

  test('says what it cannot find', async () => {
    const february = {
      agreement,
      period: '2025-02',
      left: { as: 'sealed' },
      right: { as: 'known' },
    } as const;
    await expect(compareKnowledge(services, february)).rejects.toMatchObject({ code: 'statement-unknown' });
  });
});

describe('a ticket’s history', () => {
  test('has its clocks, who held the ball without a gap, and the facts that count in order', async () => {
    services.at('2025-01-10T09:00:00Z');
    await record(
      ...critical('INC-1', '2025-01-07', 9),
      {
        type: 'TicketTransitioned',
        effectiveAt: '2025-01-07T10:00:00Z',
        ticket: 'INC-1',
        status: 'waiting-client',
      },
      {
        type: 'TicketTransitioned',
        effectiveAt: '2025-01-07T12:00:00Z',
        ticket: 'INC-1',
        status: 'in-progress',
      },
    );
    const history = await ticketHistory(services, { agreement, ticket: 'INC-1' });
    expect(history.currency).toBe('GBP');
    expect(history.valuedAt).toBe('2025-01-10T09:00:00Z');
    expect(history.balls.map(({ party, seconds }) => [party, seconds])).toEqual([
      ['provider', 7200],
      ['client', 7200],
      ['provider', 5 * 3600],
    ]);
    expect(history.balls.slice(1).map(({ from }) => from)).toEqual(
      history.balls.slice(0, -1).map(({ until }) => until),
    );
    expect(history.facts).toHaveLength(4);
    expect(history.report.clocks.some(({ serviceLevel }) => serviceLevel === 'p1-resolution')).toBe(true);
    await expect(ticketHistory(services, { agreement, ticket: 'INC-9' })).rejects.toMatchObject({
      code: 'ticket-unknown',
    });
  });
});
