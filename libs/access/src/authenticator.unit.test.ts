import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTallyError, type TallyError } from '@tallystick/errors';
import { exportJWK, exportSPKI, generateKeyPair, type GenerateKeyPairResult, type JWK, SignJWT } from 'jose';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Authenticator } from './authenticator.js';
import { jsonWebTokenDefaults, type JsonWebTokenSettings } from './json-web-tokens/settings.js';
import { nobody } from './principal.js';
import { AccessStore } from './store/access-store.js';

const issuer = 'https://login.example.com/';
const audience = 'tallystick';

interface Key extends GenerateKeyPairResult {
  readonly kid: string;
  readonly alg: string;
  readonly jwk: JWK;
}

async function newKey(kid: string, alg = 'ES256'): Promise<Key> {
  const pair = await generateKeyPair(alg, { extractable: true });
  return { ...pair, kid, alg, jwk: { ...(await exportJWK(pair.publicKey)), kid, alg, use: 'sig' } };
}

/** A real identity provider, as far as its keys go. */
class KeyServer {
  keys: JWK[] = [];
  /** What to answer in place of the keys. */
  fault: 'none' | 'error' | 'not-json' | 'silent' = 'none';
  requests = 0;
  private server: Server | undefined;

  async start(): Promise<string> {
    this.server = createServer((_request, response) => {
      this.requests += 1;
      if (this.fault === 'silent') return;
      response.statusCode = this.fault === 'error' ? 500 : 200;
      response.setHeader('content-type', 'application/json');
      response.end(this.fault === 'not-json' ? '<html>' : JSON.stringify({ keys: this.keys }));
    });
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/keys`;
  }

  async stop(): Promise<void> {
    this.server!.closeAllConnections();
    this.server!.close();
    await once(this.server!, 'close');
  }
}

let folder: string;
let store: AccessStore;
let keyServer: KeyServer;
let keysUrl: string;
let key: Key;
let otherKey: Key;
let now: number;

beforeAll(async () => {
  [key, otherKey] = await Promise.all([newKey('one'), newKey('two')]);
});

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-authenticator-'));
  now = Date.now();
  store = new AccessStore(join(folder, 'access'), { now: () => now });
  keyServer = new KeyServer();
  keyServer.keys = [key.jwk];
  keysUrl = await keyServer.start();
});

afterEach(async () => {
  store.close();
  await keyServer.stop();
  rmSync(folder, { recursive: true, force: true });
});

function authenticator(settings: Partial<JsonWebTokenSettings> = {}): Authenticator {
  return new Authenticator(store, {
    now: () => now,
    jsonWebTokens: {
      ...jsonWebTokenDefaults,
      issuer,
      audiences: [audience],
      keys: { kind: 'address', url: keysUrl },
      keysCooldownSeconds: 0,
      ...settings,
    },
  });
}

interface TokenOptions {
  readonly signedBy?: Key;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
}

function seconds(): number {
  return Math.floor(now / 1000);
}

function tokenOf({ signedBy = key, claims = {}, header = {} }: TokenOptions = {}): Promise<string> {
  const payload = { iss: issuer, aud: audience, sub: '4711', exp: seconds() + 300, ...claims };
  return new SignJWT(payload)
    .setProtectedHeader({ alg: signedBy.alg, kid: signedBy.kid, ...header })
    .sign(signedBy.privateKey);
}

async function refusal(work: Promise<unknown>): Promise<TallyError> {
  try {
    await work;
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('it was taken');
}

async function problemOf(token: string, by: Authenticator = authenticator()): Promise<string> {
  const { code, details, message } = await refusal(by.principalOf(`Bearer ${token}`));
  expect(`${message} ${JSON.stringify(details)}`).not.toContain(token.slice(0, 20));
  return `${code}: ${details[0]?.problem}`;
}

describe('what is shown', () => {
  test('nothing makes nobody', async () => {
    expect(await authenticator().principalOf(undefined)).toBe(nobody);
  });

  test.each(['', 'Bearer', 'Bearer ', 'Basic dXNlcjpwYXNz', 'Bearer a b', `Bearer ${'x'.repeat(20_000)}`])(
    'that is no bearer token is refused: %.30s',
    async (header) => {
      expect((await refusal(authenticator().principalOf(header))).code).toBe('unauthenticated');
    },
  );

  test('an API token makes its subject, with its grants and whether it operates', async () => {
    const expiresAt = now + 1000;
    const grants = [{ agreement: 'acme', party: 'client', role: 'keeper' }] as const;
    const { secret } = store.createToken({ name: 'finance', operator: true, expiresAt, grants }, 'ops');
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      expect(await authenticator().principalOf(`${scheme} ${secret}`)).toEqual({
        subject: 'finance',
        authenticatedBy: 'api-token',
        operator: true,
        grants: new Map([['acme', grants[0]]]),
        expiresAt,
      });
    }
  });

  test('an API token that is mistyped, unknown, ended or revoked is refused in the same words', async () => {
    const { token, secret } = store.createToken({ name: 'revoked' }, 'ops');
    store.revokeToken(token.id, 'ops');
    const ended = store.createToken({ name: 'ended', expiresAt: now + 1 }, 'ops').secret;
    now += 1;
    const elsewhere = new AccessStore(join(folder, 'elsewhere'));
    const unknown = elsewhere.createToken({ name: 'x' }, 'ops').secret;
    elsewhere.close();
    const problems = new Set<string>();
    for (const each of [secret, ended, unknown, `${unknown}x`, 'tally_']) problems.add(await problemOf(each));
    expect([...problems]).toEqual(['unauthenticated: It is mistyped, unknown, ended or revoked.']);
  });

  test('a JSON Web Token is refused where no issuer is configured', async () => {
    const plain = new Authenticator(store);
    expect(await problemOf(await tokenOf(), plain)).toBe(
      'unauthenticated: The server takes API tokens only.',
    );
  });
});

describe('a JSON Web Token', () => {
  test('makes issuer and sub its subject, with the grants and operation of the store', async () => {
    const subject = `${issuer}|4711`;
    store.grant(subject, { agreement: 'acme', party: 'provider', role: 'manager' }, 'ops');
    store.setOperator(subject, true, 'ops');
    expect(await authenticator().principalOf(`Bearer ${await tokenOf()}`)).toEqual({
      subject,
      authenticatedBy: 'json-web-token',
      operator: true,
      grants: new Map([['acme', { agreement: 'acme', party: 'provider', role: 'manager' }]]),
      expiresAt: (seconds() + 330) * 1000,
    });
  });

  test.each(['ES256', 'RS256', 'PS256', 'EdDSA'])('may be signed with %s', async (alg) => {
    const signedBy = await newKey('another', alg);
    keyServer.keys = [signedBy.jwk];
    const principal = await authenticator().principalOf(`Bearer ${await tokenOf({ signedBy })}`);
    expect(principal.subject).toBe(`${issuer}|4711`);
  });

  test.each([
    ['of another issuer', { iss: 'https://login.example.com' }, 'It is of another issuer.'],
    ['of no issuer', { iss: undefined }, 'It is of another issuer.'],
    ['for another audience', { aud: 'billing' }, 'It is meant for another server.'],
    ['for no audience', { aud: undefined }, 'It is meant for another server.'],
    ['without an end', { exp: undefined }, 'It does not say when it ends.'],
    ['without a subject', { sub: undefined }, 'It does not say whose it is.'],
    ['with an empty subject', { sub: '' }, 'Its `sub` cannot be the name of somebody who records facts.'],
    [
      'with a subject of two lines',
      { sub: 'a\nb' },
      'Its `sub` cannot be the name of somebody who records facts.',
    ],
    [
      'with a subject too long',
      { sub: 'x'.repeat(200) },
      'Its `sub` cannot be the name of somebody who records facts.',
    ],
  ])('%s is refused', async (_what, claims, problem) => {
    expect(await problemOf(await tokenOf({ claims }))).toBe(`unauthenticated: ${problem}`);
  });

  test('for several audiences is taken where one is ours', async () => {
    const token = await tokenOf({ claims: { aud: ['billing', audience] } });
    expect((await authenticator().principalOf(`Bearer ${token}`)).authenticatedBy).toBe('json-web-token');
  });

  test.each([
    ['exp', -29, 'taken'],
    ['exp', -30, 'It has ended.'],
    ['exp', -31, 'It has ended.'],
    ['nbf', 29, 'taken'],
    ['nbf', 30, 'taken'],
    ['nbf', 31, 'It does not hold yet.'],
  ])('with %s %i s from now, and 30 s of tolerance: %s', async (claim, offset, expected) => {
    const token = await tokenOf({ claims: { [claim]: seconds() + offset } });
    const by = authenticator();
    const answer = await by.principalOf(`Bearer ${token}`).then(
      () => 'taken',
      (error: TallyError) => error.details[0]?.problem,
    );
    expect(answer).toBe(expected);
  });

  test('that is tampered with is refused, whichever part', async () => {
    const [header, , signature] = (await tokenOf()).split('.') as [string, string, string];
    const forged = Buffer.from(
      JSON.stringify({ iss: issuer, aud: audience, sub: 'admin', exp: seconds() + 300 }),
    ).toString('base64url');
    expect(await problemOf(`${header}.${forged}.${signature}`)).toBe(
      'unauthenticated: Its signature is wrong.',
    );
    const token = await tokenOf();
    const [head, body] = token.split('.') as [string, string];
    expect(await problemOf(`${head}.${body}.`)).toContain('unauthenticated: ');
    expect(await problemOf(`${head}.${body}`)).toBe('unauthenticated: It is not a signed JSON Web Token.');
    expect(await problemOf(`${token}x`)).toContain('unauthenticated: ');
    expect(await problemOf('not-a-token')).toBe('unauthenticated: It is not a signed JSON Web Token.');
  });

  test('that is not signed at all is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const payload = part({ iss: issuer, aud: audience, sub: '4711', exp: seconds() + 300 });
    for (const alg of ['none', 'None', 'NONE', '']) {
      expect(await problemOf(`${part({ alg })}.${payload}.`)).toMatch(/^unauthenticated: /);
    }
  });

  test('that is signed with the public key as a secret is refused', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'HS256', kid: key.kid })}.${part({ iss: issuer, aud: audience, sub: '4711', exp: seconds() + 300 })}`;
    for (const secret of [await exportSPKI(key.publicKey), JSON.stringify(key.jwk)]) {
      const signature = createHmac('sha256', secret).update(signed).digest('base64url');
      expect(await problemOf(`${signed}.${signature}`)).toBe(
        'unauthenticated: It is signed in a way that is not allowed.',
      );
    }
  });

  test('that is signed with an algorithm outside of the configured ones is refused', async () => {
    const by = authenticator({ algorithms: ['RS256'] });
    expect(await problemOf(await tokenOf(), by)).toBe(
      'unauthenticated: It is signed in a way that is not allowed.',
    );
  });

  test('that brings its own key is refused', async () => {
    const token = await tokenOf({
      signedBy: otherKey,
      header: { kid: key.kid, jwk: otherKey.jwk, jku: keysUrl },
    });
    expect(await problemOf(token)).toBe('unauthenticated: Its signature is wrong.');
  });
});

