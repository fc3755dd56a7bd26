/**
 * The full replay of a year: twelve statements from the canonical bytes, then again from compact segments, and one
 * more month on a warm ledger. All three must come to the same digests.
 */
import { rooms } from '../build.mjs';
import { agreement } from '../rows.mjs';
import { signedFact } from '../terms.mjs';

const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);

export async function run({ file }) {
  const { openSqliteLedger } = await rooms.ledger();
  const { readRecordedFact } = await rooms.facts();
  const { pinnedZoneTable } = await rooms.calendar();
  const { evaluatePeriods, makeStatement, statementDigest, Timeline } = await rooms.engine();
  const zones = pinnedZoneTable();
  const ledger = await openSqliteLedger(file, { clock: () => Date.now() });
  const head = await ledger.head(agreement);
  // The year's ledger is shared with the reading stages, so the terms stand beside it in a ledger of their own.
  const { canonicalFactText } = await rooms.facts();
  const signed = readRecordedFact(
    canonicalFactText(agreement, await signedFact(rooms), '2025-01-01T00:00:00Z'),
  );

  const now = () => performance.now() / 1000;
  const knowledge = (timeline) => ({
    timeline,
    knownAt: { position: head.position + 1, recordedAt: Date.UTC(2026, 0, 15) },
    chainHash: head.chainHash,
    zones,
  });
  const state = (timeline) =>
    evaluatePeriods({ ...knowledge(timeline), from: months[0], to: months[11] })
      .map(statementDigest)
      .join(' ');

  const fold = async (until) => {
    const timeline = new Timeline();
    timeline.add(0, signed);
    for await (const page of ledger.read(agreement, until === undefined ? {} : { until })) {
      for (const { position, text } of page) timeline.add(position + 1, readRecordedFact(text));
    }
    return timeline;
  };

  let start = now();
  const timeline = await fold();
  const foldedSeconds = now() - start;
  const digests = state(timeline);
  const replaySeconds = now() - start;

  const segments = [timeline.toSegment(-1)];
  const segmentBytes = segments.reduce((sum, segment) => sum + segment.byteLength, 0);
  start = now();
  const fromSegments = Timeline.fromSegments(segments);
  const digestsFromSegments = state(fromSegments);
  const segmentsSeconds = now() - start;

  // A warm ledger: eleven months are folded; the twelfth arrives and its statement is made.
  const elevenMonths = Math.floor((head.position * 11) / 12);
  const warm = await fold(elevenMonths);
  start = now();
  for await (const page of ledger.read(agreement, { from: elevenMonths + 1 })) {
    for (const { position, text } of page) warm.add(position + 1, readRecordedFact(text));
  }
  const warmDigest = statementDigest(makeStatement({ ...knowledge(warm), period: months[11] }));
  const warmSeconds = now() - start;
  await ledger.close();

  const last = statementDigest(makeStatement({ ...knowledge(timeline), period: months[11] }));
  if (digests !== digestsFromSegments || warmDigest !== last) throw new Error('The replays differ.');
  return {
    facts: head.position + 1,
    foldedSeconds,
    replaySeconds,
    segmentsSeconds,
    segmentBytes,
    warmSeconds,
  };
}
