import { Command } from '@nestjs/cqrs';
import type { CommandFields } from '@tallystick/application';
import { IsInt, IsOptional, Max, Min, ValidateNested } from 'class-validator';
import { AssertingParty } from './asserting-party.js';
import { Instant, Name } from './decorators.js';

/** What most commands say: about which agreement, who says so and when it happened, and of which request it is part. */
export abstract class AgreementCommand<Result> extends Command<Result> implements CommandFields {
  @Name()
  readonly agreement!: string;

  @ValidateNested()
  readonly assertedBy!: AssertingParty;

  @IsOptional()
  @Instant()
  readonly effectiveAt?: string | undefined;

  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(Number.MAX_SAFE_INTEGER)
  readonly expectedRevision?: number | undefined;

  @IsOptional()
  @Name()
  readonly idempotencyKey?: string | undefined;

  /** @param fields those that the class declares, and what `CommandFields` says; anything else is refused. */
  constructor(fields: CommandFields) {
    super();
    Object.assign(this, fields, { assertedBy: new AssertingParty(fields.assertedBy) });
  }
}