describe('the keys of an issuer', () => {
  test('are fetched once and kept', async () => {
    const by = authenticator();
    for (let times = 0; times < 5; times += 1) await by.principalOf(`Bearer ${await tokenOf()}`);
    await Promise.all([1, 2, 3].map(async () => by.principalOf(`Bearer ${await tokenOf()}`)));
    expect(keyServer.requests).toBe(1);
  });

  test('may be rotated: a new key is fetched when it is first seen, a removed one is refused', async () => {
    const by = authenticator();
    await by.principalOf(`Bearer ${await tokenOf()}`);
    keyServer.keys = [key.jwk, otherKey.jwk];
    const fresh = await by.principalOf(`Bearer ${await tokenOf({ signedBy: otherKey })}`);
    expect(fresh.subject).toBe(`${issuer}|4711`);
    keyServer.keys = [otherKey.jwk];
    const third = await newKey('three');
    expect(await problemOf(await tokenOf({ signedBy: third }), by)).toBe(
      'unauthenticated: It is signed with a key that the issuer does not publish.',
    );
    expect(await problemOf(await tokenOf({ signedBy: key }), by)).toBe(
      'unauthenticated: It is signed with a key that the issuer does not publish.',
    );
  });

  test('are not fetched again for each unknown key while it is too soon', async () => {
    const by = authenticator({ keysCooldownSeconds: 600 });
    await by.principalOf(`Bearer ${await tokenOf()}`);
    for (let times = 0; times < 5; times += 1) {
      expect(await problemOf(await tokenOf({ header: { kid: `guess-${times}` } }), by)).toContain(
        'does not publish',
      );
    }
    expect(keyServer.requests).toBe(1);
  });

  test('that two could be meant are not guessed at', async () => {
    keyServer.keys = [key.jwk, otherKey.jwk];
    expect(await problemOf(await tokenOf({ header: { kid: undefined } }))).toBe(
      'unauthenticated: It does not say by which key it is signed.',
    );
  });

  test.each(['error', 'not-json', 'silent'] as const)(
    'that cannot be had (%s) are an error of their own, tried again only after a while',
    async (fault) => {
      keyServer.fault = fault;
      const by = authenticator({ keysCooldownSeconds: 60, keysTimeoutSeconds: 0.2 });
      for (let times = 0; times < 3; times += 1) {
        const error = await refusal(by.principalOf(`Bearer ${await tokenOf()}`));
        expect(error.code).toBe('identity-provider-unavailable');
        expect(error.message).not.toContain('127.0.0.1');
      }
      expect(keyServer.requests).toBe(1);
      keyServer.fault = 'none';
      now += 60_000;
      expect((await by.principalOf(`Bearer ${await tokenOf()}`)).subject).toBe(`${issuer}|4711`);
    },
  );

  test('may be a file, which is read again when it changes', async () => {
    const path = join(folder, 'keys.json');
    writeFileSync(path, JSON.stringify({ keys: [key.jwk] }));
    const by = authenticator({ keys: { kind: 'file', path } });
    await by.principalOf(`Bearer ${await tokenOf()}`);
    writeFileSync(path, JSON.stringify({ keys: [otherKey.jwk, (await newKey('three')).jwk] }));
    await by.principalOf(`Bearer ${await tokenOf({ signedBy: otherKey })}`);
    expect(await problemOf(await tokenOf(), by)).toContain('does not publish');
    writeFileSync(path, 'broken');
    expect((await refusal(by.principalOf(`Bearer ${await tokenOf()}`))).code).toBe(
      'identity-provider-unavailable',
    );
    expect(keyServer.requests).toBe(0);
  });
});

