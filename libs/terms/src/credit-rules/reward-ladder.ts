import { comparisonKeys, wantsHigh } from '../clauses/target.js';
import { describeValue } from '../describe/words.js';
import type { Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, rangeOf } from '../resolution/values.js';
import { compareCuts, type Cut, type Edge, flipped, lowerCut, targetCut, upperCut } from './cut.js';
import type { Rung } from './ladder.js';

/**
 * Holds the bands of a bonus against each other and against the target: each holds some values, all of which meet the
 * target, and no two hold the same. Gaps are allowed where both edges are written: they are the dead bands.
 *
 * @returns both edges of each band in the order given, or nothing where a problem was recorded.
 */
export function checkRewardLadder(
  rungs: readonly Rung[],
  target: Target,
  unit: MeasureUnit,
  resolution: Resolution,
): readonly Pick<Rung, 'lower' | 'upper'>[] | undefined {
  const high = wantsHigh(target.comparison);
  const before = resolution.problems.length;
  // Seen from the target on: where high values are wanted bands begin upwards, else they end downwards.
  const near = (rung: Rung): Edge | undefined => (high ? rung.lower : rung.upper);
  const far = (rung: Rung): Edge | undefined => (high ? rung.upper : rung.lower);
  const nearCut = (rung: Rung): Cut => (high ? lowerCut(near(rung)!) : upperCut(near(rung)!));
  const farCut = (edge: Edge): Cut => (high ? upperCut(edge) : lowerCut(edge));
  /** Positive where the first cut is further on the better side. */
  const better = (a: Cut, b: Cut): number => (high ? compareCuts(a, b) : compareCuts(b, a));
  const text = (cut: Cut): string => describeValue(cut.value, unit);
  const targetText = `${comparisonKeys[target.comparison]} ${describeValue(target.expected, unit)}`;

  for (const rung of rungs) {
    if (near(rung) !== undefined) continue;
    resolution.problem(
      rung.path,
      `It does not say where the reward begins: ${comparisonKeys[target.comparison]} is exceeded by ${high ? 'high' : 'low'} values.`,
      `Write ${high ? '`from` or `above`' : '`upTo` or `below`'}.`,
    );
  }
  if (resolution.problems.length > before) return undefined;

  const { min, max } = rangeOf(unit);
  const best: Cut | undefined = high ? max && { value: max, after: 1 } : min && { value: min, after: 0 };
  const sorted = [...rungs].sort((a, b) => better(nearCut(a), nearCut(b)));
  const farEdges = new Map<Rung, Edge | undefined>();
  sorted.forEach((rung, index) => {
    const next = sorted[index + 1];
    const written = far(rung);
    farEdges.set(rung, written ?? (next === undefined ? undefined : flipped(near(next)!)));
    const begin = nearCut(rung);
    if (index === 0 && better(begin, targetCut(target)) < 0) {
      resolution.problem(
        rung.path,
        `The band reaches into values that miss the target (${targetText}).`,
        'Let it begin at the target or beyond it.',
      );
    } else if (best !== undefined && better(begin, best) >= 0) {
      resolution.problem(
        rung.path,
        `No value can stand in the band: the measure never goes beyond ${text(best)}.`,
        'Take the band out.',
      );
    } else if (written !== undefined && better(farCut(written), begin) <= 0) {
      resolution.problem(
        rung.path,
        'No value can stand in the band.',
        'Write the lower edge below the upper one.',
      );
    } else if (next !== undefined && better(begin, nearCut(next)) === 0) {
      resolution.problem(
        next.path,
        `It overlaps the neighbouring band, which begins at ${text(begin)} as well.`,
        'Keep one of the two.',
      );
    } else if (next !== undefined && written !== undefined && better(farCut(written), nearCut(next)) > 0) {
      resolution.problem(
        next.path,
        `It overlaps the neighbouring band between ${text(nearCut(next))} and ${text(farCut(written))}.`,
        'Let the bands meet, or leave a dead band between them.',
      );
    }
  });
  if (resolution.problems.length > before) return undefined;
  return rungs.map((rung) => {
    const edge = farEdges.get(rung);
    return high ? { lower: near(rung), upper: edge } : { lower: edge, upper: near(rung) };
  });
}
