import { comparisonKeys, wantsHigh } from '../clauses/target.js';
import { describeValue } from '../describe/words.js';
import type { Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, rangeOf } from '../resolution/values.js';
import { compareCuts, type Cut, type Edge, flipped, lowerCut, targetCut, upperCut } from './cut.js';

/** A band as written: either edge may be left to its neighbour. */
export interface Rung {
  readonly path: string;
  readonly lower: Edge | undefined;
  readonly upper: Edge | undefined;
}

/**
 * Holds bands against each other and against the target: together they must hold every value that misses it, each
 * once, and none that meets it.
 *
 * @returns both edges of each band in the order given, or nothing where a problem was recorded.
 */
export function checkLadder(
  rungs: readonly Rung[],
  target: Target,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): readonly Pick<Rung, 'lower' | 'upper'>[] | undefined {
  const high = wantsHigh(target.comparison);
  const before = resolution.problems.length;
  const refuse = (place: string, problem: string, mend: string): void => {
    resolution.problem(place, problem, mend);
  };
  // Seen from the worst value on: where high values are wanted bands end upwards, else they begin downwards.
  const outer = (rung: Rung): Edge | undefined => (high ? rung.upper : rung.lower);
  const inner = (rung: Rung): Edge | undefined => (high ? rung.lower : rung.upper);
  const outerCut = (rung: Rung): Cut => (high ? upperCut(rung.upper!) : lowerCut(rung.lower!));
  const innerCut = (edge: Edge): Cut => (high ? lowerCut(edge) : upperCut(edge));
  /** Positive where the first cut is nearer to the target's better side. */
  const better = (a: Cut, b: Cut): number => (high ? compareCuts(a, b) : compareCuts(b, a));
  const words = high ? '`below` or `upTo`' : '`from` or `above`';
  for (const rung of rungs) {
    if (outer(rung) !== undefined) continue;
    refuse(
      rung.path,
      inner(rung) === undefined
        ? 'The band has no edge.'
        : `The band runs against its target: ${comparisonKeys[target.comparison]} is missed by ${high ? 'low' : 'high'} values.`,
      `Write where it ${high ? 'ends' : 'begins'}: ${words}.`,
    );
  }
  if (resolution.problems.length > before) return undefined;

  const text = (cut: Cut): string => describeValue(cut.value, unit);
  const sorted = [...rungs].sort((a, b) => better(outerCut(a), outerCut(b)));
  const { min, max } = rangeOf(unit);
  const worst: Cut | undefined = high ? min && { value: min, after: 0 } : max && { value: max, after: 1 };
  const innerEdges = new Map<Rung, Edge | undefined>();
  sorted.forEach((rung, index) => {
    const previous = sorted[index - 1];
    const start = previous === undefined ? worst : outerCut(previous);
    const edge = inner(rung);
    if (edge === undefined) {
      if (start !== undefined && better(outerCut(rung), start) <= 0) {
        refuse(rung.path, ...emptyBand(previous !== undefined, text(outerCut(rung))));
      }
      innerEdges.set(
        rung,
        previous === undefined ? undefined : flipped(high ? previous.upper! : previous.lower!),
      );
      return;
    }
    innerEdges.set(rung, edge);
    const cut = innerCut(edge);
    if (better(outerCut(rung), cut) <= 0) {
      refuse(rung.path, 'No value can stand in the band.', 'Write the lower edge below the upper one.');
    } else if (previous === undefined && start === undefined) {
      refuse(
        rung.path,
        `Values beyond ${text(cut)} stand in no band.`,
        `Leave \`${keyOf(edge, high)}\` out of the outermost band.`,
      );
    } else if (better(cut, start!) > 0) {
      refuse(
        rung.path,
        `There is a gap between ${previous === undefined ? 'the worst value' : 'the neighbouring band'} at ` +
          `${text(start!)} and this band at ${text(cut)}.`,
        `Let the bands meet, or leave \`${keyOf(edge, high)}\` out.`,
      );
    } else if (previous !== undefined && better(cut, start!) < 0) {
      refuse(
        rung.path,
        `It overlaps the neighbouring band between ${text(cut)} and ${text(start!)}.`,
        `Let the bands meet, or leave \`${keyOf(edge, high)}\` out.`,
      );
    }
  });

  const nearest = sorted.at(-1)!;
  const end = targetCut(target);
  const reach = better(outerCut(nearest), end);
  const targetText = `${comparisonKeys[target.comparison]} ${describeValue(target.expected, unit)}`;
  const targetEdge = `\`${high ? (end.after ? 'upTo' : 'below') : end.after ? 'above' : 'from'}: ${describeValue(target.expected, unit).replace(' %', '')}\``;
  if (reach > 0) {
    refuse(
      nearest.path,
      `The band reaches into values that meet the target (${targetText}).`,
      `Write ${targetEdge}.`,
    );
  } else if (reach < 0) {
    refuse(
      path,
      `Values between ${text(outerCut(nearest))} and the target (${targetText}) stand in no band.`,
      `Write ${targetEdge} in the nearest band, or add a band with ${targetEdge} and \`percent: 0\` for a grace.`,
    );
  }
  if (resolution.problems.length > before) return undefined;
  return rungs.map((rung) => {
    const implied = innerEdges.get(rung);
    return high ? { lower: implied, upper: rung.upper } : { lower: rung.lower, upper: implied };
  });
}

function emptyBand(hasNeighbour: boolean, edge: string): readonly [problem: string, mend: string] {
  return hasNeighbour
    ? [`It overlaps the neighbouring band, which has the same edge ${edge}.`, 'Keep one of the two.']
    : [`No value can stand in the band: the measure never goes beyond ${edge}.`, 'Take the band out.'];
}

function keyOf(edge: Edge, high: boolean): string {
  if (high) return edge.inclusive ? 'from' : 'above';
  return edge.inclusive ? 'upTo' : 'below';
}
