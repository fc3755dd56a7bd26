import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Grant } from '../principal.js';
import { AccessStore } from './access-store.js';

let folder: string;
let path: string;
let clock: number;
let store: AccessStore;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-access-'));
  path = join(folder, 'tally.db.access');
  clock = Date.UTC(2025, 2, 1);
  store = new AccessStore(path, { now: () => clock });
});

afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const keeper: Grant = { agreement: 'acme', party: 'client', role: 'keeper' };
const reader: Grant = { agreement: 'acme', party: 'provider', role: 'reader' };

function codeOf(work: () => unknown): string {
  try {
    work();
    return 'nothing';
  } catch (error) {
    if (isTallyError(error)) return error.code;
    throw error;
  }
}

describe('a token', () => {
  test('is opened by its secret, and by nothing else', () => {
    const { token, secret } = store.createToken({ name: 'finance', grants: [keeper] }, 'ops');
    expect(store.tokenOfSecret(secret)).toMatchObject({ id: token.id, subject: 'finance', operator: false });
    expect([...store.grantsOf('finance').values()]).toEqual([keeper]);
    const other = store.createToken({ name: 'other' }, 'ops').secret;
    expect(store.tokenOfSecret(other)?.subject).toBe('other');
    expect(store.tokenOfSecret(`${secret.slice(0, -1)}!`)).toBeUndefined();
    expect(store.tokenOfSecret(token.id)).toBeUndefined();
    expect(store.tokenOfSecret('')).toBeUndefined();
  });

  test('is kept as a digest only: its secret is nowhere in the files', () => {
    const { secret } = store.createToken({ name: 'finance' }, 'ops');
    for (const file of [path, `${path}-wal`]) {
      const bytes = readFileSync(file);
      expect(bytes.includes(secret)).toBe(false);
      expect(bytes.includes(secret.slice(6, 30))).toBe(false);
    }
  });

  test('whose digest shares only the part that names it is not taken', () => {
    const { token, secret } = store.createToken({ name: 'finance' }, 'ops');
    const tampering = new Database(path);
    tampering.prepare('UPDATE tokens SET digest = zeroblob(32) WHERE token = ?').run(token.id);
    tampering.close();
    expect(store.tokenOfSecret(secret)).toBeUndefined();
  });

  test('ends at its instant: just before, at, and just after', () => {
    const expiresAt = clock + 1000;
    const { secret } = store.createToken({ name: 'finance', expiresAt }, 'ops');
    clock = expiresAt - 1;
    expect(store.tokenOfSecret(secret)?.subject).toBe('finance');
    clock = expiresAt;
    expect(store.tokenOfSecret(secret)).toBeUndefined();
    clock = expiresAt + 1;
    expect(store.tokenOfSecret(secret)).toBeUndefined();
  });

  test('is not made to have ended already', () => {
    for (const expiresAt of [clock - 1, clock, NaN, 1.5]) {
      expect(codeOf(() => store.createToken({ name: 'finance', expiresAt }, 'ops'))).toBe('grant-invalid');
    }
    expect(store.listTokens()).toEqual([]);
  });

  test('is revoked once and for all', () => {
    const { token, secret } = store.createToken({ name: 'finance' }, 'ops');
    clock += 5;
    expect(store.revokeToken(token.id, 'ops')).toMatchObject({ revokedAt: clock, revokedBy: 'ops' });
    expect(store.tokenOfSecret(secret)).toBeUndefined();
    clock += 5;
    expect(store.revokeToken(token.id, 'other').revokedBy).toBe('ops');
    expect(codeOf(() => store.revokeToken('0123456789abcdef', 'ops'))).toBe('token-unknown');
  });

  test('notes when it was used, to within an hour', () => {
    const { token, secret } = store.createToken({ name: 'finance' }, 'ops');
    expect(store.token(token.id).lastUsedAt).toBeUndefined();
    const first = clock;
    store.tokenOfSecret(secret);
    clock += 3_599_999;
    store.tokenOfSecret(secret);
    expect(store.token(token.id).lastUsedAt).toBe(first);
    clock += 1;
    store.tokenOfSecret(secret);
    expect(store.token(token.id).lastUsedAt).toBe(clock);
  });

  test('is rotated without a gap: both stand with the same roles until the old one is revoked', () => {
    const old = store.createToken({ name: 'finance', grants: [keeper] }, 'ops');
    expect(codeOf(() => store.createToken({ name: 'finance' }, 'ops'))).toBe('grant-invalid');
    expect(codeOf(() => store.createToken({ name: 'nobody-yet', rotate: true }, 'ops'))).toBe(
      'grant-invalid',
    );
    const fresh = store.createToken({ name: 'finance', rotate: true }, 'ops');
    expect(store.tokenOfSecret(old.secret)?.subject).toBe('finance');
    store.revokeToken(old.token.id, 'ops');
    expect(store.tokenOfSecret(old.secret)).toBeUndefined();
    expect(store.tokenOfSecret(fresh.secret)?.subject).toBe('finance');
    expect(store.grantsOf('finance').get('acme')).toEqual(keeper);
  });

  test('cannot have a name that a JSON Web Token could have, or that is none', () => {
    for (const name of ['', ' x', 'x ', 'a|b', '-x', 'x\n', 'x'.repeat(201), 'a:b']) {
      expect(codeOf(() => store.createToken({ name }, 'ops'))).toBe('grant-invalid');
    }
    expect(store.createToken({ name: 'Zoë’s'.replace('’', '.') }, 'ops').token.subject).toBe('Zoë.s');
  });

  test('is made with all its grants or not at all', () => {
    const bad = { ...keeper, agreement: 'other', party: 'provider' };
    expect(codeOf(() => store.createToken({ name: 'finance', grants: [keeper, bad] }, 'ops'))).toBe(
      'grant-invalid',
    );
    expect(store.listTokens()).toEqual([]);
    expect(store.listGrants()).toEqual([]);
    expect(store.history(10)).toEqual([]);
  });
});

