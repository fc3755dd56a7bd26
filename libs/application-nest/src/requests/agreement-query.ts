import { Query } from '@nestjs/cqrs';
import { IsOptional } from 'class-validator';
import { KnownAt, Name } from './decorators.js';

/** What most queries ask about: an agreement, as known at some point of its ledger. */
export abstract class AgreementQuery<Result> extends Query<Result> {
  @Name()
  readonly agreement: string;

  @IsOptional()
  @KnownAt()
  readonly knownAt?: string | undefined;

  constructor({ agreement, knownAt }: { readonly agreement: string; readonly knownAt?: string | undefined }) {
    super();
    this.agreement = agreement;
    this.knownAt = knownAt;
  }
}
