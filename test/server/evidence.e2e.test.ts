import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccessStore } from '@tallystick/access';
import {
  cosignCheckpoint,
  createCosigningKey,
  createSigningKey,
  KeyFolder,
  openSqliteServices,
  signAgreement,
} from '@tallystick/application';
import { openCheckpoint, parseVerifierKey, verifyTlogProof } from '@tallystick/evidence';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sampleTerms } from '../e2e/support/sample-agreement.js';
import { type StartedServer, startServer } from './support/start-server.js';

const agreement = 'sample';
const client = { party: 'client', actor: 'finance' };

let server: StartedServer;
let logKey: string;
let keeper: string;
let provider: string;
let providersKeys: KeyFolder;
let providersKey: string;

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-server-'));
  const keys = join(folder, 'keys');
  providersKeys = new KeyFolder(join(folder, 'providers-keys'));
  providersKey = await createCosigningKey(providersKeys, 'northwind.example/contracts');
  const services = await openSqliteServices(join(folder, 'tally.db'), { keysFolder: keys });
  await signAgreement(services, { document: { name: 'terms.yaml', text: sampleTerms }, assertedBy: client });
  const fields = { agreement, assertedBy: client, name: 'ledger.example.com' };
  logKey = (await createSigningKey(services, fields)).verifierKey;
  await services.ledger.close();
  const access = new AccessStore(join(folder, 'tally.db.access'));
  const token = (party: string, role: 'keeper' | 'manager') =>
    access.createToken({ name: `${party} ${role}`, grants: [{ agreement, party, role }] }, 'the test').secret;
  keeper = token('client', 'keeper');
  provider = token('provider', 'manager');
  access.close();
  server = await startServer({ folder, environment: { TALLY_KEYS: keys } });
});
afterAll(() => server.remove());

async function asked<Data>(token: string, query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await server.query<Data>(query, {
    token,
    variables: { agreement, ...variables },
  });
  expect(errors).toBeUndefined();
  return data!;
}

const sign =
  'mutation ($agreement: String!) { signCheckpoint(input: { agreement: $agreement }) { size note repeated } }';

test('the other party gets checkpoints and proofs from the server, checks and cosigns them, and gives them back', async () => {
  const { signCheckpoint: first } = await asked<{ signCheckpoint: { size: number; note: string } }>(
    keeper,
    sign,
  );
  expect(openCheckpoint(first.note, [parseVerifierKey(logKey)]).size).toBe(first.size);
  const cosigned = await cosignCheckpoint(
    { keys: providersKeys, clock: () => Date.now() },
    { text: first.note, logKeys: [logKey] },
  );
  await asked(
    provider,
    'mutation ($agreement: String!, $key: String!) { announceCosigningKey(input: { agreement: $agreement, verifierKey: $key }) { revision } }',
    { key: providersKey },
  );
  await asked(
    provider,
    'mutation ($agreement: String!, $note: String!) { recordCosignature(input: { agreement: $agreement, note: $note }) { size } }',
    { note: cosigned.note },
  );
  await asked(keeper, sign);

  const { agreement: answer } = await asked<{
    agreement: {
      checkpoints: {
        size: number;
        note: string;
        signatures: { name: string; cosignedAt: string | null }[];
      }[];
      ledgerKeys: { verifierKey: string; type: string; announcedBy: string; isCurrent: boolean }[];
      factProof: { bytes: string; proof: string; position: number };
      consistencyProof: string;
      verification: { whole: boolean };
    };
  }>(
    provider,
    `query ($agreement: String!, $since: WholeNumber!) {
      agreement(agreement: $agreement) {
        checkpoints { size note signatures { name cosignedAt } }
        ledgerKeys { verifierKey type announcedBy isCurrent }
        factProof(fact: "0") { bytes proof position }
        consistencyProof(since: $since)
        verification { whole }
      }
    }`,
    { since: first.size },
  );
  expect(answer.checkpoints.map(({ size }) => size)).toEqual([2, 5]);
  expect(answer.checkpoints[0]!.signatures.map(({ name }) => name)).toEqual([
    'ledger.example.com/sample',
    'northwind.example/contracts',
  ]);
  expect(answer.ledgerKeys).toEqual([
    { verifierKey: logKey, type: 'ED25519', announcedBy: 'client', isCurrent: true },
    { verifierKey: providersKey, type: 'ED25519_COSIGNATURE', announcedBy: 'provider', isCurrent: false },
  ]);
  const bytes = Buffer.from(answer.factProof.bytes, 'base64');
  expect(verifyTlogProof(answer.factProof.proof, bytes, [parseVerifierKey(logKey)]).index).toBe(0);
  expect(answer.verification.whole).toBe(true);
  const next = await cosignCheckpoint(
    { keys: providersKeys, clock: () => Date.now() },
    { text: answer.consistencyProof, logKeys: [logKey] },
  );
  expect(next).toMatchObject({ size: 5, since: 2 });
});

