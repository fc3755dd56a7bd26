import { Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';
import { headAt } from './head-at.js';
import type { SegmentStore, StoredSegment } from './segment-store.js';

/** So many facts are worth a segment. */
const factsPerSegment = 20_000;

/**
 * Folds an agreement's facts up to `known`, every one of them read from its canonical bytes and held against the chain:
 * what is sealed stands on nothing else.
 */
export async function readTimelineFromLedger(services: Services, known: LedgerHead): Promise<Timeline> {
  const timeline = new Timeline();
  await addFacts(services, timeline, known, 0, true);
  return timeline;
}

/**
 * The same for a query that seals nothing: what segments hold of these very facts is taken from there, and a further
 * segment is left for the next query where enough facts came since.
 */
export async function readTimeline(
  services: Services,
  known: LedgerHead,
  newSegmentFrom = factsPerSegment,
): Promise<Timeline> {
  const { segments: store } = services;
  const usable = store === undefined ? [] : await usableSegments(services, store, known);
  const restored = usable.length === 0 ? undefined : Timeline.fromSegments(usable.map(({ bytes }) => bytes));
  const timeline = restored ?? new Timeline();
  const restoredTo = restored === undefined ? -1 : usable.at(-1)!.to;
  if (restoredTo > known.position) return timeline.knownAt(known.position);
  await addFacts(services, timeline, known, restoredTo + 1, false);
  if (store !== undefined && known.position - restoredTo >= newSegmentFrom) {
    await store.save(known.agreement, {
      from: restoredTo + 1,
      to: known.position,
      chainHash: known.chainHash,
      bytes: timeline.toSegment(restoredTo),
    });
  }
  return timeline;
}

/** The segments from position 0 on that are of this ledger's own facts, as far as they are needed. */
async function usableSegments(
  services: Services,
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
  services: Services,
  timeline: Timeline,
  known: LedgerHead,
  from: number,
  verifyWhileReading: boolean,
): Promise<void> {
  const range = { from, until: known.position, verifyWhileReading };
  for await (const page of services.ledger.read(known.agreement, range)) {
    for (const { position, text } of page) timeline.addText(position, text);
  }
}
