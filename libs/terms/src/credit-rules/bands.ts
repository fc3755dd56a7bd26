import { Choice, Field, joinPath, ListOf, shape, Text } from '@tallystick/documents';
import type { Rational } from '@tallystick/quantities';
import { type PriceKey, PriceTerms, readPrice } from '../clauses/price.js';
import { describePrice, describeValue } from '../describe/words.js';
import type { Price } from '../model/price.js';
import type { Band } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, readValue } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import type { CreditRuleKindOf } from './credit-rule-kind.js';
import { CreditTerms } from './credit-terms.js';
import type { Edge } from './cut.js';
import { checkLadder, type Rung } from './ladder.js';

export class BandTerms extends PriceTerms {
  @Field(words.value, { optional: true, meaning: 'The band holds values lower than this.' })
  below?: string;

  @Field(words.value, { optional: true, meaning: 'The band holds values up to this one.' })
  upTo?: string;

  @Field(words.value, { optional: true, meaning: 'The band holds values from this one on.' })
  from?: string;

  @Field(words.value, { optional: true, meaning: 'The band holds values higher than this.' })
  above?: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;
}

export class BandsCredit extends CreditTerms {
  @ListOf(shape.nested(() => BandTerms), {
    min: 1,
    meaning:
      'The price of the band that the value stands in. Where high values are wanted a band says where it ends ' +
      '(`below` or `upTo`), where low ones are wanted where it begins (`from` or `above`); the other edge, where it ' +
      'is not written, is the edge of the next band. Together the bands hold every value that misses the target.',
  })
  bands!: readonly BandTerms[];

  @Choice(['nearest-band', 'worst-band'], {
    optional: true,
    default: '`nearest-band`',
    meaning:
      'For reported figures: the band of a period that was not reported, the one next to the target or the one farthest from it.',
  })
  notReported?: 'nearest-band' | 'worst-band';
}

export const bands: CreditRuleKindOf<'bands', BandsCredit> = {
  kind: 'bands',
  key: 'bands',
  document: BandsCredit,
  resolve(authored, context, path, resolution) {
    const bandsPath = `${path}.bands`;
    const read = readBands(authored.bands, context.unit, bandsPath, resolution);
    if (context.target === undefined || read === undefined) return undefined;
    const edges = checkLadder(read, context.target, context.unit, bandsPath, resolution);
    if (authored.notReported !== undefined && !context.missedWithoutReport) {
      resolution.problem(
        `${path}.notReported`,
        'No period of this level is missed because nothing was reported.',
        'Leave it out, or measure a `reported` figure that is missed without a report.',
      );
    }
    const notReported = authored.notReported === 'worst-band' ? 'worst-band' : undefined;
    return edges && Object.freeze({ kind: 'bands', bands: joinBands(read, edges), notReported });
  },
  prices: (rule) => rule.bands.map((band) => band.price),
  describe: (rule, unit, money) => [
    ...rule.bands.map(
      (band) => `${describePrice(band.price, money)} where the value is ${describeBand(band, unit)}`,
    ),
    ...(rule.notReported === undefined
      ? []
      : ['the price of the band farthest from the target where nothing is reported']),
  ],
};

export interface ReadBand extends Rung {
  readonly price: Price;
  readonly clause: string | undefined;
}

/**
 * Bands as they are written, before they are held against each other.
 *
 * @param prices the prices that mean something at this place; all by default.
 */
export function readBands(
  authored: readonly BandTerms[],
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
  prices?: readonly PriceKey[],
): readonly ReadBand[] | undefined {
  const read = authored.flatMap((band, index): ReadBand[] => {
    const bandPath = joinPath(path, index);
    const lower = readEdge(band, 'from', 'above', unit, bandPath, resolution);
    const upper = readEdge(band, 'below', 'upTo', unit, bandPath, resolution);
    const price = readPrice(band, bandPath, resolution, prices);
    return price === undefined ? [] : [{ path: bandPath, lower, upper, price, clause: band.clause }];
  });
  return resolution.isSound(path) ? read : undefined;
}

/** The bands with the edges that their neighbours gave them. */
export function joinBands(
  read: readonly ReadBand[],
  edges: readonly Pick<Rung, 'lower' | 'upper'>[],
): readonly Band[] {
  return Object.freeze(
    read.map(({ price, clause }, index) => Object.freeze({ ...edges[index]!, price, clause })),
  );
}

/** An edge is written inclusive or exclusive, not both. */
function readEdge(
  band: BandTerms,
  low: 'from' | 'below',
  high: 'above' | 'upTo',
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): Edge | undefined {
  const given = ([low, high] as const).filter((key) => band[key] !== undefined);
  if (given.length > 1) {
    return resolution.problem(path, `\`${low}\` and \`${high}\` exclude each other.`, 'Keep one of them.');
  }
  const [key] = given;
  if (key === undefined) return undefined;
  const value: Rational | undefined = readValue(band[key]!, unit, `${path}.${key}`, resolution);
  if (value === undefined) return undefined;
  return Object.freeze({ value, inclusive: key === 'from' || key === 'upTo' });
}

export function describeBand(band: Band, unit: MeasureUnit): string {
  const parts: string[] = [];
  if (band.lower !== undefined) {
    parts.push(`${band.lower.inclusive ? 'from' : 'above'} ${describeValue(band.lower.value, unit)}`);
  }
  if (band.upper !== undefined) {
    const joint = band.lower !== undefined && !band.upper.inclusive ? 'to below' : 'below';
    parts.push(`${band.upper.inclusive ? 'up to' : joint} ${describeValue(band.upper.value, unit)}`);
  }
  return parts.join(' ');
}