test('a statement that the server seals is covered by a checkpoint', async () => {
  const issued = await asked<{ issueStatement: { revision: number } }>(
    keeper,
    'mutation ($agreement: String!) { issueStatement(input: { agreement: $agreement }) { revision } }',
  );
  const { agreement: answer } = await asked<{ agreement: { checkpoints: { size: number }[] } }>(
    provider,
    'query ($agreement: String!) { agreement(agreement: $agreement) { checkpoints { size } } }',
  );
  expect(answer.checkpoints.at(-1)!.size).toBe(issued.issueStatement.revision + 1);
});

test('a key of a log is not recorded as a bare fact', async () => {
  const { errors } = await server.query(
    'mutation ($agreement: String!, $fact: JSONObject!) { recordFacts(input: { agreement: $agreement, facts: [$fact] }) { revision } }',
    {
      token: keeper,
      variables: {
        agreement,
        fact: { type: 'SigningKeyAnnounced', effectiveAt: '2025-02-01T00:00:00Z', verifierKey: logKey },
      },
    },
  );
  expect(errors).toHaveLength(1);
  expect(errors![0]).toMatchObject({ extensions: { code: 'fact-invalid' } });
  expect(errors![0]!.message).toContain('tally key create');
});

test('what is announced, signed and cosigned under a key is recorded once', async () => {
  type Made = Record<string, { revision: number; repeated: boolean; note?: string }>;
  const under = async (token: string, name: string, input: object, more = ''): Promise<Made[string]> => {
    const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
    const made = await asked<Made>(
      token,
      `mutation ($input: ${type}!) { ${name}(input: $input) { revision repeated ${more} } }`,
      { input: { agreement, ...input } },
    );
    return made[name]!;
  };
  const twice = async (...[token, name, input, more]: Parameters<typeof under>): Promise<Made[string]> => {
    const first = await under(token, name, input, more);
    expect(first.repeated, name).toBe(false);
    expect(await under(token, name, input, more), name).toEqual({ ...first, repeated: true });
    return first;
  };
  const key = await createCosigningKey(providersKeys, 'northwind.example/second');
  await twice(provider, 'announceCosigningKey', { idempotencyKey: 'announce', verifierKey: key });
  const signed = await twice(keeper, 'signCheckpoint', { idempotencyKey: 'sign' }, 'note size');
  const cosigned = await cosignCheckpoint(
    { keys: providersKeys, clock: () => Date.now() },
    { text: signed.note!, logKeys: [logKey], key: 'northwind.example/second' },
  );
  await twice(provider, 'recordCosignature', { idempotencyKey: 'cosign', note: cosigned.note }, 'note size');
  const again = await under(keeper, 'signCheckpoint', { idempotencyKey: 'sign' }, 'note size');
  expect(again).toEqual({ ...signed, repeated: true });
});
