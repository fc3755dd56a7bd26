import { Query, QueryHandler } from '@nestjs/cqrs';
import {
  amendmentJsonSchema,
  type ClauseDifference,
  describeTerms,
  diffTerms,
  type TermsInForce,
  type TermsInWords,
  termsJsonSchema,
  termsVersion,
  type TermsVersion,
} from '@tallystick/application';
import { IsBoolean, IsOptional, ValidateNested } from 'class-validator';
import { LocalDate } from '../requests/decorators.js';
import { RequestHandler } from '../requests/request-handler.js';
import { termsOf, TermsSource, type TermsSourceFields } from '../requests/terms-source.js';

/** The terms in force on every day of the term, checked: every place that is wrong is named at once. */
export class CheckTerms extends Query<TermsInForce> {
  @ValidateNested()
  readonly source: TermsSource;

  constructor({ source }: { readonly source: TermsSourceFields }) {
    super();
    this.source = new TermsSource(source);
  }
}

@QueryHandler(CheckTerms)
export class CheckTermsHandler extends RequestHandler<CheckTerms, TermsInForce> {
  protected perform({ source }: CheckTerms): Promise<TermsInForce> {
    return termsOf(this.services, source);
  }
}

/** One version of the terms, and what it says in plain sentences. */
export interface ShownTerms {
  readonly version: TermsVersion;
  readonly words: readonly TermsInWords[];
}

/** The terms in force on a date in words; without a date those of the last version. */
export class ShowTerms extends Query<ShownTerms> {
  @ValidateNested()
  readonly source: TermsSource;

  @IsOptional()
  @LocalDate()
  readonly on?: string | undefined;

  constructor({ source, on }: { readonly source: TermsSourceFields; readonly on?: string | undefined }) {
    super();
    this.source = new TermsSource(source);
    this.on = on;
  }
}

@QueryHandler(ShowTerms)
export class ShowTermsHandler extends RequestHandler<ShowTerms, ShownTerms> {
  protected async perform({ source, on }: ShowTerms): Promise<ShownTerms> {
    const version = termsVersion(await termsOf(this.services, source), on, 'last');
    return { version, words: describeTerms(version.terms) };
  }
}

/**
 * Two versions of terms, clause by clause: of two sources (the last version of each), or of one on two dates, where the
 * first and the last version stand in for dates that are not named.
 */
export class DiffTerms extends Query<readonly ClauseDifference[]> {
  @ValidateNested()
  readonly before: TermsSource;

  @IsOptional()
  @ValidateNested()
  readonly after?: TermsSource | undefined;

  @IsOptional()
  @LocalDate()
  readonly from?: string | undefined;

  @IsOptional()
  @LocalDate()
  readonly to?: string | undefined;

  constructor(fields: {
    readonly before: TermsSourceFields;
    readonly after?: TermsSourceFields | undefined;
    readonly from?: string | undefined;
    readonly to?: string | undefined;
  }) {
    super();
    this.before = new TermsSource(fields.before);
    this.after = fields.after === undefined ? undefined : new TermsSource(fields.after);
    this.from = fields.from;
    this.to = fields.to;
  }
}

@QueryHandler(DiffTerms)
export class DiffTermsHandler extends RequestHandler<DiffTerms, readonly ClauseDifference[]> {
  protected async perform({ before, after, from, to }: DiffTerms): Promise<readonly ClauseDifference[]> {
    const first = await termsOf(this.services, before);
    const second = after === undefined ? first : await termsOf(this.services, after);
    const earlier = termsVersion(first, from, after === undefined ? 'first' : 'last');
    return diffTerms(earlier.terms, termsVersion(second, to, 'last').terms);
  }
}

/** The JSON Schema (draft 2020-12) of terms documents, or of amendments. */
export class GetTermsSchema extends Query<object> {
  @IsOptional()
  @IsBoolean()
  readonly amendment?: boolean | undefined;

  constructor({ amendment }: { readonly amendment?: boolean | undefined } = {}) {
    super();
    this.amendment = amendment;
  }
}

@QueryHandler(GetTermsSchema)
export class GetTermsSchemaHandler extends RequestHandler<GetTermsSchema, object> {
  protected perform({ amendment }: GetTermsSchema): object {
    return amendment === true ? amendmentJsonSchema() : termsJsonSchema();
  }
}
