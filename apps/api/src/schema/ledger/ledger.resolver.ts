import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import type { Replay as ApplicationReplay } from '@tallystick/application';
import { ReplayStatements, VerifyLedger } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { Agreement } from '../agreements/agreement.types.js';
import { present, provenanceOf } from '../common/index.js';
import { Period } from '../scalars/index.js';
import { wordsOfPath } from '../comparison/words-of-path.js';
import { LedgerVerification, Replay } from './ledger.types.js';

/** What shows that the record is whole, and that statements follow from it. */
@Resolver(() => Agreement)
export class LedgerResolver {
  constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

  @ResolveField(() => [Replay], {
    description: 'Issued statements computed again from the facts, as sealed: the bytes must be the same.',
    complexity: 100,
  })
  async replay(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
    @Args('period', {
      type: () => Period,
      nullable: true,
      description: 'One period; absent: every issued one.',
    })
    period?: string | null,
  ): Promise<readonly Replay[]> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const query = new ReplayStatements({ agreement: agreement.name, period: period ?? undefined });
    const replays: Replay[] = [];
    for await (const replay of await this.queries.execute(query)) replays.push(this.shown(replay, agreement));
    return replays;
  }

  @ResolveField(() => LedgerVerification, {
    description: 'Every hash recomputed from the bytes, and every issued statement hashed again.',
    complexity: 100,
  })
  async verification(
    @Parent() agreement: Agreement,
    @Context() { principal }: RequestContext,
    @Args('replay', {
      type: () => Boolean,
      defaultValue: false,
      description: 'Also compute every issued statement again from the facts.',
    })
    replay: boolean,
  ): Promise<LedgerVerification> {
    requireAccess(principal, 'verify-ledger', agreement.name);
    const report = await this.queries.execute(new VerifyLedger({ agreement: agreement.name, replay }));
    const faultCount = report.faults.length + report.faultsNotListed;
    return present(LedgerVerification, { ...report, faultCount }, provenanceOf(agreement));
  }

  private shown(replay: ApplicationReplay, agreement: Agreement): Replay {
    const differences = replay.differences.map((difference) => ({
      ...difference,
      words: wordsOfPath(difference.path, undefined),
    }));
    return present(Replay, { ...replay, differences }, provenanceOf(agreement));
  }
}
