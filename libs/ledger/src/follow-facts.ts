import { TallyError } from '@tallystick/errors';
import type { ReadRange, RecordedFact } from './port.js';

/** How often `version` is looked at; writes of this process are told at once. */
const pollMilliseconds = 100;

export interface FollowedLedger {
  readonly read: (range: ReadRange) => AsyncIterable<readonly RecordedFact[]>;
  readonly headPosition: () => Promise<number>;
  /** Changes whenever another process may have written. It costs next to nothing, and throws what ends the following. */
  readonly version: () => number | undefined;
  /** Calls `wake` after each write of this process, until the function returned is called. */
  readonly onRecorded: (wake: () => void) => () => void;
}

/** Resolves after the next write of this process, after the pause, or when the signal aborts. */
function somethingOrPause(ledger: FollowedLedger, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const forget = ledger.onRecorded(done);
    const timer = setTimeout(done, pollMilliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) {
      done();
    }
  });
}

/**
 * Follows one agreement (port.ts, `subscribe`). Catching up and living on are the same step, reading from the last
 * position given to the head, so that nothing can fall between them.
 */
export async function* followFacts(
  ledger: FollowedLedger,
  after: number,
  signal: AbortSignal,
): AsyncGenerator<readonly RecordedFact[], void, undefined> {
  let given = after;
  let writesHere = 0;
  const forget = ledger.onRecorded(() => {
    writesHere += 1;
  });
  try {
    while (!signal.aborted) {
      // Both are taken before the head: a write in between makes one look too many, never one too few.
      const writesSeen = writesHere;
      const version = ledger.version();
      const head = await ledger.headPosition();
      if (head < given) {
        throw new TallyError(
          'ledger-position-unknown',
          `The ledger ends at position ${head}; nothing can be followed after ${given}. Was an older copy put back?`,
        );
      }
      if (head > given) {
        for await (const page of ledger.read({ from: given + 1, until: head })) {
          yield page;
          given = page.at(-1)!.position;
          if (signal.aborted) {
            return;
          }
        }
      }
      while (!signal.aborted && writesHere === writesSeen && ledger.version() === version) {
        await somethingOrPause(ledger, signal);
      }
    }
  } finally {
    forget();
  }
}
