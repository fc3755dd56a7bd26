import type { NetsAsKnown } from '@tallystick/engine';
import { Rational } from '@tallystick/quantities';

/** By how much one period would come out otherwise; positive is more for the client. Money as text. */
export interface PeriodAtStake {
  readonly period: string;
  /** It was stated: the change would come as an adjustment of the next statement. */
  readonly stated: boolean;
  /** What it comes to as known, and what it would come to. */
  readonly is: string;
  readonly wouldBe: string;
  readonly difference: string;
}

/** By how much all periods that have begun would come out otherwise. */
export interface MoneyAtStake {
  readonly currency: string;
  readonly total: string;
  /** Only those that would change, oldest first. */
  readonly periods: readonly PeriodAtStake[];
}

/** What every period comes to, held against what it would come to; both valued at the same instant. */
export function changeOfNets({ currency, text, periods }: NetsAsKnown, other: NetsAsKnown): MoneyAtStake {
  const would = new Map(other.periods.map(({ period, net }) => [period, net]));
  const changed: PeriodAtStake[] = [];
  let total = Rational.zero;
  for (const { period, stated, net } of periods) {
    const wouldBe = would.get(period) ?? net;
    const difference = wouldBe.minus(net);
    if (difference.isZero) continue;
    total = total.plus(difference);
    changed.push({
      period,
      stated,
      is: text(net),
      wouldBe: text(wouldBe),
      difference: text(difference),
    });
  }
  return { currency, total: text(total), periods: changed };
}
