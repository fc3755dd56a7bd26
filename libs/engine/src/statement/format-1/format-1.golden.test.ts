import { readFileSync } from 'node:fs';
import { canonicalJson, sha256Hex } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { describeStatement } from '../../prose/describe-statement.js';
import { exampleEnd, exampleYear } from '../../testing/example-year.js';
import { makeSealedStatement } from '../make-statement.js';
import { readStatement } from '../read-statement.js';

/**
 * What was sealed in format 1 is computed again byte for byte. These files are what the first release stated; they are
 * never refreshed.
 */
describe.each(['start', 'segment'] as const)('statements sealed in format 1, midPeriod: %s', (midPeriod) => {
  const scenario = exampleYear(midPeriod);

  test.each([
    ['2025-01', 0],
    ['2025-02', 1],
    ['2025-03', undefined],
  ] as const)('%s', (period, issued) => {
    const seal = issued === undefined ? undefined : scenario.timeline.issuedStatements[issued]!;
    const position = seal?.fact.knownAtPosition ?? scenario.position;
    const recordedAt = seal?.fact.recordedAt ?? exampleEnd;
    const knowledge = scenario.knowledge(position, recordedAt);
    const statement = makeSealedStatement({ ...knowledge, period }, 1);
    const url = new URL(`golden/${midPeriod}-${period}.golden.json`, import.meta.url);
    const golden = JSON.parse(readFileSync(url, 'utf8')) as { readonly digest: string };
    const shown = {
      ...statement,
      zones: { version: statement.zones.version },
      digest: sha256Hex(canonicalJson(statement)),
    };
    expect(shown).toEqual(golden);
    expect(parseInstant(statement.valuedAt)).toBeGreaterThan(0);
  });

  test('they are read and described as any other', () => {
    const statement = makeSealedStatement({ ...scenario.knowledge(), period: '2025-03' }, 1);
    const read = readStatement(JSON.parse(canonicalJson(statement)));
    expect(read.format).toBe(2);
    expect(describeStatement(read).sections.length).toBeGreaterThan(3);
  });
});
