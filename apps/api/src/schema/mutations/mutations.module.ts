import { Module } from '@nestjs/common';
import { ContestsResolver } from '../contests/contests.resolver.js';
import { EvidenceMutationsResolver } from '../evidence/evidence.resolver.js';
import { InvoicesResolver } from '../invoices/invoices.resolver.js';
import { ReliefsResolver } from '../reliefs/reliefs.resolver.js';
import { AgreementMoneyResolver } from './agreement-money.resolver.js';
import { AgreementMutationsResolver } from './agreement-mutations.resolver.js';
import { CommandDesk } from './command-desk.js';
import { ExitMutationsResolver } from './exit-mutations.js';
import { MoneyReader } from './money-reader.js';
import { ObligationMutationsResolver } from './obligation-mutations.js';

/** Every mutation of agreements, and what the flows between the parties have come to. */
@Module({
  providers: [
    CommandDesk,
    MoneyReader,
    AgreementMutationsResolver,
    ContestsResolver,
    ReliefsResolver,
    EvidenceMutationsResolver,
    InvoicesResolver,
    ExitMutationsResolver,
    ObligationMutationsResolver,
    AgreementMoneyResolver,
  ],
})
export class MutationsModule {}
