import { DecimalNumber, Field, ListOf, Nested, OneOf, shape, Text } from '@tallystick/documents';
import type { CreditRules } from '../model/credit-rules.js';
import type { Resolution } from '../resolution/resolution.js';
import { periodCount } from '../resolution/values.js';
import { aboutClause } from '../resolution/words.js';
import { AtRiskTerms, resolveAtRisk } from './at-risk.js';
import { type AuthoredChargeBase, chargeBase } from './charge-base.js';
import { type AuthoredClaim, automaticClaim, claimShape, resolveClaim } from './claim.js';
import { CombineGroupTerms, CombiningTerms, readCritical, resolveGroups } from './combine.js';
import {
  type AuthoredCap,
  type AuthoredNamedCap,
  capDocuments,
  namedCapDocuments,
  readCapLimit,
  resolveCaps,
} from './credit-cap.js';
import { type AuthoredMinimum, minimumDocuments, resolveMinimum } from './minimum-payable.js';
import { type AuthoredPoints, pointsDocuments, resolvePoints } from './points-conversion.js';

export class PercentBonusCap {
  @DecimalNumber({ meaning: 'The cap as a percentage of the charges named in `of`.' })
  percent!: string;

  @Field(chargeBase, { meaning: 'The ids of the charges, or an object.' })
  of!: AuthoredChargeBase;
}

export class AmountBonusCap {
  @DecimalNumber({ meaning: "The cap as money in the agreement's currency." })
  amount!: string;
}

export class CreditRulesClause extends CombiningTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @ListOf(shape.nested(() => CombineGroupTerms), {
    optional: true,
    min: 1,
    default: 'none',
    meaning: 'Service levels whose credits come together in a way of their own, before all others are added.',
  })
  groups?: readonly CombineGroupTerms[];

  @OneOf({
    kinds: capDocuments,
    optional: true,
    default: 'no cap',
    meaning: 'The most that credits come to. Its id is `cap`.',
  })
  cap?: AuthoredCap;

  @ListOf(shape.oneOf({ kinds: namedCapDocuments }), {
    optional: true,
    min: 1,
    meaning: 'Several caps, instead of `cap`. Each holds, in the order they are written.',
  })
  caps?: readonly AuthoredNamedCap[];

  @OneOf({
    kinds: minimumDocuments,
    optional: true,
    default: 'every amount is paid',
    meaning: 'How much the credits of a period have to come to in order to be paid.',
  })
  minimumPayable?: AuthoredMinimum;

  @Nested(() => AtRiskTerms, {
    optional: true,
    meaning: 'The money at risk and its pools, for prices in `weight`.',
  })
  atRisk?: AtRiskTerms;

  @OneOf({
    kinds: pointsDocuments,
    optional: true,
    default: 'points are worth no money',
    meaning: 'What the points of a period are worth in money.',
  })
  points?: AuthoredPoints;

  @Field(claimShape, {
    optional: true,
    default: '`automatic`',
    meaning: 'Credits are owed without being claimed, or only where they are claimed in time.',
  })
  claim?: AuthoredClaim;

  @Field(
    shape.text({
      pattern: /^(?:every (?:[2-9]|[1-9]\d{1,3}) periods|contract year end)$/,
      called: 'when credits are paid',
      example: 'every 3 periods or contract year end',
      maxLength: 30,
    }),
    {
      optional: true,
      default: 'with every period',
      meaning:
        'When what is owed is paid: with every nth period, counted from the first of the term, or with the period that a contract year ends in. With the last period of the term all that is left is paid.',
    },
  )
  settled?: string;

  @OneOf({
    kinds: { percent: () => PercentBonusCap, amount: () => AmountBonusCap },
    optional: true,
    default: 'no cap',
    meaning: 'The most that all bonuses of a period come to.',
  })
  bonusCap?: PercentBonusCap | AmountBonusCap;
}

export const noCreditRules: CreditRules = Object.freeze({
  clause: undefined,
  combine: 'sum',
  critical: Object.freeze([]),
  groups: Object.freeze([]),
  caps: Object.freeze([]),
  minimumPayable: undefined,
  atRisk: undefined,
  points: undefined,
  claim: automaticClaim,
  settled: undefined,
  bonusCap: undefined,
});

/** Reads service levels, so they have to have a meaning by then. */
export function resolveCreditRules(
  authored: CreditRulesClause,
  path: string,
  resolution: Resolution,
): CreditRules {
  const groups = resolveGroups(authored.groups ?? [], `${path}.groups`, resolution);
  const critical = readCritical(authored, path, resolution);
  const { minimumPayable, atRisk, points, claim, bonusCap } = authored;
  return Object.freeze({
    clause: authored.clause,
    combine: authored.combine ?? 'sum',
    critical,
    groups,
    caps: resolveCaps(authored.cap, authored.caps, path, resolution),
    minimumPayable: minimumPayable && resolveMinimum(minimumPayable, `${path}.minimumPayable`, resolution),
    atRisk: atRisk && resolveAtRisk(atRisk, `${path}.atRisk`, resolution),
    points: points && resolvePoints(points, `${path}.points`, resolution),
    // A claim rule without a meaning has left a problem, so these terms come to nothing.
    claim: (claim && resolveClaim(claim, `${path}.claim`, resolution)) ?? automaticClaim,
    settled: authored.settled === undefined ? undefined : readSettled(authored.settled),
    bonusCap: bonusCap && readCapLimit(bonusCap, `${path}.bonusCap`, resolution),
  });
}

/** `every 3 periods`, or `contract year end`. */
function readSettled(text: string): NonNullable<CreditRules['settled']> {
  if (text === 'contract year end') return Object.freeze({ kind: 'contract-year-end' });
  return Object.freeze({ kind: 'every', periods: periodCount(text.slice('every '.length)) });
}
