import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { Bonus, CreditCap, Price, Terms, TermsVersion } from '@tallystick/terms';
import { bandOf, bandOperands } from '../credits/bands.js';
import type { CapOutcome } from '../credits/cap-outcome.js';
import { type CapLimit, capLimits } from '../credits/caps.js';
import { isMore, roomOf } from '../credits/limit-credits.js';
import { amountOf, type Pricing, priceValue } from '../credits/price-amount.js';
import type { LevelOutcome, PartOutcome } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { BonusesOutcome, BonusLineOutcome, BonusPartOutcome, BonusRefusal } from './bonus-outcome.js';
import { disqualified } from './disqualified.js';

type Round = (exact: Rational) => Rational;

/**
 * The bonuses of a period (design 3, "bonus"): for each level that is met, the band that the compared value stands in,
 * unless something disqualifies it. Parts of a period weigh by their days as they do for credits; a level that is
 * missed in one of its parts is missed, and earns nothing. Money is rounded once a line, then the cap is held against
 * the exact sum and against the lines as stated.
 */
export function bonusesOf(context: PeriodContext, governing: TermsVersion): BonusesOutcome {
  const { currency, rounding } = governing.terms;
  const round: Round = (exact) => exact.rounded(currency.decimalPlaces, rounding);
  const lines = [...context.levels.values()].flatMap((level) => lineOf(context, level, round));
  const combined = Rational.sum(lines.map((line) => line.exact));
  const combinedRounded = Rational.sum(lines.map((line) => line.rounded));
  const [limit] = capLimits(context, governing, round, bonusCaps);
  const cap = limit && heldAgainst(limit, combined, combinedRounded);
  const total = combinedRounded.minus(cap?.cut ?? Rational.zero);
  const paid = shareOf(total, lines, round);
  return { lines, combined, combinedRounded, cap, paid, banked: total.minus(paid) };
}

/** A level has a line where its clause has a bonus, also where it earns nothing. */
function lineOf(context: PeriodContext, level: LevelOutcome, round: Round): BonusLineOutcome[] {
  const clause = level.parts.findLast(({ part }) => part.clause.bonus !== undefined)?.part.clause;
  if (clause?.bonus === undefined) return [];
  const rewards =
    level.verdict === 'met' ? level.parts.flatMap((outcome) => rewardOf(context, outcome)) : [notMet];
  const parts = rewards.flatMap((reward) => ('reason' in reward ? [] : [reward]));
  const exact = Rational.sum(parts.map((part) => part.exact));
  return [
    {
      serviceLevel: level.id,
      verdict: level.verdict,
      clause: clause.bonus.clause ?? clause.clause,
      settledBy: clause.bonus.settledBy,
      parts,
      exact,
      rounded: round(exact),
      refused: parts.length > 0 ? undefined : rewards.find((reward) => 'reason' in reward),
    },
  ];
}

const notMet: BonusRefusal = Object.freeze({ reason: 'not-met', by: Object.freeze([]) });

function rewardOf(context: PeriodContext, outcome: PartOutcome): (BonusPartOutcome | BonusRefusal)[] {
  const { part, judgement } = outcome;
  const { bonus } = part.clause;
  if (bonus === undefined) return [];
  if (judgement.verdict !== 'met') return [notMet];
  // What is met without a value, or in spite of it, stands in no band: all bands lie among values that meet the target.
  const { compared } = judgement;
  const band = compared && bandOf(bonus.bands, compared);
  if (compared === undefined || band === undefined) return [{ reason: 'dead-band', by: [] }];
  const refusal = disqualified(context, bonus.disqualifiedBy);
  if (refusal !== undefined) return [refusal];

  const { price } = band;
  const kind = rewardKind(price);
  const pricing = pricingOf(context, bonus, outcome);
  const { exact: priced, base, share, operands } = amountOf(price, 'period', pricing);
  const atMost = bonus.atMost && amountOf(bonus.atMost, 'period', pricing).exact;
  return [
    {
      from: part.from,
      to: part.to,
      version: part.version,
      kind,
      price: priceValue(price),
      base,
      share,
      priced,
      atMost,
      exact: atMost === undefined ? priced : Rational.min(priced, atMost),
      clause: band.clause,
      operands: { ...bandOperands(bonus.bands, band), compared: compared.toString(), ...operands },
    },
  ];
}

function rewardKind({ kind }: Price): BonusPartOutcome['kind'] {
  invariant(kind !== 'points' && kind !== 'weight', 'a bonus is money, a percentage or days');
  return kind;
}

function pricingOf({ world, period }: PeriodContext, bonus: Bonus, { part }: PartOutcome): Pricing {
  const rules = part.version.terms.credits;
  return { world, period, range: part, base: bonus.base, yearOf: period, pool: undefined, rules };
}

/** The cap on bonuses in the form that credits have it. */
function bonusCaps({ credits: { bonusCap, clause } }: Terms): CreditCap[] {
  if (bonusCap === undefined) return [];
  const over = { kind: 'periods', periods: 1 } as const;
  return [{ id: 'bonuses', clause, limit: bonusCap, over, serviceLevels: undefined, excess: 'lost' }];
}

function heldAgainst({ cap, ...limit }: CapLimit, exact: Rational, rounded: Rational): CapOutcome {
  const room = roomOf(limit);
  const reached = isMore({ exact, rounded }, room);
  // Lines that are rounded down may come to less than the cap although exactly they are more.
  const cut = Rational.max(rounded.minus(room.rounded), Rational.zero);
  return { ...limit, against: exact, reached, cut, excess: cap.excess };
}

/** What is paid of all bonuses; where a cap takes something, in proportion to what is not banked. */
function shareOf(total: Rational, lines: readonly BonusLineOutcome[], round: Round): Rational {
  const rounded = Rational.sum(lines.map((line) => line.rounded));
  if (rounded.isZero) return Rational.zero;
  const paid = Rational.sum(
    lines.filter(({ settledBy }) => settledBy === 'paid').map((line) => line.rounded),
  );
  return round(total.times(paid).dividedBy(rounded));
}
