import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Scenario } from '../../libs/engine/src/testing/scenario.js';
import { type Entry, factsOf, readEntries } from './entry.js';
import { kindsPage, stageTitles } from './page.js';
import { requiredKinds } from './required-kinds.js';

const entries = readEntries();

const frame = {
  semantics: 1,
  agreement: 'example',
  title: 'An example',
  parties: { client: 'The customer', provider: 'The supplier' },
  timezone: 'UTC',
  currency: 'GBP',
  term: { from: '2025-01-01' },
  period: { every: 'month' },
  charges: [{ id: 'fee', amount: '10000.00', per: 'month' }],
};

function statementOf({ example }: Entry): unknown {
  const scenario = new Scenario('example');
  scenario.sign(`${stringify({ ...frame, ...example.frame })}\n${example.terms}`);
  scenario.record(...factsOf(example));
  return scenario.statement(example.period, example.recordedAt);
}

/** What stands at a path such as `serviceLevels[0].value.decimal`. */
function at(value: unknown, path: string): unknown {
  let found = value;
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    found = (found as Readonly<Record<string, unknown>> | null | undefined)?.[key];
  }
  return found;
}

test.each(entries.map((entry) => [`${entry.stage} ${entry.kind}`, entry] as const))('%s', (_, entry) => {
  expect(Object.keys(stageTitles)).toContain(entry.stage);
  const statement = statementOf(entry);
  const paths = Object.keys(entry.example.gives);
  expect(paths.length).toBeGreaterThan(0);
  expect(Object.fromEntries(paths.map((path) => [path, at(statement, path)]))).toEqual(entry.example.gives);
});

test('every kind has its entry', () => {
  const have = new Set(entries.map(({ stage, kind }) => `${stage} ${kind}`));
  const missing = Object.entries(requiredKinds).flatMap(([stage, kinds]) =>
    Object.keys(kinds)
      .filter((kind) => !have.has(`${stage} ${kind}`))
      .map((kind) => `${stage} ${kind}`),
  );
  expect(missing).toEqual([]);
});

test('the page of all kinds is what the entries say', async () => {
  await expect(kindsPage(entries)).toMatchFileSnapshot('../../docs/reference/kinds.md');
});
