import { isTallyError } from '@tallystick/errors';
import { expect, test } from 'vitest';
import { loadConfiguration } from '../configuration/load-configuration.js';
import { accessFileOf, jsonWebTokenSettings } from './access-settings.js';

const whole = {
  TALLY_JWT_ISSUER: 'https://login.example.com/',
  TALLY_JWT_AUDIENCES: 'tallystick, reports',
  TALLY_JWT_KEYS_URL: 'https://login.example.com/keys',
};

function placesOf(environment: Record<string, string>): readonly string[] {
  try {
    loadConfiguration(environment);
    return [];
  } catch (error) {
    if (isTallyError(error)) return error.details.map(({ place }) => place);
    throw error;
  }
}

test('without an issuer only API tokens are taken', () => {
  expect(jsonWebTokenSettings(loadConfiguration({}))).toBeUndefined();
});

test('an issuer, its audiences and where its keys are make the rest', () => {
  expect(jsonWebTokenSettings(loadConfiguration(whole))).toEqual({
    issuer: 'https://login.example.com/',
    audiences: ['tallystick', 'reports'],
    keys: { kind: 'address', url: 'https://login.example.com/keys' },
    algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
    toleranceSeconds: 30,
    grantsClaim: undefined,
    keysMaximumAgeSeconds: 600,
    keysCooldownSeconds: 30,
    keysTimeoutSeconds: 5,
  });
});

test.each([
  [{ TALLY_JWT_ISSUER: whole.TALLY_JWT_ISSUER }, ['TALLY_JWT_AUDIENCES', 'TALLY_JWT_KEYS_URL']],
  [{ TALLY_JWT_GRANTS_CLAIM: 'grants' }, ['TALLY_JWT_ISSUER', 'TALLY_JWT_AUDIENCES', 'TALLY_JWT_KEYS_URL']],
  [{ ...whole, TALLY_JWT_KEYS_PATH: './keys.json' }, ['TALLY_JWT_KEYS_URL']],
  [{ ...whole, TALLY_JWT_KEYS_URL: '', TALLY_JWT_KEYS_PATH: './not-there.json' }, ['TALLY_JWT_KEYS_PATH']],
  [{ ...whole, TALLY_JWT_ALGORITHMS: 'RS256,HS256' }, ['TALLY_JWT_ALGORITHMS']],
  [{ TALLY_JWT_ALGORITHMS: 'none' }, ['TALLY_JWT_ALGORITHMS']],
  [{ ...whole, TALLY_JWT_AUDIENCES: ' , ' }, ['TALLY_JWT_AUDIENCES']],
  [{ ...whole, TALLY_JWT_KEYS_URL: 'http://login.example.com/keys' }, ['TALLY_JWT_KEYS_URL']],
])('half of it, or what would show nothing, is refused at start: %j', (environment, places) => {
  expect(placesOf(environment)).toEqual(places);
});

test('the file of tokens and grants is beside the ledger unless said otherwise', () => {
  expect(accessFileOf(loadConfiguration({ TALLY_LEDGER: '/data/tally.db' }))).toBe('/data/tally.db.access');
  expect(accessFileOf(loadConfiguration({ TALLY_ACCESS: '/data/who.db' }))).toBe('/data/who.db');
});
