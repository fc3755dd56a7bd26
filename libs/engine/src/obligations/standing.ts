import type { EpochSeconds } from '@tallystick/quantities';
import type { ScheduleContext } from './schedule-context.js';
import type { Arising } from './arising.js';
import { offsetInstant } from './offset-instant.js';
import type { Occurrence, OccurrenceAct } from './occurrence.js';
import type { RecordedAct } from './recorded-acts.js';

/**
 * One occurrence while the facts about it are heard, in effective order: delivered, accepted or refused, delivered
 * again, waived. Silence for long enough after a delivery accepts it where the terms say so; a refusal at the very last
 * instant still counts.
 */
export class Standing {
  deliveredAt: EpochSeconds | undefined;
  acceptBy: EpochSeconds | undefined;
  acceptedBy: Occurrence['acceptedBy'];
  waived = false;
  readonly acts: OccurrenceAct[] = [];
  private accepted = false;
  private leftHeard = false;

  constructor(
    readonly arising: Arising,
    private readonly context: Pick<ScheduleContext, 'environment' | 'zone'>,
  ) {}

  /** Hears a fact, after what silence and the ticket itself have done before it. */
  hear(act: RecordedAct): void {
    this.advance(act.at);
    const { kind, at, factId } = act;
    this.acts.push({ kind, at, factId, noEffect: this.take(act) });
  }

  /** Up to an instant: what a request's end and silence have settled. */
  advance(until: EpochSeconds): void {
    const { left } = this.arising;
    if (left !== undefined && left.at <= until && !this.leftHeard) {
      this.leftHeard = true;
      this.acceptInSilence(left.at);
      if (!this.waived && !this.accepted) {
        this.deliveredAt ??= left.at;
        this.accepted = true;
        this.acts.push({ kind: 'left', at: left.at, factId: left.factId, noEffect: undefined });
      }
    }
    this.acceptInSilence(until);
  }

  /** Delivered, and neither accepted nor refused. */
  get isPending(): boolean {
    return this.deliveredAt !== undefined && !this.accepted;
  }

  get isAccepted(): boolean {
    return this.accepted;
  }

  /** Whether nothing stands delivered at an instant and nobody does without it. */
  isOwedAt(instant: EpochSeconds): boolean {
    this.advance(instant);
    return this.deliveredAt === undefined && !this.waived;
  }

  private acceptInSilence(until: EpochSeconds): void {
    if (this.isPending && this.acceptBy !== undefined && this.acceptBy < until) {
      this.accepted = true;
      this.acceptedBy = 'silence';
    }
  }

  private take(act: RecordedAct): OccurrenceAct['noEffect'] {
    if (this.waived) return 'already-waived';
    switch (act.kind) {
      case 'fulfilled':
        return this.fulfil(act);
      case 'accepted':
        return this.accept(act);
      case 'refused':
        return this.refuse();
      case 'waived':
        this.waived = true;
        return undefined;
    }
  }

  private fulfil({ at, hasEvidence, attendees }: RecordedAct): OccurrenceAct['noEffect'] {
    const { evidence, fulfilledBy, acceptance } = this.arising.obligation;
    if (evidence === 'required' && !hasEvidence) return 'no-evidence';
    if (fulfilledBy.kind === 'review' && !fulfilledBy.with.every((party) => attendees?.includes(party))) {
      return 'parties-missing';
    }
    if (this.deliveredAt !== undefined) return this.accepted ? 'already-accepted' : 'already-delivered';
    this.deliver(at);
    this.accepted = acceptance.kind === 'none';
    return undefined;
  }

  /** What the other party accepts was delivered by then, also where nobody recorded it; but evidence stays required. */
  private accept({ at }: RecordedAct): OccurrenceAct['noEffect'] {
    const { evidence, acceptance, fulfilledBy } = this.arising.obligation;
    if (this.accepted) return acceptance.kind === 'none' ? 'needs-no-acceptance' : 'already-accepted';
    if (this.deliveredAt === undefined) {
      if (evidence === 'required') return 'no-evidence';
      if (fulfilledBy.kind !== 'fact') return 'nothing-delivered';
      this.deliver(at);
    }
    this.accepted = true;
    this.acceptedBy = 'fact';
    return undefined;
  }

  private refuse(): OccurrenceAct['noEffect'] {
    if (this.deliveredAt === undefined) return 'nothing-delivered';
    if (this.accepted) {
      return this.arising.obligation.acceptance.kind === 'none' ? 'needs-no-acceptance' : 'already-accepted';
    }
    this.deliveredAt = undefined;
    this.acceptBy = undefined;
    return undefined;
  }

  private deliver(at: EpochSeconds): void {
    this.deliveredAt = at;
    const { obligation, versionIndex } = this.arising;
    const { acceptance } = obligation;
    if (acceptance.kind === 'none' || acceptance.deemedAfter === undefined) return;
    const { environment, zone } = this.context;
    this.acceptBy = offsetInstant(environment, versionIndex, zone, acceptance.deemedAfter, at);
  }
}
