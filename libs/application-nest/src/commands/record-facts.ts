import { Command, CommandHandler } from '@nestjs/cqrs';
import { type RecordCommand, recordFacts, type RecordSummary } from '@tallystick/application';
import { IsDefined, ValidateNested } from 'class-validator';
import { AssertingParty } from '../requests/asserting-party.js';
import { Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

/** The lines are checked one by one as they are read; see docs/reference/facts.md. */
export class RecordFacts extends Command<RecordSummary> implements RecordCommand {
  @Name()
  readonly agreement: string;

  @IsDefined()
  readonly lines: RecordCommand['lines'];

  @Name()
  readonly name: string;

  @ValidateNested()
  readonly assertedBy: AssertingParty;

  constructor({ agreement, lines, name, assertedBy }: RecordCommand) {
    super();
    this.agreement = agreement;
    this.lines = lines;
    this.name = name;
    this.assertedBy = new AssertingParty(assertedBy);
  }
}

@CommandHandler(RecordFacts)
export class RecordFactsHandler extends RequestHandler<RecordFacts, RecordSummary> {
  protected perform(command: RecordFacts): Promise<RecordSummary> {
    return recordFacts(this.services, command);
  }
}
