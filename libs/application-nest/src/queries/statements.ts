import { QueryHandler } from '@nestjs/cqrs';
import {
  type IssuedSummary,
  listStatements,
  type Replay,
  type ReplayQuery,
  replayStatements,
  sealedStatementOf,
  type Statement,
  statementOf,
  type StatementQuery,
} from '@tallystick/application';
import { IsOptional } from 'class-validator';
import { AgreementQuery } from '../requests/agreement-query.js';
import { Instant, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** The statement of a period as known at some point; nothing is recorded. */
export class GetStatement extends AgreementQuery<Statement> implements StatementQuery {
  @PeriodLabel()
  readonly period: string;

  @IsOptional()
  @Instant()
  readonly valuedAt?: string | undefined;

  constructor(fields: StatementQuery) {
    super(fields);
    this.period = fields.period;
    this.valuedAt = fields.valuedAt;
  }
}

@QueryHandler(GetStatement)
export class GetStatementHandler extends RequestHandler<GetStatement, Statement> {
  override readonly heavy = true;

  protected perform(query: GetStatement): Promise<Statement> {
    return statementOf(this.services, query);
  }
}

/** The statement of a period exactly as it was sealed. */
export class GetSealedStatement extends AgreementQuery<Statement> {
  @PeriodLabel()
  readonly period: string;

  constructor(fields: Pick<StatementQuery, 'agreement' | 'period' | 'knownAt'>) {
    super(fields);
    this.period = fields.period;
  }
}

@QueryHandler(GetSealedStatement)
export class GetSealedStatementHandler extends RequestHandler<GetSealedStatement, Statement> {
  override readonly heavy = true;

  protected perform(query: GetSealedStatement): Promise<Statement> {
    return sealedStatementOf(this.services, query);
  }
}

/** The statements issued so far. */
export class ListStatements extends AgreementQuery<readonly IssuedSummary[]> {}

@QueryHandler(ListStatements)
export class ListStatementsHandler extends RequestHandler<ListStatements, readonly IssuedSummary[]> {
  override readonly heavy = true;

  protected perform(query: ListStatements): Promise<readonly IssuedSummary[]> {
    return listStatements(this.services, query);
  }
}

/** Issued statements computed again, one at a time. */
export class ReplayStatements extends AgreementQuery<AsyncIterable<Replay>> implements ReplayQuery {
  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  constructor(fields: ReplayQuery) {
    super({ agreement: fields.agreement });
    this.period = fields.period;
  }
}

@QueryHandler(ReplayStatements)
export class ReplayStatementsHandler extends RequestHandler<ReplayStatements, AsyncIterable<Replay>> {
  override readonly heavy = true;

  protected perform(query: ReplayStatements): AsyncIterable<Replay> {
    return replayStatements(this.services, query);
  }
}
