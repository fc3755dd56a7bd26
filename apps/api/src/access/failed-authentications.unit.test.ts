import { nobody, type Principal } from '@tallystick/access';
import { isTallyError, TallyError } from '@tallystick/errors';
import { expect, test } from 'vitest';
import { authentication, TooManyFailures } from './authentication.js';
import { FailedAuthentications } from './failed-authentications.js';

test('an address that failed too often waits for the rest of its minute; others do not', () => {
  let now = 1_000_000;
  const failures = new FailedAuthentications(3, () => now);
  failures.note('here');
  failures.note('here');
  expect(failures.secondsToWait('here')).toBe(0);
  now += 10_500;
  failures.note('here');
  expect(failures.secondsToWait('here')).toBe(50);
  expect(failures.secondsToWait('there')).toBe(0);
  now += 49_499;
  expect(failures.secondsToWait('here')).toBe(1);
  now += 1;
  expect(failures.secondsToWait('here')).toBe(0);
  failures.note('here');
  expect(failures.secondsToWait('here')).toBe(0);
});

test('wrong tokens are counted and logged without what was shown; requests without a token never wait', async () => {
  const logged: unknown[] = [];
  const principal: Principal = { ...nobody, subject: 'finance', authenticatedBy: 'api-token' };
  const authenticator = {
    principalOf: (authorization: string | undefined) => {
      if (authorization === undefined) return Promise.resolve(nobody);
      if (authorization === 'Bearer right') return Promise.resolve(principal);
      const details = [{ place: 'authorization', problem: 'It is wrong.' }];
      return Promise.reject(new TallyError('unauthenticated', 'The token is not taken.', details));
    },
  };
  const authenticate = authentication(authenticator as never, new FailedAuthentications(2), {
    warn: (...line: unknown[]) => void logged.push(line),
  });
  expect(await authenticate('Bearer right', 'here')).toBe(principal);
  for (let times = 0; times < 2; times += 1) {
    await expect(authenticate('Bearer SECRET', 'here')).rejects.toMatchObject({ code: 'unauthenticated' });
  }
  const refusal: unknown = await authenticate('Bearer right', 'here').catch((error: unknown) => error);
  expect(refusal).toBeInstanceOf(TooManyFailures);
  expect(isTallyError(refusal) && refusal.code).toBe('rate-limited');
  expect(await authenticate(undefined, 'here')).toBe(nobody);
  expect(await authenticate('Bearer right', 'there')).toBe(principal);
  expect(logged).toHaveLength(2);
  expect(JSON.stringify(logged)).toContain('It is wrong.');
  expect(JSON.stringify(logged)).not.toContain('SECRET');
});
