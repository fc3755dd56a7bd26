import { ObjectType } from '@nestjs/graphql';
import { Has, HasMany, Money } from '../common/index.js';
import { Period } from '../scalars/index.js';

@ObjectType({ description: 'By how much one period would come out otherwise.' })
export class PeriodAtStake {
  @Has(() => Period, 'The period.')
  readonly period!: string;

  @Has(() => Boolean, 'Whether it was stated: the change would come as an adjustment of the next statement.')
  readonly stated!: boolean;

  @Has(
    () => Money,
    'What it comes to as known: credits less bonuses and earn-backs; positive is owed to the client.',
  )
  readonly is!: string;

  @Has(() => Money, 'What it would come to.')
  readonly wouldBe!: string;

  @Has(() => Money, 'wouldBe − is; positive is more for the client.')
  readonly difference!: string;
}

@ObjectType({ description: 'By how much the periods that have begun would come out otherwise.' })
export class MoneyAtStake {
  @Has(() => Money, 'All together; positive is more for the client.')
  readonly total!: string;

  @HasMany(() => PeriodAtStake, 'Those that would change, oldest first.')
  readonly periods!: readonly PeriodAtStake[];
}

/** Amounts with the currency that comes with them, since a list of these has none of its own. */
export function withCurrency<Stake extends { readonly currency: string }>(stake: Stake): Stake;
export function withCurrency<Stake extends { readonly currency: string }>(stake: Stake | null): Stake | null;
export function withCurrency(stake: { readonly currency: string } | null): object | null {
  if (stake === null) return null;
  const { currency } = stake;
  const money = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(money);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([name, member]) => [
        name,
        amounts.has(name) && typeof member === 'string' ? { amount: member, currency } : money(member),
      ]),
    );
  };
  return money(stake) as object;
}

const amounts: ReadonlySet<string> = new Set(['total', 'is', 'wouldBe', 'difference']);
