import { Command, CommandHandler } from '@nestjs/cqrs';
import { type LedgerHead, restoreLedger } from '@tallystick/application';
import { IsDefined } from 'class-validator';
import { Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export interface RestoreFields {
  /** The lines of an export, some at a time, and what errors call it. */
  readonly lines: AsyncIterable<readonly string[]>;
  readonly name: string;
}

export class RestoreLedger extends Command<LedgerHead> implements RestoreFields {
  @IsDefined()
  readonly lines: RestoreFields['lines'];

  @Name()
  readonly name: string;

  constructor({ lines, name }: RestoreFields) {
    super();
    this.lines = lines;
    this.name = name;
  }
}

@CommandHandler(RestoreLedger)
export class RestoreLedgerHandler extends RequestHandler<RestoreLedger, LedgerHead> {
  protected perform({ lines, name }: RestoreLedger): Promise<LedgerHead> {
    return restoreLedger(this.services, lines, name);
  }
}
