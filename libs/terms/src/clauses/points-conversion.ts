import { Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { BandTerms, joinBands, type ReadBand, readBands } from '../credit-rules/bands.js';
import { compareCuts, lowerCut } from '../credit-rules/cut.js';
import { checkLadder } from '../credit-rules/ladder.js';
import type { PointsConversion } from '../model/credit-rules.js';
import type { Band, Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause } from '../resolution/words.js';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from './charge-base.js';
import { needsBase, PriceTerms, readPrice } from './price.js';

class PointsTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(chargeBase, {
    optional: true,
    meaning: 'The charges that percentages are of. Required where a price is a percentage.',
  })
  of?: AuthoredChargeBase;
}

export class EachPoint extends PointsTerms {
  @Nested(() => PriceTerms, { meaning: 'What each point is worth, in `percent` or `amount`.' })
  each!: PriceTerms;
}

export class PointsBands extends PointsTerms {
  @ListOf(shape.nested(() => BandTerms), {
    min: 1,
    meaning:
      'What the band is worth that the points of the period stand in, in `percent` or `amount`. Bands say where they ' +
      'begin (`from` or `above`); fewer points than all of them are worth nothing.',
  })
  bands!: readonly BandTerms[];
}

export type AuthoredPoints = EachPoint | PointsBands;
export const pointsDocuments = { each: () => EachPoint, bands: () => PointsBands };

const worth = ['percent', 'amount'] as const;

export function resolvePoints(
  authored: AuthoredPoints,
  path: string,
  resolution: Resolution,
): PointsConversion | undefined {
  const base = authored.of && readChargeBase(authored.of, `${path}.of`, resolution);
  if (authored instanceof EachPoint) {
    const price = readPrice(authored.each, `${path}.each`, resolution, worth);
    if (price === undefined || (price.kind !== 'percent' && price.kind !== 'money')) return undefined;
    checkBase(authored, price.kind === 'percent', path, resolution);
    return Object.freeze({ clause: authored.clause, base, kind: 'each', price });
  }
  const bands = readPointsBands(authored.bands, `${path}.bands`, resolution);
  if (bands === undefined) return undefined;
  checkBase(
    authored,
    bands.some(({ price }) => needsBase(price)),
    path,
    resolution,
  );
  return Object.freeze({ clause: authored.clause, base, kind: 'bands', bands });
}

function checkBase(
  { of }: { readonly of?: AuthoredChargeBase },
  needed: boolean,
  path: string,
  resolution: Resolution,
): void {
  if (needed === (of !== undefined)) return;
  resolution.problem(
    `${path}.of`,
    needed ? 'Percentages are of no charge.' : 'It has no effect: no price is a percentage.',
    needed ? 'Name the ids of the charges, e.g. `of: [managed]`.' : 'Leave it out.',
  );
}

/** Bands of a sum that is the worse the higher it is; what lies before the first of them is free. */
function readPointsBands(
  authored: readonly BandTerms[],
  path: string,
  resolution: Resolution,
): readonly Band[] | undefined {
  const read = readBands(authored, 'count', path, resolution, worth);
  if (read === undefined) return undefined;
  const first = firstOf(read, resolution);
  const edges = first && checkLadder(read, first, 'count', path, resolution);
  return edges && joinBands(read, edges);
}

/** The sum of points from which on they are worth something, as a target: fewer points meet it. */
function firstOf(read: readonly ReadBand[], resolution: Resolution): Target | undefined {
  for (const { path, lower } of read) {
    if (lower === undefined) {
      resolution.problem(
        path,
        'It does not say from how many points on it holds.',
        'Write `from` or `above`.',
      );
    }
  }
  const edges = read.flatMap(({ lower }) => (lower === undefined ? [] : [lower]));
  if (edges.length < read.length) return undefined;
  const [first] = edges.sort((a, b) => compareCuts(lowerCut(a), lowerCut(b)));
  const comparison = first!.inclusive ? 'less-than' : 'at-most';
  return { comparison, expected: first!.value, minimum: undefined };
}
