import { TallyError } from '@tallystick/errors';
import {
  type AuthoredText,
  type Services,
  type TermsInForce,
  termsOfAgreement,
  termsOfFiles,
} from '@tallystick/application';
import { IsArray, IsOptional, ValidateNested } from 'class-validator';
import { AuthoredDocument } from './authored-document.js';
import { KnownAt, Name } from './decorators.js';

/** Where terms come from: a recorded agreement as known at some point, or documents that are handed in. */
export interface TermsSourceFields {
  readonly agreement?: string | undefined;
  readonly knownAt?: string | undefined;
  readonly terms?: AuthoredText | undefined;
  /** In the order in which they were agreed. */
  readonly amendments?: readonly AuthoredText[] | undefined;
}

export class TermsSource implements TermsSourceFields {
  @IsOptional()
  @Name()
  readonly agreement?: string | undefined;

  @IsOptional()
  @KnownAt()
  readonly knownAt?: string | undefined;

  @IsOptional()
  @ValidateNested()
  readonly terms?: AuthoredDocument | undefined;

  @IsArray()
  @ValidateNested({ each: true })
  readonly amendments: readonly AuthoredDocument[];

  constructor({ agreement, knownAt, terms, amendments = [] }: TermsSourceFields) {
    this.agreement = agreement;
    this.knownAt = knownAt;
    this.terms = terms === undefined ? undefined : new AuthoredDocument(terms);
    this.amendments = amendments.map((amendment) => new AuthoredDocument(amendment));
  }
}

/**
 * The terms in force that a source comes to.
 * @throws TallyError `usage` where it names an agreement and documents, or neither; what reading the terms throws.
 */
export async function termsOf(services: Services, source: TermsSource): Promise<TermsInForce> {
  const { agreement, knownAt, terms, amendments } = source;
  if (terms !== undefined && agreement === undefined && knownAt === undefined) {
    return termsOfFiles(services.zones, terms, amendments);
  }
  if (terms === undefined && agreement !== undefined && amendments.length === 0) {
    return termsOfAgreement(services, agreement, knownAt);
  }
  throw new TallyError('usage', 'The source of the terms is not clear.', [
    {
      place: 'source',
      problem: 'It names both an agreement and documents, or neither.',
      mend: 'Name `agreement` (with `knownAt`), or hand in `terms` (with `amendments`).',
    },
  ]);
}
