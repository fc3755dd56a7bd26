import 'reflect-metadata';
import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import type { Services } from '@tallystick/application';
import { AmendAgreementHandler } from './commands/amend-agreement.js';
import { ImportExportsHandler } from './commands/import-exports.js';
import { IssueStatementHandler } from './commands/issue-statement.js';
import { RecordFactsHandler } from './commands/record-facts.js';
import { RestoreLedgerHandler } from './commands/restore-ledger.js';
import { SignAgreementHandler } from './commands/sign-agreement.js';
import { CompareKnowledgeHandler } from './queries/comparisons.js';
import { flowCommands, flowQueries } from './flows.js';
import { AskWorkingTimeHandler, EvaluateHandler } from './queries/calculations.js';
import {
  ExplainFigureHandler,
  ExplainTicketHandler,
  GetExitStatusHandler,
  GetTicketHistoryHandler,
  ListTicketsHandler,
} from './queries/explanations.js';
import { ExportFactsHandler, ListAgreementsHandler, VerifyLedgerHandler } from './queries/ledger.js';
import {
  GetSealedStatementHandler,
  GetStatementHandler,
  ListStatementsHandler,
  ReplayStatementsHandler,
} from './queries/statements.js';
import { SimulateTermsHandler } from './queries/simulations.js';
import {
  CheckTermsHandler,
  DiffTermsHandler,
  GetTermsSchemaHandler,
  ShowTermsHandler,
} from './queries/terms.js';
import { type Offload, OFFLOAD } from './requests/offload.js';
import { SERVICES } from './services-token.js';

const handlers: Provider[] = [
  SignAgreementHandler,
  AmendAgreementHandler,
  RecordFactsHandler,
  ImportExportsHandler,
  IssueStatementHandler,
  RestoreLedgerHandler,
  GetStatementHandler,
  GetSealedStatementHandler,
  ListStatementsHandler,
  ReplayStatementsHandler,
  ExplainFigureHandler,
  ExplainTicketHandler,
  GetTicketHistoryHandler,
  CompareKnowledgeHandler,
  ListTicketsHandler,
  GetExitStatusHandler,
  ListAgreementsHandler,
  VerifyLedgerHandler,
  ExportFactsHandler,
  EvaluateHandler,
  AskWorkingTimeHandler,
  SimulateTermsHandler,
  CheckTermsHandler,
  ShowTermsHandler,
  DiffTermsHandler,
  GetTermsSchemaHandler,
  ...[...flowCommands, ...flowQueries].map(({ handler }) => handler),
];

/**
 * The use cases behind Nest's CommandBus and QueryBus: a handler for each, which checks the request and calls the
 * plain function of `@tallystick/application`, elsewhere where there is an offload for heavy ones. Whoever makes the services closes their ledger.
 */
@Module({})
export class ApplicationModule {
  static forServices(services: Services, offload?: Offload): DynamicModule {
    return {
      module: ApplicationModule,
      imports: [CqrsModule.forRoot()],
      providers: [
        { provide: SERVICES, useValue: services },
        ...(offload === undefined ? [] : [{ provide: OFFLOAD, useValue: offload }]),
        ...handlers,
      ],
      exports: [CqrsModule],
    };
  }
}
