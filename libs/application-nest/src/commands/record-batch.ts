import { type BatchRecorded, recordBatch, type RecordBatchCommand } from '@tallystick/application';
import { ArrayMaxSize, ArrayNotEmpty, IsArray } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Records facts of the types that have no command of their own, all or none. */
export class RecordBatch extends AgreementCommand<BatchRecorded> implements RecordBatchCommand {
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(10_000)
  readonly facts!: RecordBatchCommand['facts'];

  constructor(fields: RecordBatchCommand) {
    super(fields);
  }
}

export const RecordBatchHandler = heavyCommandHandler(RecordBatch, recordBatch);
