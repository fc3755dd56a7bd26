import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { SURROUNDINGS, type Surroundings } from '../surroundings.js';
import { AgreementReader } from './agreements/agreement-reader.js';
import { AgreementResolver } from './agreements/agreement.resolver.js';
import { AgreementsResolver } from './agreements/agreements.resolver.js';
import { NodeReaders } from './agreements/node-readers.js';
import { ClauseReferenceResolver } from './because/clause.resolver.js';
import { FactsResolver, NamedFactResolver } from './because/facts.resolver.js';
import { NodeRegistry } from './common/index.js';
import { ComparisonResolver } from './comparison/comparison.resolver.js';
import { EvidenceResolver } from './evidence/evidence.resolver.js';
import { ExitsResolver } from './exits/exits.resolver.js';
import { LedgerResolver } from './ledger/ledger.resolver.js';
import { StatementReader } from './statements/read-statements.js';
import { StatementResolver } from './statements/statement.resolver.js';
import { ProposedTermsResolver, TermsResolver, TermsVersionResolver } from './terms/terms.resolver.js';
import { TermsReader } from './terms/terms-reader.js';
import { TicketBreaches } from './tickets/ticket-breaches.js';
import { AgreementTicketResolver, TicketResolver } from './tickets/tickets.resolver.js';
import { SimulationResolver } from './what-if/simulation.resolver.js';
import { CalculationsResolver } from './working-time/working-time.resolver.js';

/** Everything that can be read. */
@Module({
  providers: [
    NodeRegistry,
    NodeReaders,
    {
      provide: TermsReader,
      inject: [SURROUNDINGS],
      useFactory: ({ services }: Surroundings) => new TermsReader(services),
    },
    AgreementReader,
    StatementReader,
    TicketBreaches,
    AgreementsResolver,
    AgreementResolver,
    AgreementTicketResolver,
    EvidenceResolver,
    ExitsResolver,
    LedgerResolver,
    StatementResolver,
    TicketResolver,
    FactsResolver,
    NamedFactResolver,
    ClauseReferenceResolver,
    ComparisonResolver,
    SimulationResolver,
    TermsResolver,
    TermsVersionResolver,
    ProposedTermsResolver,
    CalculationsResolver,
  ],
  exports: [NodeRegistry, TermsReader, AgreementReader, StatementReader],
})
export class ReadsModule implements OnModuleInit {
  constructor(@Inject(NodeReaders) private readonly readers: NodeReaders) {}

  onModuleInit(): void {
    this.readers.register();
  }
}
