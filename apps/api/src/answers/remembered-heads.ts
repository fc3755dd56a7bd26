import type { LedgerHead, Services } from '@tallystick/application';

type Ledger = Services['ledger'];

/** The heads of agreements, read once until something is recorded; read each time where the ledger has no change mark. */
export class RememberedHeads {
  private mark: string | undefined;
  private readonly heads = new Map<string, Promise<LedgerHead | undefined>>();

  constructor(private readonly ledger: Pick<Ledger, 'head' | 'changeMark'>) {}

  /** As the ledger's own `head`. */
  head(agreement: string): Promise<LedgerHead | undefined> {
    // The mark is read first: what is recorded in between makes the next mark another one.
    const mark = this.changeMark();
    if (mark === undefined) return this.ledger.head(agreement);
    if (mark !== this.mark) {
      this.mark = mark;
      this.heads.clear();
    }
    const known = this.heads.get(agreement);
    if (known !== undefined) return known;
    const head = this.ledger.head(agreement);
    this.heads.set(agreement, head);
    // A failure is told to those who wait, and not to whoever asks later.
    head.catch(() => this.heads.delete(agreement));
    return head;
  }

  /** Undefined where the ledger cannot tell cheaply that nothing was recorded. */
  changeMark(): string | undefined {
    return this.ledger.changeMark?.();
  }
}
