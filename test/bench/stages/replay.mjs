/**
 * The full replay of a year: twelve statements from the canonical bytes, with and without the chain held against them,
 * then again from compact segments, and one more month on a warm ledger. All must come to the same digests. Each is
 * repeated and the least CPU time taken.
 */
import { rooms } from '../build.mjs';
import { leastCpuSeconds } from '../cpu-time.mjs';
import { agreement } from '../rows.mjs';
import { signedFact } from '../terms.mjs';

const months = Array.from({ length: 12 }, (_, index) => `2025-${String(index + 1).padStart(2, '0')}`);

export async function run({ file, repeats }) {
  const { openSqliteLedger } = await rooms.ledger();
  const { canonicalFactText } = await rooms.facts();
  const { pinnedZoneTable } = await rooms.calendar();
  const { evaluatePeriods, makeStatement, statementDigest, Timeline } = await rooms.engine();
  const zones = pinnedZoneTable();
  const ledger = await openSqliteLedger(file, { clock: () => Date.now() });
  const head = await ledger.head(agreement);
  // The year's ledger is shared with the reading stages, so the terms stand beside it, before its first position.
  const signed = canonicalFactText(agreement, await signedFact(rooms), '2025-01-01T00:00:00Z');

  const knowledge = (timeline) => ({
    timeline,
    knownAt: { position: head.position + 1, recordedAt: Date.UTC(2026, 0, 15) },
    chainHash: head.chainHash,
    zones,
  });
  let digests;
  const state = (timeline) => {
    const made = evaluatePeriods({ ...knowledge(timeline), from: months[0], to: months[11] })
      .map(statementDigest)
      .join(' ');
    digests ??= made;
    if (made !== digests) throw new Error('The replays differ.');
  };
  const add = async (timeline, range) => {
    for await (const page of ledger.read(agreement, range)) {
      for (const { position, text } of page) timeline.addText(position + 1, text);
    }
    return timeline;
  };
  const fold = (range = {}) => {
    const timeline = new Timeline();
    timeline.addText(0, signed);
    return add(timeline, range);
  };

  const foldSeconds = await leastCpuSeconds(repeats, () => fold());
  const replaySeconds = await leastCpuSeconds(repeats, async () => state(await fold()));
  const verifiedSeconds = await leastCpuSeconds(repeats, async () =>
    state(await fold({ verifyWhileReading: true })),
  );

  const segment = (await fold()).toSegment();
  const segmentsSeconds = await leastCpuSeconds(repeats, () => state(Timeline.fromSegments([segment])));

  // A warm ledger: eleven months are folded; the twelfth arrives and its statement is made.
  const elevenMonths = Math.floor((head.position * 11) / 12);
  const december = (timeline) =>
    statementDigest(makeStatement({ ...knowledge(timeline), period: months[11] }));
  let warmSeconds = Infinity;
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const warm = await fold({ until: elevenMonths });
    const seconds = await leastCpuSeconds(1, async () => {
      const digest = december(await add(warm, { from: elevenMonths + 1 }));
      if (digest !== digests.split(' ').at(-1)) throw new Error('The warm ledger states another December.');
    });
    warmSeconds = Math.min(warmSeconds, seconds);
  }
  await ledger.close();
  return {
    facts: head.position + 1,
    foldSeconds,
    replaySeconds,
    verifiedSeconds,
    segmentsSeconds,
    segmentBytes: segment.byteLength,
    warmSeconds,
  };
}
