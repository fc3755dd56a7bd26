import { findBreakingChanges, type GraphQLSchema } from 'graphql';

/**
 * What of a changed schema breaks clients of the one before, and is not acknowledged: a line `- <change>` in
 * `apps/api/schema-changes.md`, with a reason after it, acknowledges one.
 */
export function unacknowledgedChanges(
  before: GraphQLSchema,
  after: GraphQLSchema,
  acknowledgements: string,
): readonly string[] {
  const known = acknowledgements
    .split('\n')
    .filter((line) => line.startsWith('- '))
    .map((line) => line.slice(2).trim());
  return findBreakingChanges(before, after)
    .map(({ description }) => description)
    .filter((change) => !known.some((line) => line.startsWith(change)));
}
