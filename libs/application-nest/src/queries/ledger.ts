import { Query, QueryHandler } from '@nestjs/cqrs';
import {
  exportFacts,
  type LedgerHead,
  type LedgerVerification,
  listAgreements,
  verifyLedger,
  type VerifyQuery,
} from '@tallystick/application';
import { IsBoolean, IsOptional } from 'class-validator';
import { AgreementQuery } from '../requests/agreement-query.js';
import { Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** The agreements that the ledger holds. */
export class ListAgreements extends Query<readonly LedgerHead[]> {}

@QueryHandler(ListAgreements)
export class ListAgreementsHandler extends RequestHandler<ListAgreements, readonly LedgerHead[]> {
  protected perform(): Promise<readonly LedgerHead[]> {
    return listAgreements(this.services);
  }
}

/** Every hash of the ledger recomputed, and every issued statement hashed again. */
export class VerifyLedger extends Query<LedgerVerification> implements VerifyQuery {
  @IsOptional()
  @Name()
  readonly agreement?: string | undefined;

  @IsOptional()
  @IsBoolean()
  readonly replay?: boolean | undefined;

  constructor({ agreement, replay }: VerifyQuery = {}) {
    super();
    this.agreement = agreement;
    this.replay = replay;
  }
}

@QueryHandler(VerifyLedger)
export class VerifyLedgerHandler extends RequestHandler<VerifyLedger, LedgerVerification> {
  override readonly heavy = true;

  protected perform(query: VerifyLedger): Promise<LedgerVerification> {
    return verifyLedger(this.services, query);
  }
}

/** The canonical texts of an agreement's facts, page by page. */
export class ExportFacts extends AgreementQuery<AsyncIterable<readonly string[]>> {}

@QueryHandler(ExportFacts)
export class ExportFactsHandler extends RequestHandler<ExportFacts, AsyncIterable<readonly string[]>> {
  protected perform(query: ExportFacts): AsyncIterable<readonly string[]> {
    return exportFacts(this.services, query);
  }
}
