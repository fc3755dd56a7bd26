/** Wakes all who wait for something to happen. Who looks at `count` before it looks at the world misses nothing. */
export class Wakeup {
  private readonly waiting = new Set<() => void>();
  private woken = 0;

  get count(): number {
    return this.woken;
  }

  wake(): void {
    this.woken += 1;
    for (const each of [...this.waiting]) each();
  }

  /** Resolves once it was woken more often than `seen`, when the signal aborts, or at the latest after a time. */
  after(seen: number, signal: AbortSignal, milliseconds?: number): Promise<void> {
    if (this.woken > seen || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        this.waiting.delete(done);
        signal.removeEventListener('abort', done);
        clearTimeout(timer);
        resolve();
      };
      const timer = milliseconds === undefined ? undefined : setTimeout(done, milliseconds);
      this.waiting.add(done);
      signal.addEventListener('abort', done);
    });
  }
}
