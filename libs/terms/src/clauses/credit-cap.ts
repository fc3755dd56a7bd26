import { Choice, DecimalNumber, Field, joinPath, ListOf, Text } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { CreditCap } from '../model/credit-rules.js';
import type { ChargeBase } from '../model/price.js';
import type { Resolution } from '../resolution/resolution.js';
import { positiveNumber, readReach } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from './charge-base.js';
import { checkCreditedLevels } from './credited-levels.js';

class CapTerms {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(words.reach, {
    optional: true,
    default: '`1 period`',
    meaning:
      'Over which window it holds: the last so many periods, the current one among them, or the contract year so far. ' +
      'What was payable before within the window is taken off.',
  })
  over?: string;

  @Choice(['lost', 'carried'], {
    optional: true,
    default: '`lost`',
    meaning:
      "What becomes of credits beyond the cap. `carried`: they are added to the next period's credits before its caps.",
  })
  excess?: CreditCap['excess'];

  @ListOf(words.id, {
    optional: true,
    min: 1,
    default: 'all',
    meaning: 'The ids of the service levels whose credits it limits.',
  })
  serviceLevels?: readonly string[];
}

export class PercentCap extends CapTerms {
  @DecimalNumber({ meaning: 'The cap as a percentage of the charges named in `of`.' })
  percent!: string;

  @Field(chargeBase, { meaning: 'The ids of the charges, or an object. They are taken over the window.' })
  of!: AuthoredChargeBase;
}

export class AmountCap extends CapTerms {
  @DecimalNumber({ meaning: "The cap as money in the agreement's currency." })
  amount!: string;
}

const aboutId = 'Names the cap. Figures cite it, exit conditions refer to it.';

export class NamedPercentCap extends PercentCap {
  @Field(words.id, { meaning: aboutId })
  id!: string;
}

export class NamedAmountCap extends AmountCap {
  @Field(words.id, { meaning: aboutId })
  id!: string;
}

export const capDocuments = { percent: () => PercentCap, amount: () => AmountCap };
export const namedCapDocuments = { percent: () => NamedPercentCap, amount: () => NamedAmountCap };
export type AuthoredCap = PercentCap | AmountCap;
export type AuthoredNamedCap = NamedPercentCap | NamedAmountCap;

/** What one cap is called that stands in `cap`. */
const onlyCapId = 'cap';

/** One cap (`cap`), several (`caps`), or none. */
export function resolveCaps(
  cap: AuthoredCap | undefined,
  caps: readonly AuthoredNamedCap[] | undefined,
  path: string,
  resolution: Resolution,
): readonly CreditCap[] {
  if (cap !== undefined && caps !== undefined) {
    resolution.problem(`${path}.cap`, '`cap` and `caps` exclude each other.', 'Keep one of them.');
  }
  const ids = new Set<string>();
  caps?.forEach(({ id }, index) => {
    if (ids.has(id)) {
      resolution.problem(
        `${joinPath(`${path}.caps`, index)}.id`,
        `The id \`${id}\` stands twice.`,
        'Give each cap an id of its own.',
      );
    }
    ids.add(id);
  });
  const resolved = [
    cap && resolveCap(cap, onlyCapId, `${path}.cap`, resolution),
    ...(caps ?? []).map((each, index) =>
      resolveCap(each, each.id, joinPath(`${path}.caps`, index), resolution),
    ),
  ];
  return Object.freeze(resolved.filter((each) => each !== undefined));
}

function resolveCap(
  authored: AuthoredCap,
  id: string,
  path: string,
  resolution: Resolution,
): CreditCap | undefined {
  const { serviceLevels } = authored;
  if (serviceLevels !== undefined) {
    checkCreditedLevels(serviceLevels, `${path}.serviceLevels`, resolution);
  }
  const over = readReach(authored.over ?? '1 period');
  const one = over.kind === 'periods' && over.periods === 1;
  const limit = readCapLimit(authored, path, resolution, one ? undefined : ['period', 'contract-year']);
  return (
    limit &&
    Object.freeze({
      id,
      clause: authored.clause,
      limit,
      over,
      serviceLevels: serviceLevels && Object.freeze([...serviceLevels]),
      excess: authored.excess ?? 'lost',
    })
  );
}

/** @param over the choices of the base's `over` that mean something here. */
export function readCapLimit(
  authored: { readonly percent: string; readonly of: AuthoredChargeBase } | { readonly amount: string },
  path: string,
  resolution: Resolution,
  over?: readonly ChargeBase['over'][],
): CreditCap['limit'] | undefined {
  if ('amount' in authored) {
    positiveNumber(authored.amount, `${path}.amount`, resolution);
    return Object.freeze({ kind: 'money', amount: Rational.parse(authored.amount) });
  }
  positiveNumber(authored.percent, `${path}.percent`, resolution);
  const base = readChargeBase(authored.of, `${path}.of`, resolution, over);
  return base && Object.freeze({ kind: 'percent', percent: Rational.parse(authored.percent), base });
}