describe('a grant', () => {
  beforeEach(() => void store.createToken({ name: 'finance' }, 'ops'));

  test('is one an agreement, and a new one takes the place of the old', () => {
    store.grant('finance', keeper, 'ops');
    store.grant('finance', reader, 'ops');
    store.grant('finance', { ...reader, agreement: 'other' }, 'ops');
    expect([...store.grantsOf('finance').values()]).toEqual([reader, { ...reader, agreement: 'other' }]);
    expect(store.revokeGrant('finance', 'acme', 'ops')).toMatchObject(reader);
    expect([...store.grantsOf('finance').keys()]).toEqual(['other']);
    expect(codeOf(() => store.revokeGrant('finance', 'acme', 'ops'))).toBe('grant-unknown');
  });

  test('goes to the subject of a JSON Web Token that was never here, but not to a misspelt name', () => {
    store.grant('https://login.example.com|4711', keeper, 'ops');
    expect(store.grantsOf('https://login.example.com|4711').size).toBe(1);
    expect(codeOf(() => store.grant('finanse', keeper, 'ops'))).toBe('grant-invalid');
  });

  test.each([
    { ...keeper, party: 'provider' },
    { ...keeper, party: 'auditor', role: 'contributor' as const },
    { ...keeper, role: 'arbiter' as const },
    { ...keeper, party: 'hosting-co', role: 'keeper' as const },
    { ...keeper, role: 'owner' as never },
    { ...keeper, agreement: '' },
    { ...keeper, party: ' client' },
    { ...keeper, agreement: 'x'.repeat(201) },
  ])('is refused where it cannot be: %j', (grant) => {
    expect(codeOf(() => store.grant('finance', grant, 'ops'))).toBe('grant-invalid');
  });
});