describe('the claim that grants', () => {
  const grantsClaim = 'https://tallystick.example.com/grants';
  const granting = (value: unknown) => tokenOf({ claims: { [grantsClaim]: value } });
  const manager = { agreement: 'acme', party: 'provider', role: 'manager' };

  test('counts only where it is configured', async () => {
    const token = await granting([manager]);
    expect((await authenticator().principalOf(`Bearer ${token}`)).grants.size).toBe(0);
    const { grants } = await authenticator({ grantsClaim }).principalOf(`Bearer ${token}`);
    expect([...grants.values()]).toEqual([manager]);
  });

  test('gives way to what is granted here, in the same agreement', async () => {
    const here = { agreement: 'acme', party: 'provider', role: 'reader' } as const;
    store.grant(`${issuer}|4711`, here, 'ops');
    const token = await granting([manager, { ...manager, agreement: 'other' }]);
    const { grants } = await authenticator({ grantsClaim }).principalOf(`Bearer ${token}`);
    expect([...grants.values()]).toEqual([here, { ...manager, agreement: 'other' }]);
  });

  test('never makes an operator', async () => {
    const token = await tokenOf({ claims: { [grantsClaim]: [manager], operator: true } });
    expect((await authenticator({ grantsClaim }).principalOf(`Bearer ${token}`)).operator).toBe(false);
  });

  test.each([
    ['text', 'acme:provider:manager'],
    ['an object', manager],
    ['an entry of nothing', [null]],
    ['an entry without a role', [{ agreement: 'acme', party: 'provider' }]],
    ['a number as agreement', [{ ...manager, agreement: 7 }]],
    ['a role that the party cannot hold', [{ ...manager, role: 'keeper' }]],
    ['an unknown role', [{ ...manager, role: 'owner' }]],
    ['two roles in one agreement', [manager, { ...manager, role: 'reader' }]],
  ])('that is %s has its token refused', async (_what, value) => {
    expect(await problemOf(await granting(value), authenticator({ grantsClaim }))).toContain(grantsClaim);
  });
});

