import { Choice, Field, joinPath, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { BandTerms, joinBands, readBands } from '../credit-rules/bands.js';
import type { CreditContext } from '../credit-rules/credit-rule-kind.js';
import { checkRewardLadder } from '../credit-rules/reward-ladder.js';
import type { Bonus } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from './charge-base.js';
import { needsBase, PriceTerms, readPrice } from './price.js';

export class DisqualifyingLevel {
  @Field(words.id, { meaning: 'The id of another service level.' })
  serviceLevel!: string;

  @Choice(['missed', 'below-minimum'], {
    meaning: 'What disqualifies: a miss of its target, or a value below its `minimum`.',
  })
  is!: 'missed' | 'below-minimum';
}

export class AnyLevelMissed {
  @Choice(['missed'], { meaning: 'A miss of any service level of the agreement disqualifies.' })
  anyLevel!: 'missed';
}

export class DisqualifyingObligation {
  @Field(words.id, {
    meaning:
      'The id of an obligation or review; one that was due in the period and not done in time disqualifies.',
  })
  obligation!: string;
}

type AuthoredDisqualifier = DisqualifyingLevel | AnyLevelMissed | DisqualifyingObligation;

export class BonusTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @ListOf(shape.nested(() => BandTerms), {
    min: 1,
    meaning:
      'What the band that the value stands in earns, in `percent`, `amount` or `days`. Where high values are wanted a ' +
      'band says where it begins (`from` or `above`), where low ones are wanted where it ends (`upTo` or `below`); the ' +
      'other edge, where it is not written, is the edge of the next better band. All values of a band meet the target; ' +
      'values in no band (a dead band) earn nothing.',
  })
  bands!: readonly BandTerms[];

  @Field(chargeBase, {
    optional: true,
    default: 'none',
    meaning:
      'What percentages and days are of: the ids of the charges, or an object. Required where a price needs it.',
  })
  of?: AuthoredChargeBase;

  @ListOf(
    shape.oneOf({
      kinds: {
        serviceLevel: () => DisqualifyingLevel,
        anyLevel: () => AnyLevelMissed,
        obligation: () => DisqualifyingObligation,
      },
    }),
    {
      optional: true,
      min: 1,
      default: 'nothing',
      meaning: 'Nothing is earned in a period in which one of these is so.',
    },
  )
  disqualifiedBy?: readonly AuthoredDisqualifier[];

  @Nested(() => PriceTerms, {
    optional: true,
    default: 'no limit of its own',
    meaning: 'The most that this service level earns in one period.',
  })
  atMost?: PriceTerms;

  @Choice(['paid', 'bank'], {
    optional: true,
    default: '`paid`',
    meaning:
      '`paid`: what is earned is owed to the provider. `bank`: it can only be set against later credits, and ends with ' +
      'the term.',
  })
  settledBy?: Bonus['settledBy'];
}

/** What a bonus can be in: points are the client's, and weights are of money at risk. */
const rewards = ['percent', 'amount', 'days'] as const;

/** What better than promised earns the provider. */
export function resolveBonus(
  authored: BonusTerms,
  context: CreditContext,
  path: string,
  resolution: Resolution,
): Bonus | undefined {
  const bandsPath = `${path}.bands`;
  const read = readBands(authored.bands, context.unit, bandsPath, resolution, rewards);
  const edges = read && context.target && checkRewardLadder(read, context.target, context.unit, resolution);
  const base =
    authored.of && readChargeBase(authored.of, `${path}.of`, resolution, undefined, context.forEach);
  const atMost = authored.atMost && readPrice(authored.atMost, `${path}.atMost`, resolution, rewards);
  const disqualifiedBy = (authored.disqualifiedBy ?? []).map((each, index) =>
    resolveDisqualifier(each, joinPath(`${path}.disqualifiedBy`, index), resolution),
  );
  const prices = [...(read ?? []).map(({ price }) => price), ...(atMost === undefined ? [] : [atMost])];
  if (authored.of === undefined && prices.some(needsBase)) {
    resolution.problem(
      `${path}.of`,
      'Percentages are of no charge.',
      'Name the ids of the charges, e.g. `of: [managed]`.',
    );
  }
  if (read === undefined || edges === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    clause: authored.clause,
    bands: joinBands(read, edges),
    base,
    disqualifiedBy: Object.freeze(disqualifiedBy),
    atMost,
    settledBy: authored.settledBy ?? 'paid',
  });
}

function resolveDisqualifier(
  authored: AuthoredDisqualifier,
  path: string,
  resolution: Resolution,
): Bonus['disqualifiedBy'][number] {
  if (authored instanceof DisqualifyingLevel) {
    const { serviceLevel, is } = authored;
    resolution.serviceLevels.find(serviceLevel, `${path}.serviceLevel`, resolution);
    return Object.freeze({ kind: 'service-level', serviceLevel, is });
  }
  if (authored instanceof DisqualifyingObligation) {
    const { obligation } = authored;
    resolution.obligations.find(obligation, `${path}.obligation`, resolution);
    return Object.freeze({ kind: 'obligation', obligation });
  }
  return Object.freeze({ kind: 'any-level-missed' });
}
