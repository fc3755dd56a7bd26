import { Inject, type Type } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GetTicketHistory } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { Fact } from '../because/fact.js';
import { loadFacts } from '../because/facts.resolver.js';
import { StatementReader } from '../statements/read-statements.js';
import { Statement } from '../statements/statement.js';
import { presentTicket } from '../tickets/present-ticket.js';
import { Ticket } from '../tickets/ticket.types.js';
import type { RowNode } from './row-type.js';
import { viewTypes } from './view-types.js';

/** What one costs that is worked out for itself, so that a page of them is asked for with care. */
const workedOut = 20;

/** From rows about a ticket to everything that is known of the ticket. */
function ticketLink(view: 'tickets' | 'clocks'): Type {
  @Resolver(() => viewTypes(view).row.type)
  class TicketLinkResolver {
    constructor(@Inject(QueryBus) private readonly queries: QueryBus) {}

    @ResolveField(() => Ticket, {
      description: 'The ticket with its clocks, intervals, who held the ball, and the terms that applied.',
      complexity: workedOut,
    })
    async details(@Parent() { agreement, ticket }: RowNode & { readonly ticket: string }): Promise<Ticket> {
      return presentTicket(await this.queries.execute(new GetTicketHistory({ agreement, ticket })));
    }
  }
  Object.defineProperty(TicketLinkResolver, 'name', { value: `${view}LinkResolver` });
  return TicketLinkResolver;
}

/** From rows of figures to the statement that they stand in. */
function statementLink(view: 'levels' | 'credits' | 'periods'): Type {
  @Resolver(() => viewTypes(view).row.type)
  class StatementLinkResolver {
    constructor(@Inject(StatementReader) private readonly statements: StatementReader) {}

    @ResolveField(() => Statement, {
      description: 'The statement of the period as known, with the derivation of every figure.',
      complexity: workedOut,
    })
    statement(@Parent() { agreement, period }: RowNode & { readonly period: string }): Promise<Statement> {
      return this.statements.read({ agreement, period, as: 'as-known' });
    }
  }
  Object.defineProperty(StatementLinkResolver, 'name', { value: `${view}LinkResolver` });
  return StatementLinkResolver;
}

/** From rows about a fact to the fact as recorded; all that an answer asks for are one read. */
function factLink(view: 'facts' | 'contests', field: 'factId' | 'fact', name: string): Type {
  @Resolver(() => viewTypes(view).row.type)
  class FactLinkResolver {
    constructor(@Inject(SURROUNDINGS) private readonly surroundings: Surroundings) {}

    @ResolveField(name, () => Fact, {
      nullable: true,
      description: 'The fact as recorded; null where the ledger does not hold it.',
    })
    async recorded(
      @Parent() row: RowNode & Readonly<Record<string, string | null>>,
      @Context() context: RequestContext,
    ): Promise<Fact | null> {
      // The contested fact may be one that the ledger does not hold.
      if (view === 'contests' && row['factType'] === null) return null;
      const [fact] = await loadFacts(this.surroundings, context, row.agreement, [row[field]!]);
      return fact ?? null;
    }
  }
  Object.defineProperty(FactLinkResolver, 'name', { value: `${view}LinkResolver` });
  return FactLinkResolver;
}

/** From rows to what they are rows of. */
export const linkResolvers: readonly Type[] = [
  ticketLink('tickets'),
  ticketLink('clocks'),
  statementLink('levels'),
  statementLink('credits'),
  statementLink('periods'),
  factLink('facts', 'factId', 'recorded'),
  factLink('contests', 'fact', 'contestedFact'),
];
