import { Inject, Injectable } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { GetTicketHistory, ListStatements } from '@tallystick/application-nest';
import { SURROUNDINGS, type Surroundings } from '../../surroundings.js';
import { shownFact } from '../because/read-facts.js';
import { globalId, NodeRegistry, present, provenanceOf } from '../common/index.js';
import { StatementReader } from '../statements/read-statements.js';
import { presentTicket } from '../tickets/present-ticket.js';
import { AgreementReader } from './agreement-reader.js';
import { IssuedStatement } from './agreement.types.js';

/** How `node` finds agreements, facts, tickets and statements again. */
@Injectable()
export class NodeReaders {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(NodeRegistry) private readonly registry: NodeRegistry,
    @Inject(AgreementReader) private readonly agreements: AgreementReader,
    @Inject(StatementReader) private readonly statements: StatementReader,
  ) {}

  register(): void {
    const { registry, queries } = this;
    registry.register('Agreement', ({ agreement }, context) => this.agreements.read(agreement, context));
    registry.register('Fact', async ({ agreement, key: [position] }) => {
      if (typeof position !== 'number') return undefined;
      const [recorded] = await this.surroundings.services.ledger.factsAt(agreement, [position]);
      return recorded && shownFact(agreement, recorded.position, recorded.text);
    });
    registry.register('Ticket', async ({ agreement, key: [ticket] }) =>
      typeof ticket === 'string'
        ? presentTicket(await queries.execute(new GetTicketHistory({ agreement, ticket })))
        : undefined,
    );
    registry.register('Statement', async ({ agreement, key: [period, as, position, valuedAt] }) => {
      if (typeof period !== 'string') return undefined;
      if (as === 'sealed') return this.statements.read({ agreement, period, as });
      if (as !== 'as-known' || typeof position !== 'number' || typeof valuedAt !== 'string') return undefined;
      return this.statements.read({ agreement, period, as, knownAt: String(position), valuedAt });
    });
    registry.register('IssuedStatement', async ({ agreement, key: [period] }, context) => {
      const issued = await queries.execute(new ListStatements({ agreement }));
      const found = issued.find((each) => each.period === period);
      if (found === undefined) return undefined;
      const data = { ...found, id: globalId('IssuedStatement', agreement, found.period) };
      return present(IssuedStatement, data, provenanceOf(await this.agreements.read(agreement, context)));
    });
  }
}
