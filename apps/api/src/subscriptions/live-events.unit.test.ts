import { nobody } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import { expect, test, vi } from 'vitest';
import { liveEvents } from './live-events.js';

/** Access that a test takes away. */
function access() {
  let take: ((error: TallyError) => void) | undefined;
  const stopped = vi.fn();
  return {
    stopped,
    liveAccess: {
      watch: (_principal: unknown, ended: (error: TallyError) => void) => {
        take = ended;
        return stopped;
      },
    },
    revoke: () => take!(new TallyError('subscription-ended', 'The token was revoked.')),
  };
}

const patient = 60_000;

function following(patienceMilliseconds = patient) {
  const watched = access();
  const ended = vi.fn();
  const queue = [1, 2, 3];
  const events = liveEvents(
    async function* (signal) {
      try {
        yield* queue;
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
      } finally {
        ended();
      }
    },
    { principal: nobody, liveAccess: watched.liveAccess, patienceMilliseconds },
  );
  return { ...watched, events, ended };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 10));

test('events come when they are asked for, and a subscriber that goes ends what makes them, also while it waits', async () => {
  const { events, ended, stopped } = following();
  for (const value of [1, 2, 3]) expect(await events.next()).toEqual({ done: false, value });
  const waiting = events.next();
  await settled();
  expect(ended).not.toHaveBeenCalled();
  await events.return!();
  expect(await waiting).toEqual({ done: true, value: undefined });
  expect(ended).toHaveBeenCalledOnce();
  expect(stopped).toHaveBeenCalledOnce();
  expect(await events.next()).toEqual({ done: true, value: undefined });
});

test('a subscriber whose access ends is told so, whether it waits or not, and told once', async () => {
  const waiting = following();
  for (let count = 0; count < 3; count += 1) await waiting.events.next();
  const next = waiting.events.next();
  waiting.revoke();
  await expect(next).rejects.toMatchObject({ code: 'subscription-ended' });
  expect(await waiting.events.next()).toEqual({ done: true, value: undefined });

  const busy = following();
  await busy.events.next();
  busy.revoke();
  await settled();
  expect(busy.ended).toHaveBeenCalledOnce();
  await expect(busy.events.next()).rejects.toMatchObject({ code: 'subscription-ended' });
  expect(await busy.events.next()).toEqual({ done: true, value: undefined });
});

test('a subscriber that leaves an event untaken for too long is let go, and told so when it comes back', async () => {
  const { events, ended } = following(30);
  expect(await events.next()).toEqual({ done: false, value: 1 });
  await vi.waitFor(() => expect(ended).toHaveBeenCalledOnce());
  await expect(events.next()).rejects.toMatchObject({ code: 'subscriber-too-slow' });
});

test('one that waits for an event is never too slow', async () => {
  const { events, ended, stopped } = following(30);
  for (let count = 0; count < 3; count += 1) await events.next();
  const next = events.next();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(ended).not.toHaveBeenCalled();
  await events.return!();
  expect(await next).toMatchObject({ done: true });
  expect(stopped).toHaveBeenCalledOnce();
});

test('what the source throws ends it', async () => {
  const { liveAccess, stopped } = access();
  const events = liveEvents(
    // eslint-disable-next-line require-yield, @typescript-eslint/require-await -- a source that fails at once
    async function* (): AsyncGenerator<number> {
      throw new TallyError('ledger-unavailable', 'It is closed.');
    },
    { principal: nobody, liveAccess, patienceMilliseconds: patient },
  );
  await expect(events.next()).rejects.toMatchObject({ code: 'ledger-unavailable' });
  expect(await events.next()).toEqual({ done: true, value: undefined });
  expect(stopped).toHaveBeenCalledOnce();
});
