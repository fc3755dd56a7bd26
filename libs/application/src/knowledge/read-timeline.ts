import { Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';
import { headAt } from './head-at.js';
import type { SegmentStore, StoredSegment } from './segment-store.js';

/** So many facts are worth a segment. */
export const factsPerSegment = 20_000;

type FoldServices = Pick<Services, 'ledger' | 'segments'>;

/**
 * Folds an agreement's facts up to `known`, every one of them read from its canonical bytes and held against the chain:
 * what is sealed stands on nothing else.
 */
export async function readTimelineFromLedger(services: FoldServices, known: LedgerHead): Promise<Timeline> {
  const timeline = new Timeline();
  await addFacts(services, timeline, known, 0);
  return timeline;
}

/**
 * The same for a query that seals nothing: what segments hold of these very facts is taken from there, and a further
 * segment is left for the next query where enough facts came since.
 */
export async function readTimeline(
  services: FoldServices,
  known: LedgerHead,
  newSegmentFrom = factsPerSegment,
): Promise<Timeline> {
  const { timeline, position } = await foldTimeline(services, known, newSegmentFrom);
  return position > known.position ? timeline.knownAt(known.position) : timeline;
}

/** A fold of all facts from the first of a ledger up to a position, with the ledger's chain hash there. */
export interface Fold {
  readonly timeline: Timeline;
  readonly position: number;
  readonly chain: string;
}

/** The whole fold behind `readTimeline`: it reaches as far as asked for, or beyond it, where segments do. */
export async function foldTimeline(
  services: FoldServices,
  known: LedgerHead,
  newSegmentFrom = factsPerSegment,
): Promise<Fold> {
  const { segments: store } = services;
  const usable = store === undefined ? [] : await usableSegments(services, store, known);
  const restored = usable.length === 0 ? undefined : Timeline.fromSegments(usable.map(({ bytes }) => bytes));
  const last = restored === undefined ? undefined : usable.at(-1);
  if (restored !== undefined && last !== undefined && last.to > known.position) {
    return { timeline: restored, position: last.to, chain: last.chainHash };
  }
  const fold = { timeline: restored ?? new Timeline(), position: known.position, chain: known.chainHash };
  await addFacts(services, fold.timeline, known, (last?.to ?? -1) + 1);
  await saveSegment(services, known.agreement, fold, last?.to ?? -1, newSegmentFrom);
  return fold;
}

/** Folds the facts from the one after `fold` up to `known` as well. @returns the same timeline, as far as that. */
export async function extendFold(services: FoldServices, fold: Fold, known: LedgerHead): Promise<Fold> {
  await addFacts(services, fold.timeline, known, fold.position + 1);
  return { timeline: fold.timeline, position: known.position, chain: known.chainHash };
}

/** Leaves the facts of a fold that no segment holds for the next query, where they are enough for a segment. */
export async function leaveSegment(
  services: FoldServices,
  known: LedgerHead,
  fold: Fold,
  newSegmentFrom = factsPerSegment,
): Promise<void> {
  if (services.segments === undefined) return;
  const usable = await usableSegments(services, services.segments, known);
  await saveSegment(services, known.agreement, fold, usable.at(-1)?.to ?? -1, newSegmentFrom);
}

async function saveSegment(
  { segments }: FoldServices,
  agreement: string,
  { timeline, position, chain }: Fold,
  heldTo: number,
  newSegmentFrom: number,
): Promise<void> {
  if (segments === undefined || position - heldTo < newSegmentFrom) return;
  const bytes = timeline.toSegment(heldTo);
  await segments.save(agreement, { from: heldTo + 1, to: position, chainHash: chain, bytes });
}

/** The segments from position 0 on that are of this ledger's own facts, as far as they are needed. */
async function usableSegments(
  services: FoldServices,
  store: SegmentStore,
  known: LedgerHead,
): Promise<readonly StoredSegment[]> {
  const head = await services.ledger.head(known.agreement);
  const usable: StoredSegment[] = [];
  let next = 0;
  for (const segment of await store.load(known.agreement)) {
    if (
      segment.from !== next ||
      segment.from > known.position ||
      head === undefined ||
      segment.to > head.position
    )
      break;
    const { chainHash } = await headAt(services, head, segment.to);
    if (chainHash !== segment.chainHash) break;
    usable.push(segment);
    next = segment.to + 1;
  }
  return usable;
}

async function addFacts(
  services: FoldServices,
  timeline: Timeline,
  known: LedgerHead,
  from: number,
): Promise<void> {
  // Not only of what is sealed: a flipped bit must not become a figure that somebody acts on.
  const range = { from, until: known.position, verifyWhileReading: true };
  for await (const page of services.ledger.read(known.agreement, range)) {
    for (const { position, text } of page) timeline.addText(position, text);
  }
}
