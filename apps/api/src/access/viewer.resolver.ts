import { Context, Query, Resolver } from '@nestjs/graphql';
import { isAllowed, mayAssert, type Operation, operations } from '@tallystick/access';
import { factTypes } from '@tallystick/facts';
import type { RequestContext } from '../graphql/request-context.js';
import { ViewerType } from './access-types.js';
import { isoOrNull } from './instants.js';

const everyOperation = Object.keys(operations) as Operation[];

/** Who asks, and what that lets one do: for programs that show only what is possible. */
@Resolver()
export class ViewerResolver {
  @Query(() => ViewerType, { description: 'Who asks, as the token shows, and what the asker may do where.' })
  viewer(@Context() { principal }: RequestContext): ViewerType {
    const { subject, operator, expiresAt, grants } = principal;
    return {
      subject,
      operator,
      expiresAt: isoOrNull(expiresAt),
      grants: [...grants.values()].map((grant) => ({
        ...grant,
        mayDo: everyOperation.filter((operation) => isAllowed(grant, operation)),
        mayAssert: factTypes.filter((type) => mayAssert(grant, type)),
      })),
    };
  }
}
