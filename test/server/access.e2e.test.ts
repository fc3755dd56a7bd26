import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type CloseCode, createClient } from 'graphql-ws';
import { exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { runServerCommand, startServer, type StartedServer } from './support/start-server.js';

const issuer = 'https://login.example.com/';
const grantsClaim = 'tallystick_grants';
const viewer = '{ viewer { subject operator expiresAt grants { agreement party role mayDo mayAssert } } }';

interface Viewer {
  readonly viewer: {
    readonly subject: string;
    readonly operator: boolean;
    readonly expiresAt: string | null;
    readonly grants: readonly {
      readonly agreement: string;
      readonly party: string;
      readonly role: string;
      readonly mayDo: readonly string[];
      readonly mayAssert: readonly string[];
    }[];
  };
}

let server: StartedServer;
let operator: string;
let keys: Server;
let published: JWK[];
const secrets: string[] = [];

beforeAll(async () => {
  keys = createServer((_request, response) => response.end(JSON.stringify({ keys: published })));
  keys.listen(0, '127.0.0.1');
  await once(keys, 'listening');
  server = await startServer({
    environment: {
      TALLY_LOG_LEVEL: 'trace',
      TALLY_JWT_ISSUER: issuer,
      TALLY_JWT_AUDIENCES: 'tallystick',
      TALLY_JWT_KEYS_URL: `http://127.0.0.1:${(keys.address() as AddressInfo).port}/`,
      TALLY_JWT_KEYS_COOLDOWN_SECONDS: '0',
      TALLY_JWT_GRANTS_CLAIM: grantsClaim,
      TALLY_FAILED_AUTHENTICATIONS_PER_MINUTE: '40',
    },
  });
  operator = await commandToken('--name', 'ops', '--operator');
});

afterAll(async () => {
  await server.remove();
  keys.closeAllConnections();
  keys.close();
});

/** What a command prints that runs beside the running server, and succeeds. */
async function succeeded(args: readonly string[]): Promise<string> {
  const { exitCode, out, error } = await server.command(args);
  expect({ exitCode, error: exitCode === 0 ? '' : error }).toEqual({ exitCode: 0, error: '' });
  return out.trim();
}

async function commandToken(...args: readonly string[]): Promise<string> {
  const secret = await succeeded(['token', 'create', ...args]);
  secrets.push(secret);
  return secret;
}

async function tokenIdOf(subject: string): Promise<string> {
  const { data } = await server.query<{ tokens: { id: string; subject: string; stands: boolean }[] }>(
    '{ tokens { id subject stands } }',
    { token: operator },
  );
  return data!.tokens.find((token) => token.subject === subject && token.stands)!.id;
}

/** Opens a WebSocket with a token; `closed` resolves to how it ends. */
function connected(token: string) {
  let settle!: (event: { code: CloseCode; reason: string }) => void;
  const closed = new Promise<{ code: CloseCode; reason: string }>((resolve) => (settle = resolve));
  const opened = new Promise<void>((resolve, reject) => {
    const client = createClient({
      url: server.graphqlUrl.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      connectionParams: { authorization: `Bearer ${token}` },
      lazy: false,
      retryAttempts: 0,
      onNonLazyError: () => undefined,
    });
    client.on('connected', () => resolve());
    client.on('closed', (event) => {
      settle(event as { code: CloseCode; reason: string });
      reject(new Error((event as CloseEvent).reason));
    });
  });
  opened.catch(() => undefined);
  return { opened, closed };
}

describe('an API token', () => {
  test('made at the command line is taken by the running server at once, and is what it was made to be', async () => {
    const token = await commandToken(
      '--name',
      'finance',
      '--grant',
      'acme:client:keeper',
      'b:provider:reader',
      '--days',
      '30',
    );
    const { data } = await server.query<Viewer>(viewer, { token });
    expect(data!.viewer).toMatchObject({ subject: 'finance', operator: false });
    expect(data!.viewer.grants.map(({ agreement, party, role }) => [agreement, party, role])).toEqual([
      ['acme', 'client', 'KEEPER'],
      ['b', 'provider', 'READER'],
    ]);
    expect(data!.viewer.grants[0]!.mayDo).toContain('ISSUE_STATEMENT');
    expect(data!.viewer.grants[0]!.mayAssert).not.toContain('ReliefClaimed');
    expect(data!.viewer.grants[1]).toMatchObject({
      mayDo: ['READ_AGREEMENT', 'VERIFY_LEDGER'],
      mayAssert: [],
    });
  });

  test('made through GraphQL shows its secret in that answer only', async () => {
    const { data } = await server.query<{
      createToken: { secret: string; token: { id: string; madeBy: string } };
    }>('mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret token { id madeBy } } }', {
      token: operator,
      variables: {
        input: { name: 'provider desk', grants: [{ agreement: 'acme', party: 'provider', role: 'MANAGER' }] },
      },
    });
    const { secret, token } = data!.createToken;
    secrets.push(secret);
    expect(token.madeBy).toBe('ops');
    expect((await server.query<Viewer>(viewer, { token: secret })).data!.viewer.subject).toBe(
      'provider desk',
    );
    const all = await server.query(
      '{ tokens { id subject operator madeAt madeBy expiresAt revokedAt revokedBy lastUsedAt stands } grants { subject agreement party role madeAt madeBy } accessHistory(first: 100) { number at by action subject token agreement party role } }',
      { token: operator },
    );
    expect(all.errors).toBeUndefined();
    expect(JSON.stringify(all.data)).toContain(token.id);
    expect(JSON.stringify(all.data)).not.toContain(secret.slice(6, 30));
  });

  test('is refused once it is revoked, mistyped or ended, each with the same answer', async () => {
    const token = await commandToken('--name', 'leaver');
    const id = await tokenIdOf('leaver');
    const { data } = await server.query(
      'mutation ($id: String!) { revokeToken(input: { id: $id }) { token { stands revokedBy } } }',
      { token: operator, variables: { id } },
    );
    expect(data).toEqual({ revokeToken: { token: { stands: false, revokedBy: 'ops' } } });
    const answers = await Promise.all(
      [token, `${token}x`, `${token.slice(0, -1)}!`].map((each) => server.query(viewer, { token: each })),
    );
    for (const { status, errors, data: nothing } of answers) {
      expect(status).toBe(401);
      expect(nothing ?? null).toBeNull();
      expect(errors).toEqual([
        {
          message: 'The token is not taken.',
          extensions: expect.objectContaining({ code: 'unauthenticated' }) as object,
        },
      ]);
    }
  });

  test('without a token one is nobody and sees nothing', async () => {
    const { data } = await server.query<Viewer>(viewer);
    expect(data!.viewer).toEqual({ subject: 'nobody', operator: false, expiresAt: null, grants: [] });
  });
});

describe('operating', () => {
  const operations = [
    '{ tokens { id } }',
    '{ grants { subject } }',
    '{ accessHistory { number } }',
    'mutation { createToken(input: { name: "x", operator: true }) { secret } }',
    'mutation { revokeToken(input: { id: "0123456789abcdef" }) { token { id } } }',
    'mutation { grantRole(input: { subject: "finance", agreement: "acme", party: "client", role: KEEPER }) { grant { role } } }',
    'mutation { revokeGrant(input: { subject: "finance", agreement: "acme" }) { grant { role } } }',
    'mutation { setOperator(input: { subject: "finance", operator: true }) { operator } }',
  ];

  test.each(operations)('is for operators only: %s', async (query) => {
    const token = await commandTokenOnce('keeper', '--name', 'keeper', '--grant', 'acme:client:keeper');
    for (const [who, code] of [
      [token, 'access-denied'],
      [undefined, 'unauthenticated'],
    ] as const) {
      const { errors } = await server.query(query, { token: who });
      expect(errors?.map(({ extensions }) => extensions.code)).toEqual([code]);
    }
  });

  const made = new Map<string, Promise<string>>();
  function commandTokenOnce(name: string, ...args: readonly string[]): Promise<string> {
    const known = made.get(name) ?? commandToken(...args);
    made.set(name, known);
    return known;
  }

  test('gives and takes roles, and notes who did it', async () => {
    const token = await commandToken('--name', 'reviewer');
    const client = server.client(operator);
    await client.request(
      'mutation { grantRole(input: { subject: "reviewer", agreement: "acme", party: "auditor", role: ARBITER }) { grant { role } } }',
    );
    expect((await server.query<Viewer>(viewer, { token })).data!.viewer.grants).toHaveLength(1);
    await client.request(
      'mutation { revokeGrant(input: { subject: "reviewer", agreement: "acme" }) { grant { role } } }',
    );
    expect((await server.query<Viewer>(viewer, { token })).data!.viewer.grants).toEqual([]);
    const { accessHistory } = await client.request<{ accessHistory: object[] }>(
      '{ accessHistory(first: 2) { by action subject agreement party role } }',
    );
    const about = { by: 'ops', subject: 'reviewer', agreement: 'acme', party: 'auditor', role: 'ARBITER' };
    expect(accessHistory).toEqual([
      { ...about, action: 'ROLE_REVOKED' },
      { ...about, action: 'ROLE_GRANTED' },
    ]);
  });

  test.each([
    ['subject: "finanse", agreement: "acme", party: "client", role: READER', 'subject'],
    ['subject: "ops", agreement: "acme", party: "provider", role: KEEPER', 'role'],
    ['subject: "ops", agreement: "", party: "client", role: READER', 'agreement'],
  ])('refuses a role that cannot be: %s', async (input, place) => {
    const { errors } = await server.query(`mutation { grantRole(input: { ${input} }) { grant { role } } }`, {
      token: operator,
    });
    expect(errors![0]!.extensions).toMatchObject({ code: 'grant-invalid', details: [{ place }] });
  });

  test('is given to a third party only once the agreement that names it is signed', async () => {
    for (const grant of ['not-signed-yet:cloud-host:reader', 'not-signed-yet:The client:reader']) {
      const { exitCode, error } = await server.command(['grant', 'add', 'ops', grant]);
      expect(exitCode).not.toBe(0);
      expect(error).toContain('[grant-invalid]');
      expect(error).toContain('once the agreement is signed');
    }
    const main = await server.command(['grant', 'add', 'ops', 'not-signed-yet:client:reader']);
    expect(main.exitCode).toBe(0);
    await server.command(['grant', 'remove', 'ops', 'not-signed-yet']);
  });

  test('is not taken from oneself', async () => {
    const { errors } = await server.query(
      'mutation { setOperator(input: { subject: "ops", operator: false }) { operator } }',
      { token: operator },
    );
    expect(errors![0]!.extensions.code).toBe('access-denied');
  });
});

describe('a JSON Web Token', () => {
  async function signer(kid: string) {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' };
    const sign = (claims: Record<string, unknown> = {}) =>
      new SignJWT({
        iss: issuer,
        aud: 'tallystick',
        sub: '4711',
        exp: Math.floor(Date.now() / 1000) + 300,
        ...claims,
      })
        .setProtectedHeader({ alg: 'ES256', kid })
        .sign(privateKey);
    return { jwk, sign };
  }

  test('of the issuer is taken, with what its claim and the store grant, also after the keys were rotated', async () => {
    const [one, two] = await Promise.all([signer('one'), signer('two')]);
    published = [one.jwk];
    const claim = { [grantsClaim]: [{ agreement: 'acme', party: 'provider', role: 'manager' }] };
    await succeeded(['grant', 'add', `${issuer}|4711`, 'b:client:reader']);
    const first = await server.query<Viewer>(viewer, { token: await one.sign(claim) });
    expect(first.data!.viewer.subject).toBe(`${issuer}|4711`);
    expect(first.data!.viewer.grants.map(({ agreement, role }) => `${agreement} ${role}`).sort()).toEqual([
      'acme MANAGER',
      'b READER',
    ]);
    published = [two.jwk];
    const second = await server.query<Viewer>(viewer, { token: await two.sign() });
    expect(second.data!.viewer.grants).toHaveLength(1);
    const removed = await server.query<Viewer>(viewer, { token: await one.sign() });
    expect(removed.errors![0]!.extensions.code).toBe('unauthenticated');
  });

  test('of others, for others, or ended is refused with what is wrong', async () => {
    const { jwk, sign } = await signer('three');
    const stranger = await signer('three');
    published = [jwk];
    const problems = await Promise.all(
      [
        sign({ iss: 'https://elsewhere.example.com/' }),
        sign({ aud: 'billing' }),
        sign({ exp: Math.floor(Date.now() / 1000) - 60 }),
        stranger.sign(),
      ].map(async (token) => {
        const { status, errors } = await server.query(viewer, { token: await token });
        return `${status} ${(errors![0]!.extensions['details'] as { problem: string }[])[0]!.problem}`;
      }),
    );
    expect(problems).toEqual([
      '401 It is of another issuer.',
      '401 It is meant for another server.',
      '401 It has ended.',
      '401 Its signature is wrong.',
    ]);
  });
});

describe('a WebSocket', () => {
  test('is let in by the token of connection_init, and goes on as its subject', async () => {
    const token = await commandToken('--name', 'watcher');
    const answer = await server.live(token).iterate<Viewer>({ query: viewer }).next();
    expect((answer.value as { data: Viewer }).data.viewer.subject).toBe('watcher');
  });

  test('is closed as forbidden where the token is not taken', async () => {
    const { closed } = connected('tally_wrong');
    expect(await closed).toMatchObject({
      code: 4403,
      reason: 'unauthenticated: It is mistyped, unknown, ended or revoked.',
    });
  });

  test.each([
    [
      'the token is revoked by an operator',
      async (name: string) => {
        await server.query('mutation ($id: String!) { revokeToken(input: { id: $id }) { token { id } } }', {
          token: operator,
          variables: { id: await tokenIdOf(name) },
        });
      },
    ],
    [
      'the token is revoked at the command line',
      async (name: string) => {
        await succeeded(['token', 'revoke', await tokenIdOf(name)]);
      },
    ],
    [
      'its role changes',
      async (name: string) => {
        await succeeded(['grant', 'add', name, 'acme:client:contributor']);
      },
    ],
  ])('ends when %s', async (what, change) => {
    const name = `live ${what}`;
    const token = await commandToken('--name', name, '--grant', 'acme:client:keeper');
    const other = connected(await commandToken('--name', `other ${what}`));
    const { opened, closed } = connected(token);
    await Promise.all([opened, other.opened]);
    await change(name);
    expect((await closed).code).toBe(4403);
    expect(await Promise.race([other.closed, Promise.resolve('open')])).toBe('open');
  });

  test('ends with its token', async () => {
    const expiresAt = new Date(Date.now() + 5_000).toISOString();
    const { createToken } = await server
      .client(operator)
      .request<{ createToken: { secret: string } }>(
        'mutation ($input: CreateTokenInput!) { createToken(input: $input) { secret } }',
        { input: { name: 'short', expiresAt } },
      );
    const { opened, closed } = connected(createToken.secret);
    await opened;
    expect(await closed).toMatchObject({ code: 4403, reason: 'The token has ended or was revoked.' });
  });

  test('does not change whose it is half-way', async () => {
    const socket = new WebSocket(server.graphqlUrl.replace(/^http/, 'ws'), 'graphql-transport-ws');
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const closed = new Promise<CloseEvent>((resolve) => socket.addEventListener('close', resolve));
    const init = (token: string) =>
      socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
    init(operator);
    init(operator);
    expect((await closed).code).toBe(4429);
  });
});

describe('secrets', () => {
  test('are neither in the log nor in any file of the server', () => {
    expect(secrets.length).toBeGreaterThan(5);
    const log = server.log.join('');
    expect(log).toContain('a token was not taken');
    const files = ['tally.db.access', 'tally.db.access-wal'].map((file) =>
      readFileSync(join(server.folder, file), 'latin1'),
    );
    for (const secret of secrets) {
      for (const text of [log, ...files]) expect(text.includes(secret.slice(6, 30))).toBe(false);
    }
    expect(log).not.toMatch(/eyJ[\w-]{10,}\./);
  });

  test('who shows many wrong ones has to wait; who shows none goes on', async () => {
    const statuses: number[] = [];
    for (let times = 0; times < 45; times += 1)
      statuses.push((await server.query(viewer, { token: 'tally_guess' })).status);
    expect(statuses.at(-1)).toBe(429);
    const waiting = await server.query(viewer, { token: operator });
    expect(waiting.errors![0]!.extensions.code).toBe('rate-limited');
    expect(Number(waiting.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await server.query(viewer)).status).toBe(200);
  });
});

describe('at the command line', () => {
  test('a token made before the first start is taken; help names every command', async () => {
    const help = await runServerCommand(['token', 'create', '--help'], server.folder);
    expect(help.out).toContain('--grant <agreement:party:role...>');
    const list = await server.command(['grant', 'list', '--agreement', 'acme', '--json']);
    expect(
      (JSON.parse(list.out) as { grants: { subject: string }[] }).grants.map(({ subject }) => subject),
    ).toContain('finance');
    const wrong = await server.command(['grant', 'add', 'finance', 'acme-client-keeper', '--json']);
    expect(wrong.exitCode).toBe(64);
    expect(JSON.parse(wrong.error)).toMatchObject({
      error: { code: 'usage', details: [{ place: '--grant' }] },
    });
  });
});
