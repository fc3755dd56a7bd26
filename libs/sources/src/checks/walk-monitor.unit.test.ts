import { expect, test } from 'vitest';
import { readMapping } from '../mapping/read-mapping.js';
import { importAll, told } from '../testing/import-all.js';

const mapping = readMapping(
  `
mapping: checks
system: monitor
format: { kind: csv }
rows:
  kind: checks
  monitor: [slug, url]
  time: at
  status: status
  words: { up: up, down: down, paused: unchanged }
  service: { column: slug, words: { shop: Shop }, else: as-written }
`,
  'checks.yaml',
);
const text = (...rows: readonly string[]): string => ['slug,url,at,status,code', ...rows].join('\n');

test('two monitors that share a slug are two, an outage that never ends lasts, and the code does not count', async () => {
  const { facts, last } = await importAll(mapping, [
    text(
      'shop,a,2025-03-01T09:00:00Z,up,200',
      'shop,b,2025-03-01T09:00:00Z,down,200',
      'shop,a,2025-03-01T10:00:00Z,down,0',
      'shop,b,2025-03-01T10:00:00Z,up,404',
      'shop,a,2025-03-01T11:00:00Z,paused,0',
      'shop,a,2025-03-01T12:00:00Z,down,0',
      'mail,,2025-03-01T09:00:00Z,up,200',
    ),
  ]);
  expect(told(facts)).toEqual([
    '2025-03-01T10:00:00Z OutageBegan outage=shop a 2025-03-01T10:00:00Z service=Shop',
    '2025-03-01T09:00:00Z OutageBegan outage=shop b 2025-03-01T09:00:00Z service=Shop',
    '2025-03-01T10:00:00Z OutageEnded outage=shop b 2025-03-01T09:00:00Z',
  ]);
  expect([last.rowsWithFacts, last.rowsWithoutChange]).toEqual([3, 4]);
});

test('a longer export ends the outage that a shorter one left open', async () => {
  const shorter = await importAll(mapping, [text('shop,a,2025-03-01T10:00:00Z,down,0')]);
  const longer = await importAll(mapping, [
    text('shop,a,2025-03-01T10:00:00Z,down,0', 'shop,a,2025-03-01T11:00:00Z,up,200'),
  ]);
  expect(longer.facts[0]).toEqual(shorter.facts[0]);
  expect(longer.facts[1]!.type).toBe('OutageEnded');
});

test('a word that is not mapped rejects the row', async () => {
  const { rejects } = await importAll(mapping, [text('shop,a,2025-03-01T10:00:00Z,flaky,0')]);
  expect(rejects[0]).toEqual({
    input: 'input-1',
    line: 2,
    reason: 'Column `status` has the word "flaky", which the mapping does not know.',
    mend: 'Add it to `words` of the mapping, or say with `else` what other words mean.',
    row: { slug: 'shop', url: 'a', at: '2025-03-01T10:00:00Z', status: 'flaky', code: '0' },
  });
});
