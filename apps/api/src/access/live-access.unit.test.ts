import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessStore, Authenticator, nobody, type Principal } from '@tallystick/access';
import type { TallyError } from '@tallystick/errors';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveAccess } from './live-access.js';

let folder: string;
let clock: number;
let store: AccessStore;
let authenticator: Authenticator;
let live: LiveAccess;
let ended: TallyError[];

beforeEach(() => {
  vi.useFakeTimers({ now: Date.UTC(2025, 2, 1) });
  folder = mkdtempSync(join(tmpdir(), 'tally-live-access-'));
  clock = Date.now();
  store = new AccessStore(join(folder, 'access'), { now: () => clock });
  authenticator = new Authenticator(store, { now: () => clock });
  live = new LiveAccess(store, authenticator, { error: vi.fn() }, () => clock);
  ended = [];
});

afterEach(() => {
  live.close();
  store.close();
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function pass(milliseconds: number): void {
  clock += milliseconds;
  vi.advanceTimersByTime(milliseconds);
}

async function enter(expiresAt?: number): Promise<{ readonly id: string; readonly principal: Principal }> {
  const { token, secret } = store.createToken({ name: 'finance', expiresAt }, 'ops');
  return { id: token.id, principal: await authenticator.principalOf(`Bearer ${secret}`) };
}

const note = (error: TallyError): void => void ended.push(error);

test('a revoked token ends what it holds open at once, and only once', async () => {
  const { id, principal } = await enter();
  live.watch(principal, note);
  live.watch(principal, note);
  pass(5_000);
  expect(ended).toEqual([]);
  store.revokeToken(id, 'ops');
  expect(ended.map(({ code }) => code)).toEqual(['subscription-ended', 'subscription-ended']);
  pass(5_000);
  expect(ended).toHaveLength(2);
});

test('what another process revokes, it notices within a second', async () => {
  const { id, principal } = await enter();
  live.watch(principal, note);
  pass(2_000);
  const other = new AccessStore(join(folder, 'access'), { now: () => clock });
  other.revokeToken(id, 'command line');
  other.close();
  pass(1_000);
  expect(ended).toHaveLength(1);
});

test('a changed grant ends it, in every direction; what changes for others does not', async () => {
  const { principal } = await enter();
  store.createToken({ name: 'other' }, 'ops');
  const changes = [
    () => store.grant('finance', { agreement: 'acme', party: 'client', role: 'reader' }, 'ops'),
    () => store.grant('finance', { agreement: 'acme', party: 'client', role: 'keeper' }, 'ops'),
    () => store.grant('finance', { agreement: 'acme', party: 'provider', role: 'reader' }, 'ops'),
    () => store.revokeGrant('finance', 'acme', 'ops'),
    () => store.setOperator('finance', true, 'ops'),
    () => store.setOperator('finance', false, 'ops'),
  ];
  for (const change of changes) {
    ended = [];
    live.watch(authenticator.renewed(principal)!, note);
    store.grant('other', { agreement: 'acme', party: 'client', role: 'reader' }, 'ops');
    store.revokeGrant('other', 'acme', 'ops');
    pass(1_000);
    expect(ended).toEqual([]);
    change();
    expect(ended.map(({ message }) => message)).toEqual(['What the token may do has changed.']);
  }
});

test('a token that ends, ends it within a second', async () => {
  const { principal } = await enter(clock + 10_000);
  live.watch(principal, note);
  pass(9_000);
  expect(ended).toEqual([]);
  pass(1_000);
  expect(ended.map(({ message }) => message)).toEqual(['The token has ended or was revoked.']);
});

test('what was revoked before it is watched is ended as well', async () => {
  const { id, principal } = await enter();
  store.revokeToken(id, 'ops');
  live.watch(principal, note);
  pass(0);
  vi.runOnlyPendingTimers();
  expect(ended).toHaveLength(1);
});

test('what is no longer watched is left alone, and nothing is asked of the file while nothing is watched', async () => {
  const { id, principal } = await enter();
  live.watch(principal, note)();
  live.watch(nobody, note);
  const asked = vi.spyOn(store, 'revision');
  pass(10_000);
  expect(asked).not.toHaveBeenCalled();
  store.revokeToken(id, 'ops');
  expect(ended).toEqual([]);
});

test('while nothing changes, nobody is looked at: one question to the file a second, however many watch', async () => {
  const { principal } = await enter();
  for (let times = 0; times < 1_000; times += 1) live.watch(principal, note);
  pass(1_000);
  const renewed = vi.spyOn(authenticator, 'renewed');
  const asked = vi.spyOn(store, 'revision');
  pass(10_000);
  expect(renewed).not.toHaveBeenCalled();
  expect(asked).toHaveBeenCalledTimes(10);
});

test('a file that cannot be read for a moment ends nothing, and is read again', async () => {
  const { id, principal } = await enter();
  live.watch(principal, note);
  pass(1_000);
  const broken = vi.spyOn(store, 'revision').mockImplementation(() => {
    throw new Error('held by another process');
  });
  store.revokeToken(id, 'ops');
  pass(3_000);
  expect(ended).toEqual([]);
  broken.mockRestore();
  pass(1_000);
  expect(ended).toHaveLength(1);
});
