import { setTimeout as pause } from 'node:timers/promises';
import type { ReadModels } from '@tallystick/read-models';
import { Wakeup } from './wakeup.js';

/** Moves that come close together are looked at as one. */
const togetherMilliseconds = 100;

/** Tells subscribers when the read models of their agreements have moved: one listener for all of them. */
export class ProjectionMoves {
  private readonly wakeups = new Map<string, Set<Wakeup>>();
  private stopListening: (() => void) | undefined;

  constructor(private readonly readModels: () => ReadModels) {}

  /** A wakeup for moves of these agreements; `stop` forgets it. */
  watch(agreements: readonly string[]): { readonly wakeup: Wakeup; readonly stop: () => void } {
    const wakeup = new Wakeup();
    for (const agreement of agreements) {
      const wakeups = this.wakeups.get(agreement) ?? new Set();
      this.wakeups.set(agreement, wakeups.add(wakeup));
    }
    this.stopListening ??= this.readModels().onMoved(({ agreement }) => {
      for (const each of this.wakeups.get(agreement) ?? []) each.wake();
    });
    const stop = (): void => {
      for (const agreement of agreements) {
        const wakeups = this.wakeups.get(agreement);
        if (wakeups?.delete(wakeup) === true && wakeups.size === 0) this.wakeups.delete(agreement);
      }
      if (this.wakeups.size > 0) return;
      this.stopListening?.();
      this.stopListening = undefined;
    };
    return { wakeup, stop };
  }
}

/** Waits for the next move, and a little longer for those that come right after it. */
export async function nextMove(
  wakeup: Wakeup,
  seen: number,
  signal: AbortSignal,
  milliseconds?: number,
): Promise<void> {
  await wakeup.after(seen, signal, milliseconds);
  if (signal.aborted || wakeup.count === seen) return;
  await pause(togetherMilliseconds, undefined, { signal }).catch(() => undefined);
}
