import {
  announceCosigningKey,
  type AnnounceKeyCommand,
  type CheckpointMade,
  type CommandFields,
  type CosignatureRecorded,
  type KeyRecorded,
  makeCheckpoint,
  recordCosignature,
  type RecordCosignatureCommand,
} from '@tallystick/application';
import { AgreementCommand } from '../requests/agreement-command.js';
import { Line, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Signs what the ledger comes to now. */
export class SignCheckpoint extends AgreementCommand<CheckpointMade> {
  constructor(fields: CommandFields) {
    super(fields);
  }
}

export const SignCheckpointHandler = heavyCommandHandler(SignCheckpoint, makeCheckpoint);

/** Records the cosignature of a party below a checkpoint. */
export class RecordCosignature
  extends AgreementCommand<CosignatureRecorded>
  implements RecordCosignatureCommand
{
  @Prose()
  readonly note!: string;

  constructor(fields: RecordCosignatureCommand) {
    super(fields);
  }
}

export const RecordCosignatureHandler = heavyCommandHandler(RecordCosignature, recordCosignature);

/** Records the key by which a party cosigns from now on. */
export class AnnounceCosigningKey extends AgreementCommand<KeyRecorded> implements AnnounceKeyCommand {
  @Line()
  readonly verifierKey!: string;

  constructor(fields: AnnounceKeyCommand) {
    super(fields);
  }
}

export const AnnounceCosigningKeyHandler = heavyCommandHandler(AnnounceCosigningKey, announceCosigningKey);
