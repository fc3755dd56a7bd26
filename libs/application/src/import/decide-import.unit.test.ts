import { factIdOf, newFact, type NewFact, readRecordedFact } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';
import type { ImportBatch, ImportedFact } from '@tallystick/sources';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { ImportDecider, type ImportDecision } from './decide-import.js';

const agreement = 'acme';
let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices();
  await services.ledger.append(agreement, 'none', [
    newFact('AgreementSigned', {
      id: factIdOf(['signed'], 0),
      effectiveAt: '2025-01-01T00:00:00Z',
      assertedBy: { party: 'client' },
      terms: { timezone: 'Europe/London' },
    }),
  ]);
});
afterEach(() => services.remove());

/** The resolution of a ticket as a table of tickets shows it: only its latest value. */
function resolved(at: string, row = 1): ImportedFact {
  const key = 'T1#resolved';
  const fact = newFact('TicketResolved', {
    id: factIdOf(['desk', key, at], parseInstant(at)),
    effectiveAt: at,
    assertedBy: { party: 'provider' },
    source: { system: 'desk', key },
    ticket: 'T1',
  });
  return { fact, row, supersedesKey: key };
}

function batch(
  facts: readonly ImportedFact[],
  withdrawnKeys: ImportBatch['withdrawnKeys'] = [],
): Pick<ImportBatch, 'facts' | 'withdrawnKeys'> {
  return { facts, withdrawnKeys };
}

/** One import of its own, as one run of the command is. */
async function importOnce(given: Pick<ImportBatch, 'facts' | 'withdrawnKeys'>): Promise<ImportDecision> {
  const decider = new ImportDecider(services, agreement);
  let decision: ImportDecision | undefined;
  await decideAndAppend(services, agreement, async (head) => {
    decision = await decider.decide(given, head!.position);
    return decision.facts;
  });
  decider.close();
  return decision!;
}

/** What stands in the ledger: recorded and not taken back. */
async function standing(): Promise<string[]> {
  const facts = [];
  for await (const page of services.ledger.read(agreement))
    facts.push(...page.map(({ text }) => readRecordedFact(text)));
  const takenBack = new Set(facts.flatMap((fact) => (fact.type === 'FactRetracted' ? [fact.fact] : [])));
  return facts
    .filter((fact) => fact.type === 'TicketResolved' && !takenBack.has(fact.id))
    .map(({ effectiveAt }) => effectiveAt);
}

const monday = '2025-03-03T10:00:00Z';
const tuesday = '2025-03-04T10:00:00Z';

describe('a row that shows the latest value', () => {
  test('is recorded once', async () => {
    expect((await importOnce(batch([resolved(monday)]))).facts).toHaveLength(1);
    expect((await importOnce(batch([resolved(monday)]))).facts).toEqual([]);
    expect(await standing()).toEqual([monday]);
  });

  test('takes the older value back when it says another, and back again', async () => {
    await importOnce(batch([resolved(monday)]));
    const second = await importOnce(batch([resolved(tuesday)]));
    expect(second).toMatchObject({ rows: 1, retractions: 1 });
    expect(await standing()).toEqual([tuesday]);
    expect((await importOnce(batch([resolved(tuesday)]))).facts).toEqual([]);
    await importOnce(batch([resolved(monday)]));
    expect(await standing()).toEqual([monday]);
    expect((await importOnce(batch([resolved(monday)]))).facts).toEqual([]);
  });

  test('changes twice within one batch', async () => {
    await importOnce(batch([resolved(monday, 1), resolved(tuesday, 2), resolved(monday, 3)]));
    expect(await standing()).toEqual([monday]);
    expect((await importOnce(batch([resolved(monday)]))).facts).toEqual([]);
  });

  test('is withdrawn, and returns', async () => {
    await importOnce(batch([resolved(monday)]));
    const gone = batch([], [{ row: 1, system: 'desk', key: 'T1#resolved' }]);
    expect(await importOnce(gone)).toMatchObject({ rows: 1, retractions: 1 });
    expect(await standing()).toEqual([]);
    expect((await importOnce(gone)).facts).toEqual([]);
    await importOnce(batch([resolved(monday)]));
    expect(await standing()).toEqual([monday]);
  });

  test('stays out where a person took it back, until it says something else', async () => {
    const given = resolved(monday);
    await importOnce(batch([given]));
    await services.ledger.append(agreement, 'any', [retractionByPerson(given.fact)]);
    expect((await importOnce(batch([resolved(monday)]))).facts).toEqual([]);
    expect(await standing()).toEqual([]);
    await importOnce(batch([resolved(tuesday)]));
    expect(await standing()).toEqual([tuesday]);
  });
});

test('a row of an audit log is recorded once, however often and in whatever batch it comes', async () => {
  const { fact } = resolved(monday);
  const given = batch([
    { fact, row: 1 },
    { fact, row: 2 },
  ]);
  expect((await importOnce(given)).facts).toHaveLength(1);
  expect((await importOnce(given)).facts).toEqual([]);
});

function retractionByPerson(fact: NewFact): NewFact {
  return newFact('FactRetracted', {
    id: factIdOf(['by hand', fact.id], 0),
    effectiveAt: '2025-03-10T09:00:00Z',
    assertedBy: { party: 'client', actor: 'service manager' },
    fact: fact.id,
    reason: 'The ticket was never solved.',
  });
}
