import type { LedgerHead, Services } from '@tallystick/application';
import type { ReadModels } from '@tallystick/read-models';
import { describe, expect, test } from 'vitest';
import { runInScope } from '../http/request-scope.js';
import type { Surroundings } from '../surroundings.js';
import { Basis } from './basis.js';
import { KeptAnswers } from './kept-answers.js';
import { notedSurroundings } from './noted-surroundings.js';
import { RememberedHeads } from './remembered-heads.js';
import { Stamps } from './stamps.js';

/** Two stores whose agreements move on when told to. */
class Stores {
  readonly positions = new Map([
    ['ledger A', 1],
    ['ledger B', 1],
    ['views A', 1],
    ['views B', 1],
    ['tickets of A', 1],
    ['tickets of B', 1],
  ]);
  writes = 0;
  headReads = 0;
  markless = false;

  move(what: string): void {
    this.positions.set(what, this.positions.get(what)! + 1);
    this.writes += 1;
  }

  readonly ledger = {
    changeMark: () => (this.markless ? undefined : String(this.writes)),
    head: async (agreement: string): Promise<LedgerHead | undefined> => {
      this.headReads += 1;
      const position = this.positions.get(`ledger ${agreement}`);
      await Promise.resolve();
      return position === undefined
        ? undefined
        : { agreement, position, chainHash: `chain ${position}`, recordedAt: '' };
    },
    agreements: () => Promise.resolve([]),
    verify: () => Promise.resolve('verified'),
  } as unknown as Services['ledger'];

  readonly readModels = {
    changeMark: () => String(this.writes),
    stampOf: (agreement: string, view?: string) =>
      String(this.positions.get(view === undefined ? `views ${agreement}` : `${view} of ${agreement}`)),
    page: () => Promise.resolve({ rows: [], asOf: 'as of' }),
    status: () => Promise.resolve('a status'),
  } as unknown as ReadModels;

  readonly stamps = new Stamps(this.ledger, this.readModels);

  readonly surroundings = notedSurroundings(
    {
      configuration: {},
      services: { ledger: this.ledger, zones: {}, clock: () => 0 },
      readModels: this.readModels,
      access: { listTokens: () => [] },
    } as unknown as Surroundings,
    this.stamps,
  );

  /** The basis of what `work` uses. */
  async basisOf(work: (surroundings: Surroundings) => unknown): Promise<Basis> {
    const basis = new Basis();
    const scope = { requestId: 'one', signal: new AbortController().signal, trace: undefined, basis };
    await runInScope(scope, () => Promise.resolve(work(this.surroundings)));
    return basis;
  }
}

const answer = { contentType: 'application/json', body: '{"data":{}}', isSealed: false };
const megabyte = 1_048_576;

