import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { decideAndAppend } from './decide-and-append.js';

let services: TemporaryServices;
beforeEach(async () => {
  services = await temporaryServices();
});
afterEach(() => services.remove());

function closed(ticket: string): NewFact {
  const at = '2025-01-01T00:00:00Z';
  return newFact('TicketClosed', {
    id: factIdOf([ticket], Date.parse(at)),
    effectiveAt: at,
    assertedBy: { party: 'client' },
    ticket,
  });
}

test('appends what was decided on the ledger as it is', async () => {
  const seen: (number | undefined)[] = [];
  for (const ticket of ['a', 'b']) {
    const { head, recorded } = await decideAndAppend(services, 'A', (now) => {
      seen.push(now?.position);
      return [closed(ticket)];
    });
    expect(recorded).toHaveLength(1);
    expect(head?.position).toBe(seen.length - 1);
  }
  expect(seen).toEqual([undefined, 0]);
});

test('decides again on the new state where somebody else wrote in between', async () => {
  await services.ledger.append('A', 'none', [closed('first')]);
  const seen: (number | undefined)[] = [];
  const { head } = await decideAndAppend(services, 'A', async (now) => {
    seen.push(now?.position);
    if (seen.length < 4) await services.ledger.append('A', 'any', [closed(`other ${seen.length}`)]);
    return [closed('mine')];
  });
  expect(seen).toEqual([0, 1, 2, 3]);
  expect(head?.position).toBe(4);
});

test('finds out that somebody else recorded the very same fact in between', async () => {
  let decisions = 0;
  const { recorded, head } = await decideAndAppend(services, 'A', async () => {
    decisions += 1;
    const mine = [closed('a'), closed('b')];
    const known = await services.ledger.positionsOf(
      'A',
      mine.map(({ id }) => id),
    );
    const fresh = mine.filter(({ id }) => !known.has(id));
    if (decisions === 1) await services.ledger.append('A', 'none', [closed('a')]);
    return fresh;
  });
  expect(recorded.map(({ id }) => id)).toEqual([closed('b').id]);
  expect(head?.position).toBe(1);
});

test('gives up where others never stop writing', async () => {
  let others = 0;
  const deciding = decideAndAppend(services, 'A', async () => {
    others += 1;
    await services.ledger.append('A', 'any', [closed(`other ${others}`)]);
    return [closed('mine')];
  });
  await expect(deciding).rejects.toMatchObject({ code: 'ledger-conflict' });
  expect(others).toBeGreaterThan(5);
});

test('an empty decision records nothing', async () => {
  expect(await decideAndAppend(services, 'A', () => [])).toEqual({
    head: undefined,
    recorded: [],
    repeated: false,
  });
  expect(await services.ledger.agreements()).toEqual([]);
});
