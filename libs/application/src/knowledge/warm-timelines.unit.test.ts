import type { Ledger } from '@tallystick/ledger';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { exampleDocument, linesOf } from '../testing/example-documents.js';
import { type TemporaryServices, temporaryServices } from '../testing/temporary-services.js';
import { resolveKnownAt } from './known-at.js';
import { WarmTimelines } from './warm-timelines.js';

const names = ['acme-northwind', 'beta-northwind', 'gamma-northwind'] as const;
const [acme, beta, gamma] = names;
let services: TemporaryServices;

async function opened(): Promise<TemporaryServices> {
  const made = await temporaryServices('2025-07-01T08:00:00Z');
  for (const name of names) {
    const { text, ...document } = exampleDocument('terms.yaml');
    await signAgreement(made, { document: { ...document, text: text.replace(acme, name) } });
  }
  return made;
}

beforeEach(async () => {
  services = await opened();
});
afterEach(() => services.remove());

async function record(agreement: string, ticket: string, to = services): Promise<void> {
  const lines = linesOf({
    type: 'TicketOpened',
    ticket,
    ticketType: 'incident',
    priority: 'P1',
    effectiveAt: '2025-07-08T10:00:00Z',
  });
  await recordFacts(to, { agreement, lines, name: 'facts', assertedBy: { party: 'client' } });
}

/** A ledger that notes from where on its facts are read, and that another can be put in the place of. */
function watched(first: Ledger) {
  const readFrom: number[] = [];
  let current = first;
  const ledger = {
    head: (agreement: string) => current.head(agreement),
    headAt: (agreement: string, position: number) => current.headAt(agreement, position),
    read: (agreement: string, range: { readonly from?: number }) => {
      readFrom.push(range.from ?? 0);
      return current.read(agreement, range);
    },
  } as unknown as Ledger;
  const readSince = () => readFrom.splice(0);
  return { ledger, readSince, replace: (other: Ledger) => (current = other) };
}

const keysOf = (timeline: Awaited<ReturnType<WarmTimelines['at']>>) =>
  Array.from(timeline.ticketsInOrder(), (index) => timeline.ticketKey(index));

describe('timelines that are kept', () => {
  test('read only what was recorded since, and of the past nothing', async () => {
    const { ledger, readSince } = watched(services.ledger);
    const warm = new WarmTimelines({ ledger }, 1000);
    const known = () => resolveKnownAt(services, acme, undefined);
    const before = await known();
    await warm.at(before);
    expect(readSince()).toEqual([0]);
    await record(acme, 'INC-1');
    await record(acme, 'INC-2');
    expect(keysOf(await warm.at(await known()))).toEqual(['INC-1', 'INC-2']);
    expect(readSince()).toEqual([before.position + 1]);
    const same = await warm.at(await known());
    expect(await warm.at(await known())).toBe(same);
    expect(keysOf(await warm.at(await resolveKnownAt(services, acme, '1')))).toEqual(['INC-1']);
    expect(await warm.at(await known())).toBe(same);
    expect(readSince()).toEqual([]);
  });

  test('are as many as fit, those asked for last, and the last one in any case', async () => {
    const { ledger, readSince } = watched(services.ledger);
    const head = (agreement: string) => resolveKnownAt(services, agreement, undefined);
    const ask = async (warm: WarmTimelines, ...agreements: string[]) => {
      for (const agreement of agreements) await warm.at(await head(agreement));
      return readSince().length;
    };
    expect(await ask(new WarmTimelines({ ledger }, 2), acme, beta, acme, beta)).toBe(2);
    expect(await ask(new WarmTimelines({ ledger }, 2), acme, beta, acme, gamma, acme)).toBe(3);
    expect(await ask(new WarmTimelines({ ledger }, 2), acme, beta, gamma, acme)).toBe(4);
    await record(acme, 'INC-1');
    await record(acme, 'INC-2');
    expect(await ask(new WarmTimelines({ ledger }, 2), acme, acme, beta, acme)).toBe(3);
    expect(await ask(new WarmTimelines({ ledger }, 0), acme, acme)).toBe(2);
  });

  test('of another ledger in the place of the one they were folded from are folded anew', async () => {
    const other = await opened();
    const { ledger, readSince, replace } = watched(services.ledger);
    const warm = new WarmTimelines({ ledger }, 1000);
    for (const ticket of ['INC-1', 'INC-2', 'INC-3']) await record(acme, ticket);
    for (const ticket of ['OTHER-1', 'OTHER-2']) await record(acme, ticket, other);
    const ask = async (of: TemporaryServices) =>
      keysOf(await warm.at(await resolveKnownAt(of, acme, undefined)));
    expect(await ask(services)).toHaveLength(3);
    // An older copy, shorter than what is kept; then the longer one again.
    replace(other.ledger);
    expect(await ask(other)).toEqual(['OTHER-1', 'OTHER-2']);
    replace(services.ledger);
    expect(await ask(services)).toEqual(['INC-1', 'INC-2', 'INC-3']);
    // As long as what is kept, and asked about its past.
    replace(other.ledger);
    await record(acme, 'OTHER-3', other);
    expect(keysOf(await warm.at(await resolveKnownAt(other, acme, '1')))).toEqual(['OTHER-1']);
    expect(readSince()).toEqual([0, 0, 0, 0]);
    await other.remove();
  });

  test('are not kept where reading the facts breaks off, and nobody else is kept waiting', async () => {
    const { ledger, readSince } = watched(services.ledger);
    let broken = false;
    const read: Ledger['read'] = (agreement, range) => {
      if (broken) throw new Error('cannot be read');
      return ledger.read(agreement, range);
    };
    const warm = new WarmTimelines({ ledger: { ...ledger, read } }, 1000);
    const head = () => resolveKnownAt(services, acme, undefined);
    await warm.at(await head());
    await record(acme, 'INC-1');
    broken = true;
    await expect(warm.at(await head())).rejects.toThrow('cannot be read');
    broken = false;
    readSince();
    const both = await Promise.all([warm.at(await head()), warm.at(await head())]);
    expect(both.map(keysOf)).toEqual([['INC-1'], ['INC-1']]);
    expect(readSince()).toEqual([0]);
  });
});
