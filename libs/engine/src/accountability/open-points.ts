import { startOfLocalDate } from '@tallystick/calendar';
import { type DayNumber, parseLocalDate, wholeSecond } from '@tallystick/quantities';
import { type FactRecord, inEffectiveOrder } from '../timeline/index.js';
import { type Listed, listed, listLimit } from './foremost.js';
import { dayOf, hasHappened, type PeriodView } from './period-view.js';

/** What an open risk or recommendation lacks. `review`: the day by which it was to be looked at again is over. */
type OpenPointLack = 'owner' | 'review';

/** A risk that is not closed, or a recommendation that is neither accepted nor rejected, at the end of the period. */
export interface OpenPoint {
  readonly key: string;
  readonly owner: string | undefined;
  readonly raisedOn: DayNumber;
  /** The last local day for looking at it again, as last said. */
  readonly reviewBy: DayNumber | undefined;
  readonly lacks: readonly OpenPointLack[];
  readonly factIds: readonly string[];
}

export interface OpenPoints {
  readonly open: number;
  readonly withoutOwner: number;
  readonly pastReview: number;
  /** Those that lack something, oldest first. */
  readonly lacking: Listed<OpenPoint>;
}

/** What a fact says of a point. */
interface Said {
  readonly key: string;
  readonly effectiveAt: number;
  readonly position: number;
  readonly factId: string;
  readonly says:
    | { readonly kind: 'raised'; readonly owner: string | undefined; readonly reviewBy: string | undefined }
    /** It was looked at; without a date it need not be looked at again. */
    | { readonly kind: 'reviewed'; readonly reviewBy: string | undefined }
    | { readonly kind: 'closed' }
    /** It was put off: it stays open as it was. */
    | { readonly kind: 'deferred' };
}

/** The risks that are open at the end of the period. One that is raised again restates what it says, and is open again. */
export function risksOf(view: PeriodView): OpenPoints {
  const { timeline } = view.world;
  return openPoints(view, [
    ...timeline
      .facts('RiskRaised')
      .map((record) => said(record, record.fact.risk, { kind: 'raised', ...restated(record.fact) })),
    ...timeline
      .facts('RiskReviewed')
      .map((record) => said(record, record.fact.risk, { kind: 'reviewed', reviewBy: record.fact.reviewBy })),
    ...timeline.facts('RiskClosed').map((record) => said(record, record.fact.risk, { kind: 'closed' })),
  ]);
}

/** The recommendations that nobody has decided on by the end of the period; one that was put off is not decided. */
export function recommendationsOf(view: PeriodView): OpenPoints {
  const { timeline } = view.world;
  return openPoints(view, [
    ...timeline
      .facts('RecommendationMade')
      .map((record) =>
        said(record, record.fact.recommendation, { kind: 'raised', ...restated(record.fact) }),
      ),
    ...timeline.facts('RecommendationDecided').map((record) =>
      said(record, record.fact.recommendation, {
        kind: record.fact.decision === 'deferred' ? 'deferred' : 'closed',
      }),
    ),
  ]);
}

function restated({ owner, reviewBy }: { readonly owner?: string; readonly reviewBy?: string }): {
  readonly owner: string | undefined;
  readonly reviewBy: string | undefined;
} {
  return { owner, reviewBy };
}

function said({ effectiveAt, position, fact }: FactRecord, key: string, says: Said['says']): Said {
  return { key, effectiveAt, position, factId: fact.id, says };
}

function openPoints(view: PeriodView, all: readonly Said[]): OpenPoints {
  const known = all.filter((one) => hasHappened(view, one)).sort(inEffectiveOrder);
  const open = [...Map.groupBy(known, ({ key }) => key)].flatMap(([key, own]) => pointOf(view, key, own));
  return {
    open: open.length,
    withoutOwner: open.filter(({ lacks }) => lacks.includes('owner')).length,
    pastReview: open.filter(({ lacks }) => lacks.includes('review')).length,
    lacking: listed(
      open.filter(({ lacks }) => lacks.length > 0),
      listLimit,
    ),
  };
}

/** None where it is closed, or was never raised. */
function pointOf(view: PeriodView, key: string, all: readonly Said[]): OpenPoint[] {
  let owner: string | undefined;
  let reviewBy: string | undefined;
  let raisedAt: number | undefined;
  let isOpen = false;
  for (const { says, effectiveAt } of all) {
    switch (says.kind) {
      case 'raised':
        isOpen = true;
        raisedAt ??= effectiveAt;
        owner = says.owner ?? owner;
        reviewBy = says.reviewBy ?? reviewBy;
        break;
      case 'reviewed':
        reviewBy = says.reviewBy;
        break;
      case 'closed':
        isOpen = false;
        break;
      case 'deferred':
        break;
    }
  }
  if (!isOpen || raisedAt === undefined) return [];
  const reviewDay = reviewBy === undefined ? undefined : parseLocalDate(reviewBy);
  const lacks: OpenPointLack[] = [];
  if (owner === undefined) lacks.push('owner');
  if (reviewDay !== undefined && startOfLocalDate(view.world.zone, reviewDay + 1) <= view.endsAt) {
    lacks.push('review');
  }
  return [
    {
      key,
      owner: view.parties.ofOptional(owner),
      raisedOn: dayOf(view, wholeSecond(raisedAt)),
      reviewBy: reviewDay,
      lacks,
      factIds: all.map(({ factId }) => factId),
    },
  ];
}
