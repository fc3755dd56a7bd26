import type { Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';
import { isOfLedger } from './is-of-ledger.js';
import { extendFold, factsPerSegment, type Fold, foldTimeline, leaveSegment } from './read-timeline.js';
import type { TimelineSource } from './timeline-source.js';

interface Warm {
  readonly fold: Fold;
  /** Asked for last; whoever asks for the same has what was worked out of it. */
  readonly view: { readonly position: number; readonly timeline: Timeline };
  /** The last position that was known to be held by segments, or tried. */
  readonly segmentsTo: number;
}

/**
 * Keeps the folds of the agreements that were asked for last, so that the next question reads only the facts that were
 * recorded since; one about an earlier state of knowledge reads none.
 *
 * A fold is extended only where the ledger still has the chain hash up to which it was folded: another ledger in its
 * place is folded anew. It does what is asked one after the other.
 */
export class WarmTimelines implements TimelineSource {
  private readonly kept = new Map<string, Warm>();
  private last: Promise<unknown> = Promise.resolve();

  /** @param mostFacts so many facts are kept in all; the agreement asked for last is kept in any case. 0: none. */
  constructor(
    private readonly services: Pick<Services, 'ledger' | 'segments'>,
    private readonly mostFacts: number,
  ) {}

  at(known: LedgerHead): Promise<Timeline> {
    const turn = this.last.then(() => this.bring(known));
    this.last = turn.catch(() => undefined);
    return turn;
  }

  forget(agreement: string): void {
    this.kept.delete(agreement);
  }

  private async bring(known: LedgerHead): Promise<Timeline> {
    const { agreement, position } = known;
    const before = await this.take(known);
    const fold = await this.reach(before?.fold, known);
    const segmentsTo = await this.leaveSegment(before, fold, known);
    const { timeline } = fold;
    const view =
      before?.view.position === position ? before.view : { position, timeline: timeline.knownAt(position) };
    // What is asked of the past once in a while does not take the place of what is asked of the present.
    const kept = before !== undefined && position < fold.position ? before.view : view;
    this.keep(agreement, { fold, view: kept, segmentsTo });
    return view.timeline;
  }

  private async reach(fold: Fold | undefined, known: LedgerHead): Promise<Fold> {
    if (fold === undefined) return foldTimeline(this.services, known);
    return fold.position < known.position ? extendFold(this.services, fold, known) : fold;
  }

  /** What is kept, where it is of this ledger. It is not kept while it is extended, which may break off. */
  private async take(known: LedgerHead): Promise<Warm | undefined> {
    const { agreement, position } = known;
    const found = this.kept.get(agreement);
    if (found === undefined) return undefined;
    this.kept.delete(agreement);
    const { ledger } = this.services;
    const head = found.fold.position > position ? await ledger.head(agreement) : known;
    return head !== undefined && (await isOfLedger(ledger, head, found.fold)) ? found : undefined;
  }

  private async leaveSegment(before: Warm | undefined, fold: Fold, known: LedgerHead): Promise<number> {
    if (before === undefined) return fold.position;
    if (fold.position - before.segmentsTo < factsPerSegment) return before.segmentsTo;
    await leaveSegment(this.services, known, fold);
    return fold.position;
  }

  private keep(agreement: string, warm: Warm): void {
    if (this.mostFacts === 0) return;
    this.kept.set(agreement, warm);
    let facts = 0;
    for (const [name, { fold }] of [...this.kept].reverse()) {
      facts += fold.position + 1;
      if (facts > this.mostFacts && name !== agreement) this.kept.delete(name);
    }
  }
}
