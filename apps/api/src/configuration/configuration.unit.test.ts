import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isTallyError } from '@tallystick/errors';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { effectiveSettings, loadConfiguration } from './load-configuration.js';
import { renderConfigurationReference } from './reference.js';
import { settings } from './settings.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tally-configuration-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** The places of all faults, with their mends. */
function faultsOf(environment: Record<string, string>): [string, string | undefined][] {
  try {
    loadConfiguration(environment);
    return [];
  } catch (error) {
    if (!isTallyError(error) || error.code !== 'configuration-invalid') throw error;
    return error.details.map(({ place, mend }) => [place, mend]);
  }
}

test('docs/reference/server-configuration.md lists the catalogue as it is', async () => {
  await expect(renderConfigurationReference()).toMatchFileSnapshot(
    '../../../../docs/reference/server-configuration.md',
  );
});

test('nothing needs to be configured, and nothing is left to chance', () => {
  const configuration = loadConfiguration({ PATH: '/bin', TALLY_PORT: '' });
  expect(configuration).toMatchObject({ host: '127.0.0.1', port: 4000, playground: true });
  expect(Object.isFrozen(configuration)).toBe(true);
  expect(Object.keys(configuration)).toEqual(Object.keys(settings));
});

test('every fault is told at once, with the nearest name of what is unknown', () => {
  expect(
    faultsOf({
      TALLY_PRT: '4000',
      TALLY_WHATEVER_THIS_IS: 'x',
      TALLY_QUERY_DEPTH: '0',
      TALLY_PLAYGROUND: 'yes',
      TALLY_TRACES_URL: 'ftp://example.com',
    }),
  ).toEqual([
    ['TALLY_PRT', 'Did you mean TALLY_PORT?'],
    ['TALLY_WHATEVER_THIS_IS', 'Remove it.'],
    ['TALLY_PLAYGROUND', settings.playground.meaning],
    ['TALLY_QUERY_DEPTH', settings.queryDepth.meaning],
    ['TALLY_TRACES_URL', settings.tracesUrl.meaning],
  ]);
});

test.each([
  ['0', true],
  ['65535', true],
  ['65536', false],
  ['-1', false],
  ['4000.5', false],
  ['4e3', false],
  [' 4000', false],
])('a port is a whole number in its range: %s', (port, fine) => {
  expect(faultsOf({ TALLY_PORT: port }).length === 0).toBe(fine);
});

test('a secret comes from the environment or a file, not both, and is never shown', () => {
  const file = join(folder, 'headers');
  writeFileSync(file, 'authorization=Bearer s3cret\n');
  const environment = { TALLY_TRACES_URL: 'http://127.0.0.1:4318', TALLY_TRACES_HEADERS_FILE: file };
  expect(loadConfiguration(environment).tracesHeaders).toBe('authorization=Bearer s3cret');
  expect(JSON.stringify(effectiveSettings(environment))).not.toContain('s3cret');
  expect(effectiveSettings(environment)).toContainEqual({
    variable: 'TALLY_TRACES_HEADERS',
    value: '(secret)',
    from: 'file',
  });
  expect(faultsOf({ ...environment, TALLY_TRACES_HEADERS: 'a=b' })[0]![0]).toBe('TALLY_TRACES_HEADERS');
  const missing = { ...environment, TALLY_TRACES_HEADERS_FILE: join(folder, 'no such file') };
  expect(faultsOf(missing)[0]![0]).toBe('TALLY_TRACES_HEADERS_FILE');
  // Only secrets may come from files.
  expect(faultsOf({ TALLY_PORT_FILE: file })[0]![0]).toBe('TALLY_PORT_FILE');
});

test('settings that contradict each other are refused', () => {
  expect(faultsOf({ TALLY_PERSISTED_QUERIES: 'known-only' })[0]![0]).toBe('TALLY_KNOWN_QUERIES');
  expect(faultsOf({ TALLY_TRACES_HEADERS: 'a=b' })[0]![0]).toBe('TALLY_TRACES_URL');
});
