import { readFileSync, statSync } from 'node:fs';
import { isTallyError, TallyError } from '@tallystick/errors';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTVerifyGetKey,
} from 'jose';
import type { JsonWebTokenSettings } from './settings.js';

/**
 * Finds the key that a token's header names.
 * Throws TallyError `identity-provider-unavailable` where the keys cannot be had; jose's errors where none fits.
 */
export function keySource(settings: JsonWebTokenSettings, now: () => number): JWTVerifyGetKey {
  const { keys } = settings;
  return keys.kind === 'address' ? keysAtAddress(keys.url, settings, now) : keysInFile(keys.path);
}

/** jose keeps the keys, shares one fetch among all who wait, and rests after a good one; the rest after a failed one is ours. */
function keysAtAddress(url: string, settings: JsonWebTokenSettings, now: () => number): JWTVerifyGetKey {
  const { keysTimeoutSeconds, keysCooldownSeconds, keysMaximumAgeSeconds } = settings;
  const keys = createRemoteJWKSet(new URL(url), {
    timeoutDuration: keysTimeoutSeconds * 1000,
    cooldownDuration: keysCooldownSeconds * 1000,
    cacheMaxAge: keysMaximumAgeSeconds * 1000,
  });
  let failure: { readonly until: number; readonly error: TallyError } | undefined;
  return async (header, token) => {
    if (failure !== undefined && !keys.fresh && now() < failure.until) throw failure.error;
    try {
      const key = await keys(header, token);
      failure = undefined;
      return key;
    } catch (error) {
      if (isMisfit(error)) throw error;
      failure = { until: now() + keysCooldownSeconds * 1000, error: unavailable(url, error) };
      throw failure.error;
    }
  };
}

function keysInFile(path: string): JWTVerifyGetKey {
  let read: { readonly stamp: string; readonly keys: JWTVerifyGetKey } | undefined;
  return async (header, token) => {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const stamp = `${mtimeMs} ${size} ${ino}`;
      if (read?.stamp !== stamp) {
        read = { stamp, keys: createLocalJWKSet(JSON.parse(readFileSync(path, 'utf8')) as JSONWebKeySet) };
      }
      return await read.keys(header, token);
    } catch (error) {
      throw isMisfit(error) ? error : unavailable(path, error);
    }
  };
}

/** The keys are there, and none of them, or not just one, is meant. */
function isMisfit(error: unknown): boolean {
  return (
    isTallyError(error) ||
    error instanceof errors.JWKSNoMatchingKey ||
    error instanceof errors.JWKSMultipleMatchingKeys ||
    error instanceof errors.JOSENotSupported
  );
}

/** Where the keys are is told to whoever reads the log, as the cause, and not to whoever asks. */
function unavailable(place: string, cause: unknown): TallyError {
  return new TallyError(
    'identity-provider-unavailable',
    'The keys of the identity provider cannot be had.',
    [],
    new Error(`keys at ${place}`, { cause }),
  );
}
