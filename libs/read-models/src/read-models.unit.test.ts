import { makeStatement } from '@tallystick/engine';
import { WarmTimelines } from '@tallystick/application';
import { parseInstant } from '@tallystick/quantities';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openReadModels, type ReadModels } from './index.js';
import { emptyLedger, type ExampleLedger, liveThroughYear } from './testing/example-ledger.js';

let ledger: ExampleLedger;
let agreement: string;
let models: ReadModels;

beforeAll(async () => {
  ledger = await emptyLedger();
  agreement = await liveThroughYear(ledger);
  models = await openReadModels({
    services: ledger.services,
    ledger: ledger.file,
    onFault: (name, error) => {
      throw new Error(`${name} could not be projected`, { cause: error });
    },
  });
  const head = (await ledger.services.ledger.head(agreement))!;
  await models.waitFor(agreement, head.position, 60_000);
});
afterAll(async () => {
  await models.close();
  await ledger.remove();
});

describe('the example year', () => {
  test('every view has rows', async () => {
    const counts: Record<string, number> = {};
    for (const view of [
      'facts',
      'tickets',
      'clocks',
      'outages',
      'levels',
      'credits',
      'periods',
      'exits',
      'adjustments',
    ] as const) {
      counts[view] = await models.count(view, { agreements: [agreement] });
    }
    expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  });

  test('a statement is the one that the facts give', async () => {
    const head = (await ledger.services.ledger.head(agreement))!;
    const recordedAt = parseInstant(head.recordedAt);
    const expected = makeStatement({
      timeline: await new WarmTimelines(ledger.services, 0).at(head),
      knownAt: { position: head.position, recordedAt },
      chainHash: head.chainHash,
      zones: ledger.services.zones,
      period: '2025-03',
    });
    expect(JSON.stringify(await models.statement(agreement, '2025-03'))).toBe(JSON.stringify(expected));
    expect(await models.statement(agreement, '2031-03')).toBeUndefined();
  });
});
