import { Command, CommandHandler } from '@nestjs/cqrs';
import { type AgreementOpened, signAgreement, type SignCommand } from '@tallystick/application';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { AssertingParty } from '../requests/asserting-party.js';
import { AuthoredDocument } from '../requests/authored-document.js';
import { Instant, Name } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';

export class SignAgreement extends Command<AgreementOpened> implements SignCommand {
  @IsOptional()
  @Name()
  readonly agreement?: string | undefined;

  @ValidateNested()
  readonly document: AuthoredDocument;

  @IsOptional()
  @Instant()
  readonly signedAt?: string | undefined;

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

  constructor({ agreement, document, signedAt, assertedBy, expectedRevision, idempotencyKey }: SignCommand) {
    super();
    this.agreement = agreement;
    this.document = new AuthoredDocument(document);
    this.signedAt = signedAt;
    this.assertedBy = assertedBy === undefined ? undefined : new AssertingParty(assertedBy);
    this.expectedRevision = expectedRevision;
    this.idempotencyKey = idempotencyKey;
  }
}

@CommandHandler(SignAgreement)
export class SignAgreementHandler extends RequestHandler<SignAgreement, AgreementOpened> {
  protected perform(command: SignAgreement): Promise<AgreementOpened> {
    return signAgreement(this.services, command);
  }
}
