import { Inject } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { requireAccess, requireAuthenticated } from '@tallystick/access';
import {
  type ClauseDifference as Difference,
  describeTerms,
  diffTerms,
  resolveKnownAt,
  type TermsInForce,
  termsVersion,
} from '@tallystick/application';
import { CheckTerms, DiffTerms, GetTermsSchema, type TermsSourceFields } from '@tallystick/application-nest';
import type { RequestContext } from '../../graphql/request-context.js';
import { given, present, type Provenance } from '../common/index.js';
import { JSONObject, LocalDate } from '../scalars/index.js';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { TermsSourceInput } from './document.input.js';
import { TermsReader } from './terms-reader.js';
import {
  ClauseDifference,
  ProposedTerms,
  proposedTermsData,
  TermsSection,
  TermsVersion,
} from './terms.types.js';

/** Terms as documents: checked, in words, compared. */
@Resolver()
export class TermsResolver {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(SURROUNDINGS) private readonly surroundings: Pick<Surroundings, 'services'>,
    @Inject(TermsReader) private readonly reader: TermsReader,
  ) {}

  @Query(() => [ProposedTerms], {
    description:
      'The versions that terms come to over all days of the term. What is wrong in a document is the error `terms-invalid` or `amendment-invalid`, which names every place at once.',
    complexity: 20,
  })
  async checkTerms(
    @Args('source', { type: () => TermsSourceInput, description: 'Where the terms come from.' })
    source: TermsSourceInput,
    @Context() context: RequestContext,
  ): Promise<readonly ProposedTerms[]> {
    const asked = sourceOf(source, context);
    const { versions } = isRecorded(asked)
      ? await this.recorded(asked)
      : await this.queries.execute(new CheckTerms({ source: asked }));
    return versions.map((version) => present(ProposedTerms, proposedTermsData(version), nowhere));
  }

  @Query(() => [ClauseDifference], {
    description:
      'Two versions of terms, clause by clause: of two sources (the last version of each), or of one on two dates.',
    complexity: 20,
  })
  async diffTerms(
    @Context() context: RequestContext,
    @Args('before', { type: () => TermsSourceInput, description: 'The earlier terms.' })
    before: TermsSourceInput,
    @Args('after', {
      type: () => TermsSourceInput,
      nullable: true,
      description: 'The later terms; absent: the same.',
    })
    after?: TermsSourceInput | null,
    @Args('from', {
      type: () => LocalDate,
      nullable: true,
      description: 'The day of the earlier version; absent: the first of one source, the last of two.',
    })
    from?: string | null,
    @Args('to', {
      type: () => LocalDate,
      nullable: true,
      description: 'The day of the later version; absent: the last.',
    })
    to?: string | null,
  ): Promise<readonly ClauseDifference[]> {
    const days = given({ from, to });
    const earlier = sourceOf(before, context);
    const later = after ? sourceOf(after, context) : undefined;
    const differences =
      isRecorded(earlier) && (later === undefined || isRecorded(later))
        ? await this.recordedDifferences(earlier, later, days)
        : await this.queries.execute(new DiffTerms({ before: earlier, after: later, ...days }));
    return differences.map((difference) => present(ClauseDifference, difference, nowhere));
  }

  @Query(() => JSONObject, {
    description: 'The JSON Schema (draft 2020-12) of terms documents, or of amendments.',
    complexity: 5,
  })
  termsSchema(
    @Args('amendment', { type: () => Boolean, defaultValue: false, description: 'Of amendments.' })
    amendment: boolean,
    @Context() { principal }: RequestContext,
  ): Promise<object> {
    requireAuthenticated(principal);
    return this.queries.execute(new GetTermsSchema({ amendment }));
  }

  /** The terms of a recorded agreement. The reader has gone through its ledger before; a query would do so anew. */
  private async recorded({ agreement, knownAt }: RecordedSource): Promise<TermsInForce> {
    const { position } = await resolveKnownAt(this.surroundings.services, agreement, knownAt);
    return (await this.reader.knownAt(agreement, position)).inForce;
  }

  /** As `DiffTerms`: of two sources the last version of each, of one the first and the last, unless days are named. */
  private async recordedDifferences(
    before: RecordedSource,
    after: RecordedSource | undefined,
    { from, to }: { readonly from?: string; readonly to?: string },
  ): Promise<readonly Difference[]> {
    const first = await this.recorded(before);
    const second = after === undefined ? first : await this.recorded(after);
    const earlier = termsVersion(first, from, after === undefined ? 'first' : 'last');
    return diffTerms(earlier.terms, termsVersion(second, to, 'last').terms);
  }
}

/** What a version of the terms says. */
@Resolver(() => TermsVersion)
export class TermsVersionResolver {
  @ResolveField(() => [TermsSection], {
    description: 'The terms in plain sentences, clause by clause.',
    complexity: 5,
  })
  words(@Parent() { version }: TermsVersion): readonly TermsSection[] {
    return describeTerms(version.terms).map((section) => present(TermsSection, section, nowhere));
  }
}

@Resolver(() => ProposedTerms)
export class ProposedTermsResolver {
  @ResolveField(() => [TermsSection], {
    description: 'The terms in plain sentences, clause by clause.',
    complexity: 5,
  })
  words(@Parent() { version }: ProposedTerms): readonly TermsSection[] {
    return describeTerms(version.terms).map((section) => present(TermsSection, section, nowhere));
  }
}

/** Documents that are handed in belong to no ledger. */
const nowhere: Provenance = { agreement: '', currency: '', knownAt: -1, termsDigest: undefined };

interface RecordedSource extends TermsSourceFields {
  readonly agreement: string;
}

function isRecorded(source: TermsSourceFields): source is RecordedSource {
  const { agreement, terms, amendments = [] } = source;
  return agreement !== undefined && terms === undefined && amendments.length === 0;
}

/** Of a recorded agreement only for who may read it. */
function sourceOf(source: TermsSourceInput, { principal }: RequestContext): TermsSourceFields {
  if (source.agreement) requireAccess(principal, 'read-agreement', source.agreement);
  else requireAuthenticated(principal);
  return given(source);
}
