import type { FactType } from '@tallystick/facts';
import { type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import type { Obligation } from '@tallystick/terms';
import type { FactRecord, Timeline } from '../timeline/index.js';
import { milestoneKey } from './by-dates.js';
import type { ActKind } from './occurrence.js';

/** What one fact says of an obligation; which occurrence it means is found later. */
export interface RecordedAct {
  readonly kind: Exclude<ActKind, 'left'>;
  readonly at: EpochSeconds;
  readonly factId: string;
  /** The names by which it calls an occurrence; none: the oldest one that fits. */
  readonly names: readonly string[];
  /** Whether it names a document that shows it. */
  readonly hasEvidence: boolean;
  /** Of a review: who was there. */
  readonly attendees: readonly string[] | undefined;
}

type Source = RecordedAct & { readonly order: FactRecord };

const kinds = {
  ObligationFulfilled: 'fulfilled',
  ObligationAccepted: 'accepted',
  ObligationRefused: 'refused',
  ObligationWaived: 'waived',
} as const satisfies Partial<Record<FactType, ActKind>>;

/** The facts about obligations, reviews and milestones up to an instant, by what they are about. */
export class RecordedActs {
  private readonly byObligation = new Map<string, Source[]>();
  private readonly byReview = new Map<string, Source[]>();
  private readonly byMilestone = new Map<string, Source[]>();

  constructor(timeline: Timeline, until: EpochSeconds) {
    const known = ({ effectiveAt }: FactRecord): boolean => wholeSecond(effectiveAt) <= until;
    for (const [type, kind] of Object.entries(kinds) as [keyof typeof kinds, Source['kind']][]) {
      for (const record of timeline.facts(type).filter(known)) {
        const { obligation, period, occurrence } = record.fact;
        const hasEvidence = 'evidenceDigest' in record.fact && record.fact.evidenceDigest !== undefined;
        note(this.byObligation, obligation, source(record, kind, [occurrence, period], { hasEvidence }));
      }
    }
    for (const record of timeline.facts('ReviewHeld').filter(known)) {
      const { review, period, attendees } = record.fact;
      note(this.byReview, review, source(record, 'fulfilled', [period], { attendees: attendees ?? [] }));
    }
    for (const record of timeline.facts('MilestoneReached').filter(known)) {
      const key = milestoneKey(record.fact);
      note(this.byMilestone, record.fact.project, source(record, 'fulfilled', [key], {}));
    }
  }

  /** What was recorded for an obligation, in effective order and then in that of the ledger. */
  of(id: string, clauses: Iterable<Obligation>): readonly RecordedAct[] {
    const found = new Set<Source>();
    const add = (list: readonly Source[] | undefined): void => list?.forEach((act) => found.add(act));
    for (const { fulfilledBy, due } of clauses) {
      const own = this.byObligation.get(id);
      if (fulfilledBy.kind === 'fact') add(own);
      else add(own?.filter((act) => act.kind !== 'fulfilled'));
      if (fulfilledBy.kind === 'review') add(this.byReview.get(id));
      if (fulfilledBy.kind !== 'milestone' || due.kind !== 'milestones') continue;
      if (due.project === undefined) this.byMilestone.forEach(add);
      else add(this.byMilestone.get(due.project));
    }
    return [...found].sort(
      (a, b) => a.order.effectiveAt - b.order.effectiveAt || a.order.position - b.order.position,
    );
  }
}

function source(
  order: FactRecord,
  kind: Source['kind'],
  names: readonly (string | undefined)[],
  more: Partial<Pick<Source, 'hasEvidence' | 'attendees'>>,
): Source {
  return {
    kind,
    at: wholeSecond(order.effectiveAt),
    factId: order.fact.id,
    names: names.filter((name) => name !== undefined),
    hasEvidence: false,
    attendees: undefined,
    ...more,
    order,
  };
}

function note(map: Map<string, Source[]>, key: string, act: Source): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [act]);
  else list.push(act);
}
