import { Inject } from '@nestjs/common';
import { Args, Context, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { type Grant, requireOperator } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { RequestContext } from '../graphql/request-context.js';
import { requirePageSize } from '../schema/common/index.js';
import { type Surroundings, SURROUNDINGS } from '../surroundings.js';
import {
  AccessEventType,
  AccessGrantType,
  AccessTokenType,
  CreateTokenInput,
  CreateTokenPayload,
  GrantPayload,
  GrantRoleInput,
  RevokeGrantInput,
  RevokeTokenInput,
  RevokeTokenPayload,
  SetOperatorInput,
  SetOperatorPayload,
} from './access-types.js';
import { millisecondsOf } from './instants.js';
import { requirePartyOfTerms } from './party-of-terms.js';
import { presentEvent, presentGrant, presentToken } from './present-access.js';

/** Tokens, grants and their history, for those who operate the server. */
@Resolver()
export class AdministrationResolver {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Query(() => [AccessTokenType], {
    description: 'Every API token that was ever made, by its name and then its age. For operators.',
  })
  tokens(@Context() { principal }: RequestContext): readonly AccessTokenType[] {
    requireOperator(principal);
    const { access } = this.surroundings;
    return access.listTokens().map((token) => presentToken(access, token));
  }

  @Query(() => [AccessGrantType], {
    description: 'Who may do what where, by subject, then agreement. For operators.',
  })
  grants(
    @Context() { principal }: RequestContext,
    @Args('agreement', { type: () => String, nullable: true, description: 'Only those in one agreement.' })
    agreement?: string | null,
    @Args('subject', {
      type: () => String,
      nullable: true,
      description: 'Only those of one person or program.',
    })
    subject?: string | null,
  ): readonly AccessGrantType[] {
    requireOperator(principal);
    return this.surroundings.access
      .listGrants()
      .filter((grant) => (agreement ?? grant.agreement) === grant.agreement)
      .filter((grant) => (subject ?? grant.subject) === grant.subject)
      .map(presentGrant);
  }

  @Query(() => [AccessEventType], {
    description: 'Who did what to whose access, the newest first. For operators.',
  })
  accessHistory(
    @Context() { principal }: RequestContext,
    @Args('first', { type: () => Int, defaultValue: 20, description: 'How many to give at most: 1 to 100.' })
    first: number,
    @Args('before', {
      type: () => Int,
      nullable: true,
      description: 'Go on with those before this number; absent: from the newest.',
    })
    before?: number | null,
  ): readonly AccessEventType[] {
    requireOperator(principal);
    return this.surroundings.access.history(requirePageSize(first), before ?? undefined).map(presentEvent);
  }

  @Mutation(() => CreateTokenPayload, {
    description: 'Makes an API token. Its secret is in the answer, this once. For operators.',
  })
  async createToken(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'What to make it with.' }) input: CreateTokenInput,
  ): Promise<CreateTokenPayload> {
    requireOperator(principal);
    const { access } = this.surroundings;
    const { name, operator, rotate, expiresAt } = input;
    const grants = input.grants ?? [];
    for (const grant of grants) await this.requireParty(grant, 'input.grants');
    const { token, secret } = access.createToken(
      {
        name,
        operator: operator ?? false,
        rotate: rotate ?? false,
        grants: grants.map(({ agreement, party, role }) => ({ agreement, party, role })),
        expiresAt:
          expiresAt === undefined || expiresAt === null ? undefined : millisecondsOf(expiresAt, 'expiresAt'),
      },
      principal.subject,
    );
    return { token: presentToken(access, token), secret };
  }

  @Mutation(() => RevokeTokenPayload, {
    description:
      'Takes an API token back: nobody gets in with it any more, and its open connections end. Again changes nothing. For operators.',
  })
  revokeToken(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'Which.' }) { id }: RevokeTokenInput,
  ): RevokeTokenPayload {
    requireOperator(principal);
    const { access } = this.surroundings;
    return { token: presentToken(access, access.revokeToken(id, principal.subject)) };
  }

  @Mutation(() => GrantPayload, {
    description:
      'Gives a person or program a role in an agreement, in place of any that it has there. For operators.',
  })
  async grantRole(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'Whom, where, what.' }) { subject, agreement, party, role }: GrantRoleInput,
  ): Promise<GrantPayload> {
    requireOperator(principal);
    const grant: Grant = { agreement, party, role };
    await this.requireParty(grant, 'input');
    return { grant: presentGrant(this.surroundings.access.grant(subject, grant, principal.subject)) };
  }

  @Mutation(() => GrantPayload, { description: 'Takes a role in an agreement back. For operators.' })
  revokeGrant(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'Whose, where.' }) { subject, agreement }: RevokeGrantInput,
  ): GrantPayload {
    requireOperator(principal);
    return {
      grant: presentGrant(this.surroundings.access.revokeGrant(subject, agreement, principal.subject)),
    };
  }

  @Mutation(() => SetOperatorPayload, {
    description:
      'Lets a person or program operate the server, or no longer. Nobody takes it from itself. For operators.',
  })
  setOperator(
    @Context() { principal }: RequestContext,
    @Args('input', { description: 'Whom.' }) { subject, operator }: SetOperatorInput,
  ): SetOperatorPayload {
    requireOperator(principal);
    if (subject === principal.subject && !operator) {
      throw new TallyError('access-denied', 'Nobody takes operating the server from itself.', [
        {
          place: 'input.subject',
          problem: 'The server could be left without an operator by mistake.',
          mend: 'Have another operator do it, or use `tally-server operator remove`.',
        },
      ]);
    }
    this.surroundings.access.setOperator(subject, operator, principal.subject);
    return { subject, operator };
  }

  /** An operator who has no part in the agreement learns nothing of its terms: only that the party does not fit. */
  private async requireParty(grant: Grant, place: string): Promise<void> {
    try {
      await requirePartyOfTerms(this.surroundings.services, grant);
    } catch (error) {
      if (!(error instanceof TallyError) || error.code !== 'grant-invalid') throw error;
      throw new TallyError('grant-invalid', error.message, [
        {
          place: `${place}.party`,
          problem: 'The terms name no third party so.',
          mend: 'Use client, provider, auditor, or a third party by its short name in the terms once they are signed.',
        },
      ]);
    }
  }
}
