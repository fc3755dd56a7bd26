import { type Recorded, rescindAmendment, type RescindCommand } from '@tallystick/application';
import { IsOptional } from 'class-validator';
import { AgreementCommand } from '../requests/agreement-command.js';
import { LocalDate, Name, Prose } from '../requests/decorators.js';
import { heavyCommandHandler } from '../requests/heavy-handler.js';

/** Takes an amendment back. */
export class RescindAmendment extends AgreementCommand<Recorded> implements RescindCommand {
  @Name()
  readonly amendment!: string;

  @IsOptional()
  @LocalDate()
  readonly effectiveFrom?: string | undefined;

  @IsOptional()
  @Prose()
  readonly reason?: string | undefined;

  constructor(fields: RescindCommand) {
    super(fields);
  }
}

export const RescindAmendmentHandler = heavyCommandHandler(RescindAmendment, rescindAmendment);
