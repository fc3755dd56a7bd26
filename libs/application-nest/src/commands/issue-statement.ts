import { Command, CommandHandler } from '@nestjs/cqrs';
import { type IssueCommand, issueStatement, type StatementSealed } from '@tallystick/application';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { AssertingParty } from '../requests/asserting-party.js';
import { Name, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export class IssueStatement extends Command<StatementSealed> implements IssueCommand {
  @Name()
  readonly agreement: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @ValidateNested()
  readonly assertedBy?: AssertingParty | undefined;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly expectedRevision?: number | undefined;

  @IsOptional()
  @Name()
  readonly idempotencyKey?: string | undefined;

  constructor({ agreement, period, assertedBy, expectedRevision, idempotencyKey }: IssueCommand) {
    super();
    this.agreement = agreement;
    this.period = period;
    const named = typeof assertedBy === 'string' ? { party: assertedBy } : assertedBy;
    this.assertedBy = named === undefined ? undefined : new AssertingParty(named);
    this.expectedRevision = expectedRevision;
    this.idempotencyKey = idempotencyKey;
  }
}

@CommandHandler(IssueStatement)
export class IssueStatementHandler extends RequestHandler<IssueStatement, StatementSealed> {
  override readonly heavy = true;

  protected perform(command: IssueStatement): Promise<StatementSealed> {
    return issueStatement(this.services, command);
  }
}
