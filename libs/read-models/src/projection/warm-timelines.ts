import { readTimeline, type Services } from '@tallystick/application';
import type { Timeline } from '@tallystick/engine';
import { invariant } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import { isOfLedger } from './project-agreement.js';

interface Warm {
  readonly timeline: Timeline;
  position: number;
  chain: string;
}

/** Keeps the folds of agreements that moved lately, so that the next move reads only the facts that are new. */
export class WarmTimelines {
  private readonly kept = new Map<string, Warm>();

  /** @param mostFacts so many facts are kept in all; the agreement that moved last is kept in any case. */
  constructor(
    private readonly services: Pick<Services, 'ledger' | 'zones' | 'segments' | 'clock'>,
    private readonly mostFacts: number,
  ) {}

  /** The fold of exactly the facts up to a head; it is good until the next call. */
  async at(head: LedgerHead): Promise<Timeline> {
    const warm = await this.take(head);
    if (warm.position < head.position) {
      const range = { from: warm.position + 1, until: head.position };
      for await (const page of this.services.ledger.read(head.agreement, range)) {
        for (const { position, text } of page) {
          warm.timeline.addText(position, text);
          warm.position = position;
        }
      }
      warm.chain = head.chainHash;
    }
    invariant(warm.position === head.position, 'a fold holds the facts up to the head that it is asked for');
    this.keep(head.agreement, warm);
    return warm.timeline;
  }

  forget(agreement: string): void {
    this.kept.delete(agreement);
  }

  /** What is kept, where it is of this ledger and reaches no further; else a fold made anew. */
  private async take(head: LedgerHead): Promise<Warm> {
    const found = this.kept.get(head.agreement);
    this.kept.delete(head.agreement);
    if (found !== undefined && (await isOfLedger(this.services.ledger, head, found))) return found;
    const timeline = await readTimeline(this.services, head);
    return { timeline, position: head.position, chain: head.chainHash };
  }

  private keep(agreement: string, warm: Warm): void {
    this.kept.set(agreement, warm);
    let facts = 0;
    for (const [name, { position }] of [...this.kept].reverse()) {
      facts += position + 1;
      if (facts > this.mostFacts && name !== agreement) this.kept.delete(name);
    }
  }
}
