import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { GetTicketHistory } from '@tallystick/application-nest';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { Agreement } from '../agreements/agreement.types.js';
import { given, KnownAtArguments, present, provenanceOf, waitUntil } from '../common/index.js';
import { Instant } from '../scalars/index.js';
import { presentTicket } from './present-ticket.js';
import { Ticket, TicketBreach } from './ticket.types.js';
import { TicketBreaches } from './ticket-breaches.js';

/** One ticket of an agreement, with everything that is known of it. */
@Resolver(() => Agreement)
export class AgreementTicketResolver {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
  ) {}

  @ResolveField(() => Ticket, {
    description: 'One ticket. `ticket-unknown`: no fact of it is known.',
    complexity: 10,
  })
  async ticket(
    @Parent() { name }: Agreement,
    @Args('key', { type: () => String, description: 'The ticket’s key.' }) key: string,
    @Args() { knownAt, waitFor }: KnownAtArguments,
    @Args('valuedAt', {
      type: () => Instant,
      nullable: true,
      description: 'When running clocks are read; absent: when the last fact known was recorded.',
    })
    valuedAt?: string | null,
  ): Promise<Ticket> {
    await waitUntil(this.surroundings.readModels, name, waitFor);
    const fields = given({ knownAt, valuedAt });
    const history = await this.queries.execute(
      new GetTicketHistory({ agreement: name, ticket: key, ...fields }),
    );
    return presentTicket(history);
  }
}

@Resolver(() => Ticket)
export class TicketResolver {
  constructor(@Inject(TicketBreaches) private readonly breached: TicketBreaches) {}

  @ResolveField(() => [TicketBreach], {
    description: 'The service levels that it breached, in which period, and what the level credits there.',
    complexity: 30,
  })
  async breaches(@Parent() ticket: Ticket): Promise<readonly TicketBreach[]> {
    const breaches = await this.breached.of(ticket);
    return breaches.map((breach) => present(TicketBreach, breach, provenanceOf(ticket)));
  }
}