describe('the history', () => {
  test('says who did what when, newest first, and only what changed something', () => {
    const { token } = store.createToken({ name: 'finance', operator: true, grants: [keeper] }, 'ops');
    clock += 1;
    store.grant('finance', keeper, 'ops');
    store.setOperator('finance', true, 'ops');
    store.setOperator('finance', false, 'other');
    store.revokeGrant('finance', 'acme', 'other');
    store.revokeToken(token.id, 'other');
    store.revokeToken(token.id, 'ops');
    const events = store.history(100);
    expect(events.map(({ number, by, action }) => `${number} ${by} ${action}`)).toEqual([
      '6 other token-revoked',
      '5 other role-revoked',
      '4 other operator-unmade',
      '3 ops role-granted',
      '2 ops operator-made',
      '1 ops token-created',
    ]);
    expect(events[1]).toMatchObject({
      subject: 'finance',
      agreement: 'acme',
      party: 'client',
      role: 'keeper',
      at: clock,
    });
    expect(store.history(2, 4).map(({ number }) => number)).toEqual([3, 2]);
  });

  test('cannot be changed, whoever writes', () => {
    store.createToken({ name: 'finance' }, 'ops');
    const other = new Database(path);
    expect(() => other.exec("UPDATE history SET by = 'nobody'")).toThrow('stays as it was noted');
    expect(() => other.exec('DELETE FROM history')).toThrow('stays noted');
    other.close();
  });
});

describe('the file', () => {
  test('is shared: what another process writes is read at once, and shows in the revision', () => {
    const { token, secret } = store.createToken({ name: 'finance' }, 'ops');
    const before = store.revision();
    expect(store.revision()).toBe(before);
    const other = new AccessStore(path, { now: () => clock });
    other.revokeToken(token.id, 'ops');
    other.close();
    expect(store.revision()).not.toBe(before);
    expect(store.tokenOfSecret(secret)).toBeUndefined();
    let calls = 0;
    const stop = store.onChanged(() => (calls += 1));
    store.createToken({ name: 'other' }, 'ops');
    stop();
    store.createToken({ name: 'third' }, 'ops');
    expect(calls).toBe(1);
  });

  test('is there again after it was closed', () => {
    const { secret } = store.createToken({ name: 'finance', grants: [keeper] }, 'ops');
    store.close();
    store = new AccessStore(path, { now: () => clock });
    expect(store.tokenOfSecret(secret)?.subject).toBe('finance');
    expect(store.grantsOf('finance').size).toBe(1);
  });

  test('of another program, of a newer version, damaged, or nowhere, is refused with its path', () => {
    const other = join(folder, 'other.db');
    new Database(other).exec('CREATE TABLE x (y)').close();
    const newer = join(folder, 'newer.db');
    new AccessStore(newer).close();
    const database = new Database(newer);
    database.pragma('user_version = 2');
    database.close();
    const damaged = join(folder, 'damaged.db');
    writeFileSync(damaged, 'this is no database at all, whatever its name says it is'.repeat(40));
    for (const each of [other, newer, damaged, join(folder, 'nowhere', 'x.db')]) {
      expect(codeOf(() => new AccessStore(each))).toBe('access-store-unavailable');
    }
  });

  test('held by another process too long is an error of its own, and nothing half-done stays', () => {
    store.close();
    store = new AccessStore(path, { now: () => clock, waitMilliseconds: 20 });
    const holder = new Database(path);
    holder.exec('BEGIN IMMEDIATE');
    expect(codeOf(() => store.createToken({ name: 'finance' }, 'ops'))).toBe('access-store-unavailable');
    holder.exec('ROLLBACK');
    holder.close();
    expect(store.listTokens()).toEqual([]);
    store.createToken({ name: 'finance' }, 'ops');
  });

  test('is readable by its owner only', () => {
    store.createToken({ name: 'finance' }, 'ops');
    for (const file of [path, `${path}-wal`, `${path}-shm`]) {
      expect((statSync(file).mode & 0o777).toString(8)).toBe('600');
    }
  });
});