describe('an answer that is kept', () => {
  test('is given again until an agreement that it rests on moves on in the store that was read', async () => {
    const stores = new Stores();
    const answers = new KeptAnswers(stores.stamps, megabyte);
    answers.keep('head of A', await stores.basisOf(({ services }) => services.ledger.head('A')), answer);
    const page = await stores.basisOf(({ readModels }) =>
      readModels.page('tickets', { agreements: ['A', 'B'], first: 10 }),
    );
    answers.keep('page of A and B', page, answer);
    expect(await answers.find('another question')).toBeUndefined();
    expect(await answers.find('head of A')).toMatchObject(answer);
    stores.move('views A');
    expect(await answers.find('head of A')).toMatchObject(answer);
    expect(await answers.find('page of A and B')).toMatchObject(answer);
    stores.move('tickets of B');
    expect(await answers.find('page of A and B')).toBeUndefined();
    stores.move('ledger B');
    expect(await answers.find('head of A')).toMatchObject(answer);
    stores.move('ledger A');
    expect(await answers.find('head of A')).toBeUndefined();
  });

  test('that says what it is as of rests on how far all rows are', async () => {
    const stores = new Stores();
    const answers = new KeptAnswers(stores.stamps, megabyte);
    const page = await stores.basisOf(async ({ readModels }) => {
      const { asOf } = await readModels.page('tickets', { agreements: ['A', 'B'], first: 10 });
      expect(asOf).toBe('as of');
    });
    answers.keep('page', page, answer);
    expect(await answers.find('page')).toMatchObject(answer);
    stores.move('views B');
    expect(await answers.find('page')).toBeUndefined();
  });

  test('of the past rests on the ledger too, which says what was known when', async () => {
    const stores = new Stores();
    const basis = await stores.basisOf(({ readModels }) =>
      readModels.page('tickets', { agreements: ['A'], first: 10, knownAt: '2025-03-01' }),
    );
    expect(basis.keepable?.map(({ store }) => store)).toEqual(['view tickets', 'ledger']);
  });

  test('of all agreements rests on every write', async () => {
    const stores = new Stores();
    const answers = new KeptAnswers(stores.stamps, megabyte);
    answers.keep('list', await stores.basisOf(({ services }) => services.ledger.agreements()), answer);
    expect(await answers.find('list')).toBeDefined();
    stores.move('ledger B');
    expect(await answers.find('list')).toBeUndefined();
  });

  test('is none where anything else was used', async () => {
    const stores = new Stores();
    const uses: readonly ((surroundings: Surroundings) => unknown)[] = [
      ({ services }) => services.clock(),
      ({ services }) => services.ledger.verify(),
      ({ readModels }) => readModels.status(),
      ({ access }) => access.listTokens(),
    ];
    for (const use of uses) {
      const basis = await stores.basisOf(async (surroundings) => {
        await surroundings.services.ledger.head('A');
        await use(surroundings);
      });
      expect(basis.keepable, String(use)).toBeUndefined();
    }
  });

  test('is none of two moments, nor of a store that cannot tell', async () => {
    const stores = new Stores();
    const twice = await stores.basisOf(async ({ services }) => {
      await services.ledger.head('A');
      stores.move('ledger A');
      await services.ledger.head('A');
    });
    expect(twice.keepable).toBeUndefined();
    stores.markless = true;
    const markless = await stores.basisOf(({ services }) => services.ledger.head('A'));
    expect(markless.keepable).toBeUndefined();
  });

  test('makes room for others, and one that is too large is not kept', async () => {
    const stores = new Stores();
    const answers = new KeptAnswers(stores.stamps, megabyte);
    const basis = await stores.basisOf(({ services }) => services.ledger.head('A'));
    const large = { ...answer, body: 'a'.repeat(50_000) };
    for (let index = 0; index < 20; index += 1) answers.keep(`large ${index}`, basis, large);
    expect(await answers.find('large 0')).toBeUndefined();
    expect(await answers.find('large 19')).toBeDefined();
    answers.keep('too large', basis, { ...answer, body: 'a'.repeat(megabyte) });
    expect(await answers.find('too large')).toBeUndefined();
    expect(await answers.find('large 19')).toBeDefined();
  });
});

describe('heads that are remembered', () => {
  test('are read again once something was recorded, and each time where the ledger has no mark', async () => {
    const stores = new Stores();
    const heads = new RememberedHeads(stores.ledger);
    await heads.head('A');
    await heads.head('A');
    expect(stores.headReads).toBe(1);
    stores.move('ledger A');
    expect((await heads.head('A'))?.position).toBe(2);
    expect(await heads.head('none')).toBeUndefined();
    expect(stores.headReads).toBe(3);
    stores.markless = true;
    await heads.head('A');
    await heads.head('A');
    expect(stores.headReads).toBe(5);
  });

  test('remember no failure', async () => {
    const stores = new Stores();
    let fails = true;
    const heads = new RememberedHeads({
      changeMark: () => 'same',
      head: (agreement) => (fails ? Promise.reject(new Error('busy')) : stores.ledger.head(agreement)),
    });
    await expect(heads.head('A')).rejects.toThrow('busy');
    fails = false;
    expect((await heads.head('A'))?.position).toBe(1);
  });
});
