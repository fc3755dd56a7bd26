import { Command, CommandHandler } from '@nestjs/cqrs';
import { type AgreementAmended, amendAgreement, type AmendCommand } from '@tallystick/application';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { AssertingParty } from '../requests/asserting-party.js';
import { AuthoredDocument } from '../requests/authored-document.js';
import { Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export class AmendAgreement extends Command<AgreementAmended> implements AmendCommand {
  @Name()
  readonly agreement: string;

  @ValidateNested()
  readonly document: AuthoredDocument;

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

  constructor({ agreement, document, assertedBy, expectedRevision, idempotencyKey }: AmendCommand) {
    super();
    this.agreement = agreement;
    this.document = new AuthoredDocument(document);
    this.assertedBy = assertedBy === undefined ? undefined : new AssertingParty(assertedBy);
    this.expectedRevision = expectedRevision;
    this.idempotencyKey = idempotencyKey;
  }
}

@CommandHandler(AmendAgreement)
export class AmendAgreementHandler extends RequestHandler<AmendAgreement, AgreementAmended> {
  protected perform(command: AmendAgreement): Promise<AgreementAmended> {
    return amendAgreement(this.services, command);
  }
}
