import type { ZoneTable } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import type { TermsInForce } from '@tallystick/terms';
import type { ClockEnvironment } from '../clocks/index.js';
import type { Timeline, TimelineMark } from '../timeline/index.js';
import type { SettledEntries } from './settled-entries.js';

/** So many tickets may have settled since, or a tenth of those kept, before they are gathered anew. */
const gatheredAgainFrom = 2_000;

/**
 * The readings of the tickets of one clock that neither time nor any fact known since has moved: a ticket all of whose
 * facts have happened, and each of whose runs has stopped, reads the same at any later instant under the same terms
 * and without relief. So a population is made of these and of the few other tickets, in place of all.
 */
interface Kept {
  readonly zones: ZoneTable;
  readonly mark: TimelineMark;
  /** From this instant of valuation on they hold. */
  readonly from: EpochSeconds;
  readonly entries: SettledEntries;
}

/** By the facts, the terms and the question. Whoever lets go of the facts or the terms lets go of the readings. */
const keptBy = new WeakMap<object, WeakMap<TermsInForce, Map<string, Kept>>>();

/** What a population is made of beside the tickets that have to be read. */
export interface Settled {
  readonly entries: SettledEntries;
  /** Tickets that have moved since: what is kept of them does not count. */
  readonly moved: ReadonlySet<number>;
  /** The tickets to read: those that moved, and those that are not kept. */
  readonly toRead: readonly number[];
}

/** Where the readings of a clock are kept from one evaluation to the next. */
export class SettledReadings {
  private readonly mark: TimelineMark | undefined;
  private readonly from: EpochSeconds;
  private readonly relief;

  /** @param question names the service level and its clock. */
  constructor(
    private readonly timeline: Timeline,
    private readonly environment: ClockEnvironment,
    private readonly question: { readonly serviceLevel: string | undefined; readonly clock: string },
  ) {
    this.mark = timeline.mark;
    this.from = Math.floor((timeline.lastRecordedAt ?? Infinity) / 1000);
    this.relief = environment.reliefFor(question.serviceLevel);
  }

  /** Whether time alone never makes this clock read another way once it has stopped, whichever terms it goes by. */
  static isFor({ terms }: ClockEnvironment, clock: string): boolean {
    return terms.versions.every((version) => {
      const { termsOf = 'opened', onReprioritise } = version.terms.clocks.get(clock) ?? {};
      return termsOf === 'opened' && onReprioritise !== 'segment-by-priority';
    });
  }

  /** What is kept and still holds; undefined: nothing, every ticket has to be read. */
  find(): Settled | undefined {
    const { timeline, environment, relief } = this;
    const kept = this.byQuestion()?.get(this.key);
    if (kept === undefined || kept.zones !== environment.zones || environment.valuedAt < kept.from)
      return undefined;
    const changed = timeline.ticketsChangedSince(kept.mark);
    if (changed === undefined) return undefined;
    const moved = new Set<number>();
    const toRead: number[] = [];
    for (let ticket = 0; ticket < timeline.ticketCount; ticket += 1) {
      const isKept = kept.entries.has(ticket);
      if (isKept && !changed.has(ticket) && relief?.of(ticket) === undefined) continue;
      if (isKept) moved.add(ticket);
      toRead.push(ticket);
    }
    return { entries: kept.entries, moved, toRead };
  }

  /** Whether what settles now is worth keeping in place of what is kept. */
  canKeep(found: Settled | undefined): boolean {
    if (this.mark === undefined || this.environment.valuedAt < this.from) return false;
    return (
      found === undefined ||
      found.toRead.length > found.entries.others + gatheredAgainFrom + Math.floor(found.entries.tickets / 10)
    );
  }

  /** Whether a ticket that was read has settled. @param stoppedAt of the last of its runs; `NaN` while one goes on. */
  hasSettled(ticket: number, stoppedAt: EpochSeconds): boolean {
    if (Number.isNaN(stoppedAt) || this.relief?.of(ticket) !== undefined) return false;
    return this.timeline.latestEventOf(ticket) < (this.from + 1) * 1000;
  }

  keep(entries: SettledEntries): void {
    if (this.mark === undefined) return;
    const { environment, mark, from } = this;
    let byTerms = keptBy.get(mark.of);
    if (byTerms === undefined) {
      byTerms = new WeakMap();
      keptBy.set(mark.of, byTerms);
    }
    let byQuestion = byTerms.get(environment.terms);
    if (byQuestion === undefined) {
      byQuestion = new Map<string, Kept>();
      byTerms.set(environment.terms, byQuestion);
    }
    byQuestion.set(this.key, { zones: environment.zones, mark, from, entries });
  }

  private byQuestion(): Map<string, Kept> | undefined {
    return keptBy.get(this.timeline.events)?.get(this.environment.terms);
  }

  private get key(): string {
    const { serviceLevel, clock } = this.question;
    return JSON.stringify([serviceLevel, clock]);
  }
}
