import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LevelOutline } from '../resolution/level-outline.js';
import { Resolution } from '../resolution/resolution.js';
import { zones } from '../testing/entries.js';
import { orderOfEvaluation } from './evaluation-order.js';

const most = 8;

/** For each level, by number, the levels that it reads. */
const graphs = fc
  .array(fc.uniqueArray(fc.nat({ max: most - 1 }), { maxLength: 4 }), { minLength: 1, maxLength: most })
  .map((graph) => graph.map((reads) => reads.filter((read) => read < graph.length)));

function resolutionOf(graph: readonly (readonly number[])[]): Resolution {
  const resolution = new Resolution(zones, []);
  graph.forEach((reads, index) => {
    const references = reads.map((read, position) => ({
      serviceLevel: `l${read}`,
      path: `levels[${index}][${position}]`,
    }));
    // Half of the references are of the measure, half of conditions: both count alike.
    const middle = Math.ceil(references.length / 2);
    const outline: LevelOutline = {
      id: `l${index}`,
      path: `levels[${index}]`,
      measureKind: 'smoothed',
      isForEach: false,
      unit: () => 'number',
      measureReads: references.slice(0, middle),
      qualifyingReads: references.slice(middle),
    };
    resolution.levelOutlines.set(outline.id, outline);
  });
  return resolution;
}

/** Whether some level reads itself, if only through others. */
function hasCircle(graph: readonly (readonly number[])[]): boolean {
  const reached = (from: number, seen: Set<number>): Set<number> => {
    for (const next of graph[from]!) {
      if (seen.has(next)) continue;
      seen.add(next);
      reached(next, seen);
    }
    return seen;
  };
  return graph.some((_reads, index) => reached(index, new Set()).has(index));
}

describe('orderOfEvaluation', () => {
  it('holds every level once, each after those it reads', () => {
    const withoutCircles = graphs.chain((graph) => {
      const numbers = graph.map((_reads, index) => index);
      return fc
        .shuffledSubarray(numbers, { minLength: numbers.length })
        .map((rank) =>
          graph.map((reads, index) => reads.filter((read) => rank.indexOf(read) < rank.indexOf(index))),
        );
    });
    fc.assert(
      fc.property(withoutCircles, (graph) => {
        const resolution = resolutionOf(graph);
        const order = orderOfEvaluation(resolution);
        expect(resolution.problems).toEqual([]);
        expect([...order].sort()).toEqual([...resolution.levelOutlines.keys()].sort());
        graph.forEach((reads, index) => {
          for (const read of reads) {
            expect(order.indexOf(`l${read}`)).toBeLessThan(order.indexOf(`l${index}`));
          }
        });
      }),
    );
  });

  it('is the order of the document where every level reads earlier ones only', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const resolution = resolutionOf(graph.map((reads, index) => reads.filter((read) => read < index)));
        expect(orderOfEvaluation(resolution)).toEqual([...resolution.levelOutlines.keys()]);
      }),
    );
  });

  it('finds a circle exactly where there is one, and every circle that it names is one', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const resolution = resolutionOf(graph);
        orderOfEvaluation(resolution);
        expect(resolution.problems.length > 0).toBe(hasCircle(graph));
        for (const { problem } of resolution.problems) {
          const members = /: (.*)\.$/
            .exec(problem)![1]!
            .split(' → ')
            .map((id) => Number(id.slice(1)));
          expect(members.at(-1)).toBe(members[0]);
          members.slice(1).forEach((read, index) => {
            expect(graph[members[index]!]).toContain(read);
          });
        }
      }),
    );
  });
});
