import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { tally } from '../e2e/support/tally.js';
import { type StartedServer, startServer } from './support/start-server.js';

const guide = fileURLToPath(new URL('../../docs/guides/graphql.md', import.meta.url));

/** One question of the guide: who asks, what, and the block that holds the answer. */
interface Question {
  readonly asker: string;
  readonly query: string;
  readonly variables: Record<string, unknown>;
  readonly expects: string;
  readonly answerFrom: number;
  readonly answerTo: number;
}

/** The questions in the order of the page; what is not a question with an answer is an error of the guide. */
function questionsOf(text: string): Question[] {
  const blocks = [...text.matchAll(/^```(\w+) (\w+)\n(.*?)^```$/gms)].map((match) => ({
    language: match[1]!,
    role: match[2]!,
    body: match[3]!,
    bodyFrom: match.index + match[0].indexOf('\n') + 1,
  }));
  return blocks.flatMap((block, index) => {
    if (block.language !== 'graphql') return [];
    const next = blocks[index + 1];
    const variables = next?.role === 'variables' ? next : undefined;
    const answer = variables === undefined ? next : blocks[index + 2];
    if (answer?.role !== 'answer' && answer?.role !== 'errors') {
      throw new Error(`The guide shows no answer to:\n${block.body}`);
    }
    return [
      {
        asker: block.role,
        query: block.body,
        variables: JSON.parse(variables?.body ?? '{}') as Record<string, unknown>,
        expects: answer.role,
        answerFrom: answer.bodyFrom,
        answerTo: answer.bodyFrom + answer.body.length,
      },
    ];
  });
}

let server: StartedServer;
const tokens = new Map<string, string>();

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'tally-guide-'));
  const demo = await tally(['demo', '--dir', folder], { folder });
  expect(demo.exitCode, demo.error).toBe(0);
  server = await startServer({ folder });
  for (const [name, grant] of [
    ['client', 'acme-northwind:client:keeper'],
    ['provider', 'acme-northwind:provider:manager'],
  ] as const) {
    const made = await server.command(['token', 'create', '--name', name, '--grant', grant, '--json']);
    tokens.set(name, (JSON.parse(made.out) as { secret: string }).secret);
  }
}, 300_000);

afterAll(() => server.remove());

test('every answer in the guide is what the server says', { timeout: 300_000 }, async () => {
  const text = readFileSync(guide, 'utf8');
  const questions = questionsOf(text);
  expect(questions.length).toBeGreaterThanOrEqual(13);
  let written = '';
  let from = 0;
  let waitFor: number | undefined;
  for (const { asker, query, variables, expects, answerFrom, answerTo } of questions) {
    const token = tokens.get(asker);
    if (token === undefined) throw new Error(`Nobody is called ${asker}.`);
    if (waitFor !== undefined) await untilProjected(token, waitFor);
    const { data, errors } = await server.query(query, { token, variables });
    // A reader may ask again: the second time the compiled query answers, and a mutation repeats its answer.
    const again = await server.query(query, { token, variables });
    if (!query.startsWith('mutation')) expect(again.data).toEqual(data);
    if (expects === 'answer') expect(errors, query).toBeUndefined();
    const shown =
      expects === 'answer'
        ? data
        : errors!.map(({ message, path, extensions: { requestId: _, ...extensions } }) => ({
            message,
            path,
            extensions,
          }));
    for (const made of Object.values(data ?? {})) {
      const { revision } = (made ?? {}) as { readonly revision?: number };
      if (revision !== undefined) waitFor = revision;
    }
    written += `${text.slice(from, answerFrom)}${JSON.stringify(withoutDigests(shown))}\n`;
    from = answerTo;
  }
  written += text.slice(from);
  const options = { ...(await resolveConfig(guide)), parser: 'markdown' };
  // `vitest -u` writes the answers into the guide.
  await expect(await format(written, options)).toMatchFileSnapshot(guide);
});

/** The names of persons are sealed under keys made for each ledger, so that no two demos have the same digests. */
function withoutDigests(answer: unknown): unknown {
  return JSON.parse(JSON.stringify(answer).replaceAll(/"[0-9a-f]{64}"/g, '"0af2…"'));
}

test('a whole filter as one variable is answered as often as it is asked', async () => {
  const query = `query ($filter: TicketFilter) { tickets(filter: $filter, first: 1) { totalCount } }`;
  const variables = {
    filter: { or: [{ priority: { equals: 'P1' } }, { not: { priority: { notEquals: 'P2' } } }] },
  };
  const ask = () => server.query(query, { token: tokens.get('client'), variables });
  const { data, errors } = await ask();
  expect(errors).toBeUndefined();
  for (let time = 0; time < 3; time += 1) expect((await ask()).data).toEqual(data);
});

/** What was recorded by the questions before stands in the rows of the next. */
async function untilProjected(token: string, waitFor: number): Promise<void> {
  const { errors } = await server.query(
    'query ($waitFor: Position) { agreement(agreement: "acme-northwind", waitFor: $waitFor) { name } }',
    { token, variables: { waitFor } },
  );
  expect(errors).toBeUndefined();
}
