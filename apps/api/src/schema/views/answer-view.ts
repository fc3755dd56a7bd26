import { type Principal, requireAccess, requireAuthenticated, visibleAgreements } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { Filter, ReadModels, ViewName, ViewScope } from '@tallystick/read-models';
import type { GraphQLResolveInfo } from 'graphql';
import { currentScope } from '../../http/request-scope.js';
import { type AsOf, type ConnectionShape, requirePageSize, waitUntil } from '../common/index.js';
import { type AggregateGroupNode, figuresAsked, groupNodes, measuresOf } from './aggregates.js';
import { readFilter } from './filters.js';
import { columnOfField, readOrder } from './orders.js';
import type { RowNode } from './row-type.js';
import {
  type AggregateArguments,
  mostGroups,
  type PageOfViewArguments,
  type ViewArguments,
  type ViewTypes,
} from './view-types.js';

/**
 * The agreements that a question is about: those named, each of which the asker must be allowed to see, or all that are.
 * @throws TallyError `unauthenticated`, `agreement-unknown`, `access-denied`.
 */
export function agreementsAsked(
  principal: Principal,
  named: readonly string[] | null | undefined,
): readonly string[] {
  requireAuthenticated(principal);
  if (named === null || named === undefined) return visibleAgreements(principal);
  const agreements = [...new Set(named)];
  for (const agreement of agreements) requireAccess(principal, 'read-agreement', agreement);
  return agreements;
}

/** Waits where that was asked for, and says what a question is over. */
async function scopeOf(
  readModels: ReadModels,
  agreements: readonly string[],
  { knownAt, waitFor }: ViewArguments,
): Promise<ViewScope> {
  if (waitFor !== null && waitFor !== undefined) {
    if (agreements.length !== 1) {
      throw new TallyError('usage', 'A position is one of a single agreement.', [
        {
          place: 'waitFor',
          problem: `The question is over ${agreements.length} agreements.`,
          mend: 'Name the one agreement in `agreements`, or leave `waitFor` out.',
        },
      ]);
    }
    await waitUntil(readModels, agreements[0]!, waitFor);
  }
  return { agreements, ...(knownAt !== null && knownAt !== undefined && { knownAt }) };
}

/** A page of a view. @param within what holds of every row, whatever the client's filter says. */
export async function answerPage<View extends ViewName>(
  readModels: ReadModels,
  { definition, row: { node } }: ViewTypes<View>,
  agreements: readonly string[],
  asked: PageOfViewArguments,
  within?: Filter<View>,
): Promise<ConnectionShape<RowNode>> {
  const first = requirePageSize(asked.first);
  const scope = await scopeOf(readModels, agreements, asked);
  const filter = bothOf(within, readFilter(definition, asked.filter));
  const query = { ...scope, ...(filter !== undefined && { filter }) };
  const order = readOrder(definition, asked.orderBy);
  const signal = currentScope()?.signal;
  const page = await readModels.page(
    definition.view,
    {
      ...query,
      first,
      ...(order !== undefined && { order }),
      ...(asked.after !== null && asked.after !== undefined && { after: asked.after }),
    },
    signal,
  );
  return {
    edges: page.rows.map(({ row, cursor }) => ({ cursor, node: node(row) })),
    pageInfo: {
      hasNextPage: page.hasNext,
      hasPreviousPage: page.hasPrevious,
      startCursor: page.rows[0]?.cursor ?? null,
      endCursor: page.rows.at(-1)?.cursor ?? null,
    },
    // Counting is a read of its own, which happens only where a client asks for it.
    get totalCount() {
      return readModels.count(definition.view, query, signal);
    },
    get asOf() {
      return asOfList(page.asOf);
    },
  };
}

export interface AggregateNode {
  readonly groups: readonly AggregateGroupNode[];
  readonly more: boolean;
  readonly asOf: readonly AsOf[];
}

/** Figures over the rows of a view by group: all that the query asks for in one read. */
export async function answerAggregate<View extends ViewName>(
  readModels: ReadModels,
  { definition }: ViewTypes<View>,
  agreements: readonly string[],
  asked: AggregateArguments,
  info: GraphQLResolveInfo,
  within?: Filter<View>,
): Promise<AggregateNode> {
  const { groupBy, first } = asked;
  if (!(Number.isInteger(first) && first >= 1 && first <= mostGroups)) {
    throw new TallyError('usage', `An aggregate has 1 to ${mostGroups} groups.`, [
      {
        place: 'first',
        problem: `${first} is not from 1 to ${mostGroups}.`,
        mend: 'Ask for fewer, or filter.',
      },
    ]);
  }
  const scope = await scopeOf(readModels, agreements, asked);
  const filter = bothOf(within, readFilter(definition, asked.filter));
  const figures = figuresAsked(info, `${definition.typeName}AggregateGroup`);
  const answer = await readModels.aggregate(
    definition.view,
    {
      ...scope,
      ...(filter !== undefined && { filter }),
      groupBy: groupBy.map((field) => columnOfField(definition, field)) as never,
      measures: measuresOf(definition, figures),
      first,
    },
    currentScope()?.signal,
  );
  return {
    groups: groupNodes(definition, groupBy, figures, answer),
    more: answer.more,
    get asOf() {
      return asOfList(answer.asOf);
    },
  };
}

function bothOf<View extends ViewName>(
  one: Filter<View> | undefined,
  other: Filter<View> | undefined,
): Filter<View> | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return { and: [one, other] } as unknown as Filter<View>;
}

function asOfList(asOf: ReadonlyMap<string, number>): readonly AsOf[] {
  return [...asOf].map(([agreement, position]) => ({ agreement, position }));
}
