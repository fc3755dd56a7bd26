import { Inject } from '@nestjs/common';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { isAllowed, requireAccess, requireAuthenticated, requireOperator } from '@tallystick/access';
import { TallyError } from '@tallystick/errors';
import type { DeadLetterContent as KeptContent } from '@tallystick/ingestion';
import type { RequestContext } from '../graphql/request-context.js';
import { type ConnectionShape, requirePageSize } from '../schema/common/index.js';
import { SURROUNDINGS, type Surroundings } from '../surroundings.js';
import {
  DeadLetter,
  DeadLetterConnection,
  DeadLetterContent,
  DeadLettersArguments,
  DiscardDeadLetterInput,
  ReloadedWebhooks,
  ReplayDeadLetterInput,
  ReplayDeadLettersInput,
  ReplayedDeadLetter,
  ReplayedDeadLetters,
  shownLetter,
  WebhookSource,
} from './dead-letters.types.js';
import { configuredWebhooks } from './open-ingestion.js';
import { replayAll } from './replay-all.js';

const longestReason = 1000;

@Resolver(() => DeadLetter)
export class DeadLettersResolver {
  constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

  @Query(() => [WebhookSource], { description: 'The webhook sources of an agreement, by name.' })
  webhookSources(
    @Args('agreement', { type: () => String, description: 'The agreement.' }) agreement: string,
    @Context() { principal }: RequestContext,
  ): readonly WebhookSource[] {
    requireAccess(principal, 'manage-ingestion', agreement);
    return this.surroundings.ingestion.webhooks
      .filter((webhook) => webhook.agreement === agreement)
      .map(({ name, title, assertedBy, keys }) => ({
        name,
        title: title ?? null,
        address: `/webhooks/${name}`,
        party: assertedBy.party,
        secrets: keys.count,
      }));
  }

  @Query(() => DeadLetterConnection, {
    description:
      'Deliveries of an agreement’s webhook sources that could not be understood, the oldest first.',
    complexity: ({ args, childComplexity }) => 1 + (args as { first: number }).first * childComplexity,
  })
  deadLetters(
    @Args() { agreement, source, state, first, after }: DeadLettersArguments,
    @Context() { principal }: RequestContext,
  ): ConnectionShape<DeadLetter> {
    requireAccess(principal, 'manage-ingestion', agreement);
    const { ingestion } = this.surroundings;
    const query = {
      agreements: [agreement],
      source: source ?? undefined,
      state: state ?? 'waiting',
    } as const;
    const most = requirePageSize(first);
    const from = after === undefined || after === null ? undefined : idOf(after, 'after');
    const found = ingestion.deadLetters({ ...query, first: most + 1, after: from });
    const nodes = found.slice(0, most).map(shownLetter);
    return {
      edges: nodes.map((node) => ({ node, cursor: node.id })),
      pageInfo: {
        hasNextPage: found.length > most,
        hasPreviousPage: from !== undefined,
        startCursor: nodes[0]?.id ?? null,
        endCursor: nodes.at(-1)?.id ?? null,
      },
      get totalCount() {
        return ingestion.countDeadLetters(query);
      },
      asOf: [],
    };
  }

  @Query(() => DeadLetterContent, { description: 'One dead letter, with what was sent.' })
  deadLetter(
    @Args('id', { type: () => ID, description: 'Its id.' }) id: string,
    @Context() context: RequestContext,
  ): DeadLetterContent {
    const { body, headers, ...letter } = this.requireLetter(id, context);
    return {
      ...shownLetter(letter),
      body: body === undefined ? null : Buffer.from(body).toString('utf8'),
      headers,
    };
  }

  @Mutation(() => ReplayedDeadLetter, {
    description: 'Tries a dead letter again, by its source and mapping as they are now.',
  })
  async replayDeadLetter(
    @Args('input', { type: () => ReplayDeadLetterInput, description: 'Which.' })
    { id }: ReplayDeadLetterInput,
    @Context() context: RequestContext,
  ): Promise<ReplayedDeadLetter> {
    const letter = this.requireLetter(id, context);
    const answer = await this.surroundings.ingestion.replay(letter.id, context.principal.subject);
    return { id, state: answer.state, facts: answer.facts, revision: answer.revision };
  }

  @Mutation(() => ReplayedDeadLetters, {
    description:
      'Tries all waiting dead letters of a source again, for instance after its mapping was mended.',
  })
  async replayDeadLetters(
    @Args('input', { type: () => ReplayDeadLettersInput, description: 'Which.' })
    { agreement, source }: ReplayDeadLettersInput,
    @Context() { principal }: RequestContext,
  ): Promise<ReplayedDeadLetters> {
    requireAccess(principal, 'manage-ingestion', agreement);
    return replayAll(this.surroundings.ingestion, { agreements: [agreement], source }, principal.subject);
  }

  @Mutation(() => DeadLetter, { description: 'Lets a dead letter go without recording anything of it.' })
  discardDeadLetter(
    @Args('input', { type: () => DiscardDeadLetterInput, description: 'Which, and why.' })
    { id, reason }: DiscardDeadLetterInput,
    @Context() context: RequestContext,
  ): DeadLetter {
    const letter = this.requireLetter(id, context);
    const text = reason.trim();
    if (text === '' || text.length > longestReason) {
      throw new TallyError('usage', 'A letter is discarded for a reason.', [
        {
          place: 'input.reason',
          problem: `It has ${text.length} characters.`,
          mend: `Write 1 to ${longestReason}.`,
        },
      ]);
    }
    this.surroundings.ingestion.discard(letter.id, context.principal.subject, text);
    return shownLetter(this.surroundings.ingestion.deadLetter(letter.id)!);
  }

  @Mutation(() => ReloadedWebhooks, {
    description:
      'Operators: reads the documents of webhook sources, their mappings and secrets again. With any fault, all stays as it was.',
  })
  reloadWebhooks(@Context() { principal }: RequestContext): ReloadedWebhooks {
    requireOperator(principal);
    const webhooks = configuredWebhooks(this.surroundings.configuration);
    this.surroundings.ingestion.useWebhooks(webhooks);
    return { sources: webhooks.size };
  }

  /** Whoever may not see a letter is told what one is told of a letter that does not exist. */
  private requireLetter(id: string, { principal }: RequestContext): KeptContent {
    requireAuthenticated(principal);
    const letter = this.surroundings.ingestion.deadLetter(idOf(id, 'id'));
    const grant = letter === undefined ? undefined : principal.grants.get(letter.agreement);
    if (letter === undefined || grant === undefined || !isAllowed(grant, 'manage-ingestion')) {
      throw new TallyError('dead-letter-unknown', 'There is no such dead letter, or you may not see it.');
    }
    return letter;
  }
}

function idOf(text: string, place: string): number {
  if (/^[1-9]\d{0,14}$/.test(text)) return Number(text);
  throw new TallyError('usage', 'That is no id of a dead letter.', [
    { place, problem: 'It was not given by this server.', mend: 'Take the id of an answer.' },
  ]);
}
