import { Command, CommandHandler } from '@nestjs/cqrs';
import { type IssueCommand, issueStatement, type StatementSealed } from '@tallystick/application';
import { IsOptional } from 'class-validator';
import { Name, PeriodLabel } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export class IssueStatement extends Command<StatementSealed> implements IssueCommand {
  @Name()
  readonly agreement: string;

  @IsOptional()
  @PeriodLabel()
  readonly period?: string | undefined;

  @IsOptional()
  @Name()
  readonly assertedBy?: IssueCommand['assertedBy'];

  constructor({ agreement, period, assertedBy }: IssueCommand) {
    super();
    this.agreement = agreement;
    this.period = period;
    this.assertedBy = assertedBy;
  }
}

@CommandHandler(IssueStatement)
export class IssueStatementHandler extends RequestHandler<IssueStatement, StatementSealed> {
  override readonly heavy = true;

  protected perform(command: IssueStatement): Promise<StatementSealed> {
    return issueStatement(this.services, command);
  }
}
