import { DecimalNumber, Field, joinPath, MapOf, shape, Text } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { AtRisk } from '../model/credit-rules.js';
import type { Resolution } from '../resolution/resolution.js';
import { positiveNumber } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from './charge-base.js';

export class AtRiskTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @DecimalNumber({ meaning: 'The amount at risk as a percentage of the charges named in `of`.' })
  percent!: string;

  @Field(chargeBase, { meaning: 'The ids of the charges, or an object.' })
  of!: AuthoredChargeBase;

  @MapOf(shape.decimal(), {
    min: 1,
    keys: words.id.pattern!,
    meaning:
      'Percent of the amount at risk by the id of the pool. Together they are at most `available`; the weights of one ' +
      'pool, each level with its largest, are together at most 100.',
  })
  pools!: ReadonlyMap<string, string>;

  @DecimalNumber({
    optional: true,
    default: '100',
    meaning: 'How many percent of the amount at risk there are to allot.',
  })
  available?: string;
}

export function resolveAtRisk(
  authored: AtRiskTerms,
  path: string,
  resolution: Resolution,
): AtRisk | undefined {
  const percent = positiveNumber(authored.percent, `${path}.percent`, resolution);
  const base = readChargeBase(authored.of, `${path}.of`, resolution);
  const available = authored.available ?? '100';
  const availablePercent = positiveNumber(available, `${path}.available`, resolution);
  const pools = new Map<string, Rational>();
  for (const [id, text] of authored.pools) {
    const share = positiveNumber(text, joinPath(`${path}.pools`, id), resolution);
    if (share !== undefined) pools.set(id, share);
  }
  const sum = Rational.sum(pools.values());
  if (availablePercent !== undefined && sum.compare(availablePercent) > 0) {
    resolution.problem(
      `${path}.pools`,
      `The pools come to ${sum.toDecimal()} percent, but ${available} percent are available.`,
      'Write smaller pools, or say with `available` that there is more to allot.',
    );
  }
  if (percent === undefined || base === undefined || availablePercent === undefined) return undefined;
  return Object.freeze({ clause: authored.clause, percent, base, pools, availablePercent });
}
