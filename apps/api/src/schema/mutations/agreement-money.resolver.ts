import { Inject } from '@nestjs/common';
import { Args, Context, Int, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import { Rational } from '@tallystick/quantities';
import type { RequestContext } from '../../graphql/request-context.js';
import { Agreement } from '../agreements/agreement.types.js';
import { Has, HasMany, KnownAtArguments, Money } from '../common/index.js';
import { Contest } from '../contests/contest.types.js';
import { ContestStatus, InvoiceState } from '../enums/flows.js';
import { ReliefState } from '../enums/obligations.js';
import { ClaimableCredit } from '../invoices/invoice-payloads.js';
import { CreditsDue, Invoice } from '../invoices/invoice.types.js';
import { ReliefAtStake } from '../reliefs/relief.types.js';
import { Period } from '../scalars/index.js';
import type { MoneyAtStake } from './at-stake.js';
import { MoneyReader } from './money-reader.js';

@ObjectType({
  description: 'What hangs on the contests and the relief claims of an agreement that are open.',
})
export class OpenDisputes {
  @Has(() => Int, 'The position of the last fact known.')
  readonly knownAt!: number;

  @HasMany(
    () => Money,
    'What the open contests come to were all upheld, each by itself; none where nothing is open.',
  )
  readonly contested!: readonly Money[];

  @HasMany(
    () => Money,
    'What the open relief claims come to were all granted, each by itself; none where nothing is open.',
  )
  readonly claimed!: readonly Money[];

  @HasMany(() => Contest, 'The open contests, in the order in which they were raised.')
  readonly contests!: readonly Contest[];

  @HasMany(() => ReliefAtStake, 'The open relief claims, by their keys.')
  readonly reliefs!: readonly ReliefAtStake[];
}

const ofAgreement = { description: 'The agreement, by its name.' };

/** The flows between the parties, by agreement. Everything is read from the ledger itself. */
@Resolver(() => Agreement)
export class AgreementMoneyResolver {
  constructor(@Inject(MoneyReader) private readonly reader: MoneyReader) {}

  @Query(() => OpenDisputes, {
    description:
      'The money at stake in an agreement while contests and relief claims are open, by contest or claim and by period. Positive is more for the client.',
    complexity: 40,
  })
  async moneyAtStake(
    @Context() { principal }: RequestContext,
    @Args('agreement', ofAgreement) agreement: string,
    @Args() known: KnownAtArguments,
  ): Promise<OpenDisputes> {
    requireAccess(principal, 'read-agreement', agreement);
    const [position, contests, reliefs] = await Promise.all([
      this.reader.position(agreement, known),
      this.reader.contests(agreement, known, { status: 'open', withMoney: true }),
      this.reader.reliefs(agreement, known, { state: 'claimed', withMoney: true }),
    ]);
    return {
      knownAt: position,
      contested: sumOf(contests.map(({ atStake }) => atStake)),
      claimed: sumOf(reliefs.map(({ ifGranted }) => ifGranted)),
      contests,
      reliefs,
    };
  }

  @ResolveField(() => [Contest], {
    description: 'The contests of its facts, in the order in which they were raised.',
    complexity: ({ childComplexity }) => 20 + childComplexity,
  })
  contests(
    @Parent() { name }: Agreement,
    @Args() known: KnownAtArguments,
    @Args('status', { type: () => ContestStatus, nullable: true, description: 'Only those that stand so.' })
    status?: 'open' | 'upheld' | 'rejected' | null,
  ): Promise<readonly Contest[]> {
    return this.reader.contests(name, known, { status: status ?? undefined, withMoney: true });
  }

  @ResolveField(() => [ReliefAtStake], {
    description: 'Relief claimed by the provider, and what the terms give for lateness.',
    complexity: ({ childComplexity }) => 20 + childComplexity,
  })
  reliefs(
    @Parent() { name }: Agreement,
    @Args() known: KnownAtArguments,
    @Args('state', { type: () => ReliefState, nullable: true, description: 'Only those that stand so.' })
    state?: 'claimed' | 'granted' | 'refused' | 'out-of-time' | null,
  ): Promise<readonly ReliefAtStake[]> {
    return this.reader.reliefs(name, known, { state: state ?? undefined, withMoney: true });
  }

  @ResolveField(() => [Invoice], {
    description: 'The invoices, in the order in which they were recorded.',
    complexity: ({ childComplexity }) => 5 + 10 * childComplexity,
  })
  invoices(
    @Parent() { name }: Agreement,
    @Args() known: KnownAtArguments,
    @Args('state', { type: () => InvoiceState, nullable: true, description: 'Only those that stand so.' })
    state?: 'received' | 'disputed' | 'partly-settled' | 'settled' | null,
    @Args('period', { type: () => Period, nullable: true, description: 'Only those that charge for it.' })
    period?: string | null,
  ): Promise<readonly Invoice[]> {
    return this.reader.invoices(name, known, { state: state ?? undefined, period: period ?? undefined });
  }

  @ResolveField(() => CreditsDue, {
    description: 'What issued statements come to, and what of it is left to set off.',
    complexity: ({ childComplexity }) => 5 + childComplexity,
  })
  creditsDue(@Parent() { name }: Agreement, @Args() known: KnownAtArguments): Promise<CreditsDue> {
    return this.reader.creditsDue(name, known);
  }

  @ResolveField(() => [ClaimableCredit], {
    description: 'The credits of a period, and until when each may be claimed.',
    complexity: ({ childComplexity }) => 10 + childComplexity,
  })
  claimableCredits(
    @Parent() { name, currency }: Agreement,
    @Args('period', { type: () => Period, description: 'The period.' }) period: string,
    @Args() known: KnownAtArguments,
  ): Promise<readonly ClaimableCredit[]> {
    return this.reader.claimableCredits(name, period, known, currency.code);
  }
}

/** One sum, or none where there is nothing to add up. */
function sumOf(stakes: readonly (MoneyAtStake | null)[]): Money[] {
  const totals = stakes.flatMap((stake) => (stake === null ? [] : [stake.total as unknown as Money]));
  const [first] = totals;
  if (first === undefined) return [];
  const places = first.amount.split('.')[1]?.length ?? 0;
  const sum = Rational.sum(totals.map(({ amount }) => Rational.parse(amount)));
  return [{ amount: sum.toFixed(places, 'half-up'), currency: first.currency }];
}
