import { Inject } from '@nestjs/common';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { requireAccess, requireAuthenticated, visibleAgreements } from '@tallystick/access';
import { isTallyError, TallyError } from '@tallystick/errors';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import {
  type ConnectionShape,
  Node,
  NodeRegistry,
  PageArguments,
  pageLimits,
  pageOfList,
  readGlobalId,
  WaitForArguments,
  waitUntil,
} from '../common/index.js';
import { AgreementReader } from './agreement-reader.js';
import { Agreement, AgreementConnection } from './agreement.types.js';

/** What can be asked first: agreements, and any object by its global id. */
@Resolver()
export class AgreementsResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(AgreementReader) private readonly reader: AgreementReader,
    @Inject(NodeRegistry) private readonly registry: NodeRegistry,
  ) {}

  @Query(() => AgreementConnection, { description: 'The agreements that the asker has a part in, by name.' })
  async agreements(
    @Args() page: PageArguments,
    @Context() { principal }: RequestContext,
  ): Promise<ConnectionShape<Agreement>> {
    requireAuthenticated(principal);
    const heads = await this.reader.heads(visibleAgreements(principal));
    const { items, cursors, pageInfo } = pageOfList(heads, page);
    const shown = await Promise.all(items.map((head) => this.reader.show(head)));
    return {
      edges: shown.map((node, index) => ({ cursor: cursors[index]!, node })),
      pageInfo,
      totalCount: heads.length,
      asOf: items.map(({ agreement, position }) => ({ agreement, position })),
    };
  }

  @Query(() => Agreement, {
    description:
      'One agreement. Of one that the asker has no part in the error is `agreement-unknown`, whether or not it exists.',
  })
  async agreement(
    @Args('agreement', { type: () => String, description: 'Its short name.' }) agreement: string,
    @Args() { waitFor }: WaitForArguments,
    @Context() context: RequestContext,
  ): Promise<Agreement> {
    requireAccess(context.principal, 'read-agreement', agreement);
    await waitUntil(this.surroundings.readModels, agreement, waitFor);
    return this.reader.read(agreement, context);
  }

  @Query(() => Node, {
    nullable: true,
    description:
      'The object with a global id; null where there is none, or the asker may not see it (Relay).',
  })
  async node(
    @Args('id', { type: () => ID, description: 'The global id.' }) id: string,
    @Context() context: RequestContext,
  ): Promise<object | null> {
    requireAuthenticated(context.principal);
    const reference = readGlobalId(id);
    try {
      requireAccess(context.principal, 'read-agreement', reference.agreement);
      return (await this.registry.read(reference, context)) ?? null;
    } catch (error) {
      // What is not there and what the asker may not see are the same answer; what went wrong is not.
      if (isTallyError(error) && nothing.has(error.code)) return null;
      throw error;
    }
  }

  @Query(() => [Node], {
    name: 'nodes',
    nullable: 'items',
    description: `The objects with global ids, at most ${pageLimits.most}, in the same order; null in place of each that there is not (Relay).`,
  })
  async nodesByIds(
    @Args('ids', { type: () => [ID], description: 'The global ids.' }) ids: readonly string[],
    @Context() context: RequestContext,
  ): Promise<readonly (object | null)[]> {
    if (ids.length > pageLimits.most) {
      throw new TallyError('usage', `At most ${pageLimits.most} objects can be asked for at a time.`, [
        { place: 'ids', problem: `There are ${ids.length}.`, mend: 'Ask for fewer.' },
      ]);
    }
    return Promise.all(ids.map((id) => this.node(id, context)));
  }
}

const nothing: ReadonlySet<string> = new Set([
  'agreement-unknown',
  'access-denied',
  'ticket-unknown',
  'statement-unknown',
  'period-invalid',
  'ledger-position-unknown',
]);
