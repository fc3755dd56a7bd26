import type { Principal } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { LiveAccess } from '../access/live-access.js';

export interface LiveOptions {
  readonly principal: Principal;
  readonly liveAccess: Pick<LiveAccess, 'watch'>;
  /** How long a subscriber may leave an event untaken. */
  readonly patienceMilliseconds: number;
}

/**
 * The events of one subscriber. They are made only as fast as they are taken: nothing waits in a queue, and who falls
 * behind is given what is recorded, or the net change, when it comes for more. It ends with `subscription-ended` when
 * the token ends or what it may do changes, and with `subscriber-too-slow` when an event is not taken for so long that
 * nobody seems to be there.
 *
 * @param start makes the events; the signal aborts when the subscriber has gone, also while the next one is waited for.
 */
export function liveEvents<Event>(
  start: (signal: AbortSignal) => AsyncGenerator<Event, void, undefined>,
  { principal, liveAccess, patienceMilliseconds }: LiveOptions,
): AsyncIterableIterator<Event> {
  const controller = new AbortController();
  const events = start(controller.signal);
  const ending = Promise.withResolvers<never>();
  // It may end while nobody is asking for the next event; who asks then is told.
  ending.promise.catch(() => undefined);
  let told = false;
  let ended = false;
  let patience: NodeJS.Timeout | undefined;
  const finish = (): void => {
    ended = true;
    clearTimeout(patience);
    stopWatching();
    controller.abort();
    // What the source still does is nobody's any more.
    void events.return().catch(() => undefined);
  };
  const fail = (error: TallyError): void => {
    if (ended) return;
    finish();
    ending.reject(error);
  };
  const stopWatching = liveAccess.watch(principal, fail);
  return {
    async next() {
      clearTimeout(patience);
      if (told) return { done: true, value: undefined };
      try {
        const result = ended ? await ending.promise : await Promise.race([events.next(), ending.promise]);
        if (result.done === true) {
          told = true;
          if (!ended) finish();
          return result;
        }
        patience = setTimeout(() => fail(tooSlow(patienceMilliseconds)), patienceMilliseconds);
        return result;
      } catch (error) {
        told = true;
        if (!ended) finish();
        throw error;
      }
    },
    return() {
      told = true;
      if (!ended) finish();
      return Promise.resolve({ done: true, value: undefined });
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function tooSlow(patienceMilliseconds: number): TallyError {
  const problem = `An event was not taken for ${patienceMilliseconds / 1000} s.`;
  return new TallyError('subscriber-too-slow', problem, [
    { place: 'the subscription', problem, mend: 'Subscribe again after the last position received.' },
  ]);
}
