import { Command, CommandHandler } from '@nestjs/cqrs';
import {
  type ImportCommand,
  importExport,
  type ImportObserver,
  type ImportSummary,
} from '@tallystick/application';
import { ArrayNotEmpty, IsArray, IsDefined, IsOptional, ValidateNested } from 'class-validator';
import { AssertingParty } from '../requests/asserting-party.js';
import { Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export interface ImportFields extends ImportCommand {
  readonly observer: ImportObserver;
}

export class ImportExports extends Command<ImportSummary> implements ImportFields {
  @Name()
  readonly agreement: string;

  @IsDefined()
  readonly mapping: ImportCommand['mapping'];

  @IsArray()
  @ArrayNotEmpty()
  readonly inputs: ImportCommand['inputs'];

  @IsOptional()
  @ValidateNested()
  readonly assertedBy?: AssertingParty | undefined;

  @IsOptional()
  readonly signal?: AbortSignal | undefined;

  @IsDefined()
  readonly observer: ImportObserver;

  constructor({ agreement, mapping, inputs, assertedBy, signal, observer }: ImportFields) {
    super();
    this.agreement = agreement;
    this.mapping = mapping;
    this.inputs = inputs;
    this.assertedBy = assertedBy === undefined ? undefined : new AssertingParty(assertedBy);
    this.signal = signal;
    this.observer = observer;
  }
}

@CommandHandler(ImportExports)
export class ImportExportsHandler extends RequestHandler<ImportExports, ImportSummary> {
  protected perform({ observer, ...command }: ImportExports): Promise<ImportSummary> {
    return importExport(this.services, command, observer);
  }
}
