/** Counts the requests that were accepted and are not answered yet, so that stopping can wait for them. */
export class AcceptedRequests {
  private accepted = 0;
  private stop = false;
  private readonly waiting = new Set<() => void>();

  /** True from the moment at which the server is told to stop; nothing new is accepted then. */
  get stopping(): boolean {
    return this.stop;
  }

  begin(): void {
    this.accepted += 1;
  }

  end(): void {
    this.accepted -= 1;
    if (this.accepted === 0) for (const wake of this.waiting) wake();
  }

  /** Accepts no more, and resolves when all are answered, or after the time; to how many are not. */
  async drain(milliseconds: number): Promise<number> {
    this.stop = true;
    if (this.accepted === 0) return 0;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.waiting.add(() => {
        clearTimeout(timer);
        resolve();
      });
    });
    return this.accepted;
  }
}
