import { IsOptional, IsString, MaxLength, MinLength } from 'class-validator';

/** Who says so: a party of the agreement, and the person or program that speaks for it. */
export class AssertingParty {
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly party: string;

  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  readonly actor?: string;

  constructor({ party, actor }: { readonly party: string; readonly actor?: string }) {
    this.party = party;
    if (actor !== undefined) this.actor = actor;
  }
}
