import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess } from '@tallystick/access';
import { CompareKnowledge } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import {
  type ConnectionShape,
  given,
  PageArguments,
  pageOfList,
  present,
  provenanceOf,
  WaitForArguments,
  waitUntil,
} from '../common/index.js';
import type { StatementDifference } from '../ledger/ledger.types.js';
import { Period } from '../scalars/index.js';
import { presentStatement } from '../statements/present-statement.js';
import {
  ComparisonSideInput,
  StatementComparison,
  StatementDifferenceConnection,
} from './comparison.types.js';
import { inReadingOrder } from './reading-order.js';
import { wordsOfPath } from './words-of-path.js';

/** A period as stated, as known at any point, or as known now, each against the other. */
@Resolver(() => StatementComparison)
export class ComparisonResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @Query(() => StatementComparison, {
    description:
      'A period as stated, as known at any date, or as known now, each against the other: where they differ, and which facts or amendments made it so.',
    complexity: 30,
  })
  async compareStatements(
    @Args('agreement', { type: () => String, description: 'The agreement’s short name.' }) agreement: string,
    @Args('period', { type: () => Period, description: 'The period.' }) period: string,
    @Args('left', { type: () => ComparisonSideInput, description: 'One side.' }) left: ComparisonSideInput,
    @Args('right', { type: () => ComparisonSideInput, description: 'The other side.' })
    right: ComparisonSideInput,
    @Args() { waitFor }: WaitForArguments,
    @Context() { principal }: RequestContext,
  ): Promise<StatementComparison> {
    requireAccess(principal, 'read-agreement', agreement);
    await waitUntil(this.surroundings.readModels, agreement, waitFor);
    const query = new CompareKnowledge({ agreement, period, left: sideOf(left), right: sideOf(right) });
    const comparison = await this.queries.execute(query);
    const [shownLeft, shownRight] = [
      presentStatement(comparison.left, { as: left.as ?? 'as-known' }),
      presentStatement(comparison.right, { as: right.as ?? 'as-known' }),
    ];
    const allDifferences = inReadingOrder(comparison.differences).map((difference) => ({
      path: difference.path,
      words: wordsOfPath(
        difference.path,
        difference.right === undefined ? comparison.left : comparison.right,
      ),
      left: difference.left ?? null,
      right: difference.right ?? null,
    }));
    const later =
      comparison.left.knownAt.position > comparison.right.knownAt.position ? shownLeft : shownRight;
    const shown = present(
      StatementComparison,
      { allDifferences, same: allDifferences.length === 0, causes: comparison.causes },
      provenanceOf(later),
    );
    return Object.assign(shown, { left: shownLeft, right: shownRight });
  }

  @ResolveField(() => StatementDifferenceConnection, {
    description:
      'Every path at which figures differ: what is owed first, what nothing is owed for last, reasons after figures. When and how it was known is left out.',
  })
  differences(
    @Parent() comparison: StatementComparison,
    @Args() page: PageArguments,
  ): ConnectionShape<StatementDifference> {
    const { agreement, knownAt } = provenanceOf(comparison);
    const { items, cursors, pageInfo } = pageOfList(comparison.allDifferences, page);
    return {
      edges: items.map((node, index) => ({ cursor: cursors[index]!, node })),
      pageInfo,
      totalCount: comparison.allDifferences.length,
      asOf: [{ agreement, position: knownAt }],
    };
  }
}

function sideOf({ as, knownAt, valuedAt }: ComparisonSideInput) {
  return { as: as === 'sealed' ? ('sealed' as const) : ('known' as const), ...given({ knownAt, valuedAt }) };
}