describe('settings under which tokens would show nothing', () => {
  test.each([
    [{ algorithms: ['HS256'] }, 'HS256'],
    [{ algorithms: ['none'] }, 'none'],
    [{ algorithms: [] }, 'no algorithm'],
    [{ audiences: [] }, 'no audience'],
    [{ issuer: '' }, 'no issuer'],
    [{ keys: { kind: 'address', url: 'http://login.example.com/keys' } }, 'without TLS'],
    [{ keys: { kind: 'address', url: 'ftp://127.0.0.1/keys' } }, 'without TLS'],
  ] as const)('are refused: %j', (settings, problem) => {
    expect(() => authenticator(settings)).toThrow(problem);
  });
});

describe('a principal that lives on', () => {
  test('of an API token follows its grants, and ends with the token', async () => {
    const by = authenticator();
    const { token, secret } = store.createToken({ name: 'finance', expiresAt: now + 1000 }, 'ops');
    const principal = await by.principalOf(`Bearer ${secret}`);
    store.grant('finance', { agreement: 'acme', party: 'client', role: 'reader' }, 'ops');
    expect(by.renewed(principal)?.grants.get('acme')?.role).toBe('reader');
    now += 999;
    expect(by.renewed(by.renewed(principal)!)).toBeDefined();
    now += 1;
    expect(by.renewed(principal)).toBeUndefined();
    now -= 1;
    store.revokeToken(token.id, 'ops');
    expect(by.renewed(principal)).toBeUndefined();
  });

  test('of a JSON Web Token follows the grants here, and ends with the token', async () => {
    const by = authenticator();
    const principal = await by.principalOf(`Bearer ${await tokenOf()}`);
    store.grant(principal.subject, { agreement: 'acme', party: 'client', role: 'reader' }, 'ops');
    expect(by.renewed(principal)?.grants.get('acme')?.role).toBe('reader');
    now = principal.expiresAt!;
    expect(by.renewed(principal)).toBeUndefined();
  });

  test('nobody stays nobody, and one that was never authenticated is none', () => {
    const by = authenticator();
    expect(by.renewed(nobody)).toBe(nobody);
    expect(by.renewed({ ...nobody, authenticatedBy: 'api-token' })).toBeUndefined();
  });
});
