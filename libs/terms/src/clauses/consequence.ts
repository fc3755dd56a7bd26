import { DecimalNumber, Either, Field, Flag, Nested, shape } from '@tallystick/documents';
import { Rational } from '@tallystick/quantities';
import type { Consequence } from '../model/obligation.js';
import type { ChargeBase, Price } from '../model/price.js';
import type { Schedule } from '../model/schedule.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { type AuthoredChargeBase, chargeBase, readChargeBase } from './charge-base.js';
import { PriceTerms, readPrice } from './price.js';

/** What each occurrence that was not done costs: a price, and what it is of. */
export class OccurrenceCreditTerms extends PriceTerms {
  @DecimalNumber({
    optional: true,
    min: '0',
    meaning: 'Money for each occurrence: the same as `amount`, as in the credit of a service level.',
  })
  fixed?: string;

  @Field(chargeBase, {
    optional: true,
    meaning: 'The charges that a percentage or days are of. Required there, and only there.',
  })
  of?: AuthoredChargeBase;
}

export class ConsequenceTerms {
  @Flag({
    optional: true,
    default: 'false',
    meaning:
      "Of what the client or a third party owes: its lateness, from the due instant until it is done, is the provider's relief.",
  })
  relief?: boolean;

  @Nested(() => OccurrenceCreditTerms, {
    optional: true,
    default: 'it costs nothing',
    meaning: 'Of what the provider owes: what each such occurrence costs.',
  })
  credit?: OccurrenceCreditTerms;

  @Either({
    text: shape.choice(['not-reported']),
    list: shape.list(words.id, { min: 1 }),
    optional: true,
    default: 'levels are not affected',
    meaning:
      'Of what the provider owes for a period: reported service levels that count as not reported for every period that it ' +
      'covers: those named, or all with `not-reported`.',
  })
  levels?: 'not-reported' | readonly string[];
}

/** What `whenLate` and `whenMissed` hold. */
export type AuthoredConsequence = 'relief' | ConsequenceTerms;
export const consequence = shape.either({
  text: shape.choice(['relief']),
  object: shape.nested(() => ConsequenceTerms),
});

/** What an obligation says that its consequences must agree with. */
interface Owed {
  readonly by: string;
  readonly due: Schedule | undefined;
}

/** What follows from an occurrence that was late or missed. */
export function resolveConsequence(
  authored: AuthoredConsequence,
  owed: Owed,
  path: string,
  resolution: Resolution,
): Consequence {
  if (authored === 'relief') {
    checkRelief(owed, path, resolution);
    return Object.freeze({ credit: undefined, notReported: undefined, relief: true });
  }
  const { relief = false, credit, levels } = authored;
  if (!relief && credit === undefined && levels === undefined) {
    resolution.problem(path, 'Nothing follows.', 'Write `relief`, `credit` or `levels`, or leave it out.');
  }
  if (relief) checkRelief(owed, `${path}.relief`, resolution);
  if (credit !== undefined) checkOwedByProvider(owed, 'credit', `${path}.credit`, resolution);
  if (levels !== undefined) checkLevels(levels, owed, `${path}.levels`, resolution);
  return Object.freeze({
    credit: credit && readOccurrenceCredit(credit, `${path}.credit`, resolution),
    notReported: levels === 'not-reported' ? 'all' : levels && Object.freeze([...levels]),
    relief,
  });
}

/** The price of one occurrence; of a percentage or days, what it is of. */
export function readOccurrenceCredit(
  authored: OccurrenceCreditTerms,
  path: string,
  resolution: Resolution,
): { readonly price: Price; readonly base: ChargeBase | undefined } | undefined {
  const price = readOccurrencePrice(authored, path, resolution);
  const needsBase = price?.kind === 'percent' || price?.kind === 'days';
  const base = authored.of === undefined ? undefined : readChargeBase(authored.of, `${path}.of`, resolution);
  if (needsBase && authored.of === undefined) {
    const mend = 'Name the ids of the charges, e.g. `of: [managed]`.';
    return resolution.problem(`${path}.of`, 'It is missing: the price is of no charge.', mend);
  }
  if (price !== undefined && !needsBase && authored.of !== undefined) {
    return resolution.problem(
      `${path}.of`,
      'The price is of no charge, so it has no effect.',
      'Leave it out.',
    );
  }
  return price && Object.freeze({ price, base });
}

function readOccurrencePrice(
  authored: OccurrenceCreditTerms,
  path: string,
  resolution: Resolution,
): Price | undefined {
  if (authored.fixed === undefined) {
    return readPrice(authored, path, resolution, ['percent', 'amount', 'points', 'days']);
  }
  const other = (['percent', 'amount', 'points', 'days', 'weight'] as const).find(
    (key) => authored[key] !== undefined,
  );
  if (other !== undefined) {
    return resolution.problem(path, `\`fixed\` and \`${other}\` exclude each other.`, 'Keep one of them.');
  }
  return Object.freeze({ kind: 'money', amount: Rational.parse(authored.fixed) });
}

function checkRelief({ by }: Owed, path: string, resolution: Resolution): void {
  if (by !== 'provider') return;
  resolution.problem(
    path,
    "The provider's own lateness is no relief for the provider.",
    'Leave it out, or write another `owedBy`.',
  );
}

function checkOwedByProvider({ by }: Owed, what: string, path: string, resolution: Resolution): void {
  if (by === 'provider') return;
  resolution.problem(
    path,
    `It is owed by ${by}; a ${what} follows only from what the provider owes.`,
    'Leave it out, or write `owedBy: provider`.',
  );
}

function checkLevels(
  levels: 'not-reported' | readonly string[],
  owed: Owed,
  path: string,
  resolution: Resolution,
): void {
  checkOwedByProvider(owed, 'level that counts as not reported', path, resolution);
  if (owed.due !== undefined && owed.due.kind !== 'each-period' && owed.due.kind !== 'each-months') {
    resolution.problem(
      path,
      'Its occurrences are about no period for which levels could count as not reported.',
      'Leave it out, or let it be due after each period.',
    );
  }
  if (levels === 'not-reported') return;
  checkDistinct(levels, path, resolution);
  levels.forEach((id, index) => {
    const level = resolution.serviceLevels.find(id, `${path}[${index}]`, resolution);
    if (level === undefined || level.measure.kind === 'reported') return;
    resolution.problem(
      `${path}[${index}]`,
      `The service level \`${id}\` is measured, not reported.`,
      'Name levels whose measure is `reported`.',
    );
  });
}
