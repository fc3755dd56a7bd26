import { pinnedZoneTable } from '@tallystick/calendar';
import { describe, expect, test } from 'vitest';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { evaluate, type EvaluateQuery } from './evaluate.js';

const zones = pinnedZoneTable();
const opened = {
  type: 'TicketOpened',
  effectiveAt: '2025-02-03T10:00:00Z',
  ticket: 'INC-1',
  ticketType: 'incident',
  priority: 'P1',
};
const resolved = { type: 'TicketResolved', effectiveAt: '2025-02-03T12:00:00Z', ticket: 'INC-1' };

function february(facts: readonly object[], more: Partial<EvaluateQuery> = {}) {
  return evaluate(zones, {
    terms: exampleDocument('terms.yaml'),
    amendments: [],
    facts: { name: 'facts', lines: linesOf(...facts) },
    from: '2025-02',
    to: '2025-02',
    ...more,
  });
}

async function p1(facts: readonly object[], more?: Partial<EvaluateQuery>) {
  const [statement] = await february(facts, more);
  return statement!.serviceLevels.find(({ id }) => id === 'p1-resolution')!;
}

describe('evaluating files', () => {
  test('counts a fact as recorded when it happened, unless it says otherwise', async () => {
    const knownAt = '2025-02-04';
    expect(await p1([opened, resolved], { knownAt })).toMatchObject({ verdict: 'met', volume: 1 });
    const late = { ...resolved, recordedAt: '2025-02-20T00:00:00Z' };
    expect((await p1([opened, late], { knownAt })).parts[0]!.evidence).toMatchObject({ met: 0 });
    expect(await p1([opened, late])).toMatchObject({ verdict: 'met', volume: 1 });
  });

  test('knows the signed terms before everything else', async () => {
    const [statement] = await february([opened], { knownAt: '0' });
    expect(statement!.knownAt.position).toBe(0);
    expect(statement!.knownAt.recordedAt).toBe('2025-01-01T00:00:00Z');
    const early = { ...opened, effectiveAt: '2024-11-01T00:00:00Z', ticket: 'INC-0' };
    const [earlier] = await february([early], { knownAt: '0' });
    expect(earlier!.knownAt.recordedAt).toBe('2024-11-01T00:00:00Z');
  });

  test('takes the same line twice for the same fact, and the same id as well', async () => {
    const [once] = await february([opened, resolved]);
    expect(await february([opened, resolved, opened])).toEqual([once]);
    const id = '01957127-b2f0-807c-aca8-bf383c992213';
    const [named] = await february([{ ...opened, id }, resolved]);
    expect(
      await february([{ ...opened, id }, resolved, { ...opened, id, recordedAt: '2025-03-01T00:00:00Z' }]),
    ).toEqual([named]);
  });

  test('takes periods by a date in them', async () => {
    const [statement] = await february([opened], { from: '2025-02-28', to: '2025-02-01' });
    expect(statement!.period.label).toBe('2025-02');
  });

  test('lets an amendment say when it was recorded', async () => {
    const { name, text } = exampleDocument('amendment-1.yaml');
    const amendments = [{ name, text: `${text}recordedAt: 2025-08-10T00:00:00Z\n` }];
    const charge = async (knownAt: string) =>
      (await february([opened], { amendments, knownAt, from: '2025-07', to: '2025-07' }))[0]!.charges[0]!
        .amount;
    expect([await charge('2025-08-09'), await charge('2025-08-10')]).toEqual(['18500.00', '19250.00']);
  });

  test('refuses terms of their own among the facts, and an unknown revision', async () => {
    const signed = { type: 'AgreementSigned', effectiveAt: '2025-01-01T00:00:00Z', terms: {} };
    await expect(february([signed])).rejects.toMatchObject({ code: 'fact-invalid' });
    await expect(february([opened], { knownAt: '2' })).rejects.toMatchObject({
      code: 'ledger-position-unknown',
    });
  });
});
