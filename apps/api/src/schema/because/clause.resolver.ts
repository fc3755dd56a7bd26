import { Inject } from '@nestjs/common';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { describeTerms } from '@tallystick/application';
import { present, provenanceOf } from '../common/index.js';
import { JSONObject } from '../scalars/index.js';
import { TermsReader, versionOf } from '../terms/terms-reader.js';
import { TermsVersion, termsVersionData } from '../terms/terms.types.js';
import type { TermsVersion as Version } from '@tallystick/terms';
import { clauseDocument } from '../terms/clause-document.js';
import { ClauseReference } from './because.js';

/** What a clause said in the version of the terms that was in force for the figure which names it. */
@Resolver(() => ClauseReference)
export class ClauseReferenceResolver {
  constructor(@Inject(TermsReader) private readonly reader: TermsReader) {}

  @ResolveField(() => [String], {
    description: 'The clause in plain sentences; empty where the terms have no words of their own for it.',
    complexity: 5,
  })
  async text(@Parent() clause: ClauseReference): Promise<readonly string[]> {
    const version = await this.versionFor(clause);
    const sections = version === undefined ? [] : describeTerms(version.terms);
    return sections.flatMap(({ clauses }) => clauses).find(({ id }) => id === idOf(clause))?.lines ?? [];
  }

  @ResolveField(() => JSONObject, {
    nullable: true,
    description: 'The clause as the terms document has it; null where it is no clause of a list.',
    complexity: 2,
  })
  async document(@Parent() clause: ClauseReference): Promise<object | null> {
    const version = await this.versionFor(clause);
    return version === undefined ? null : (clauseDocument(version.terms.document, idOf(clause)) ?? null);
  }

  @ResolveField('terms', () => TermsVersion, {
    nullable: true,
    description:
      'The version of the terms that was in force for the figure; null where the figure stands on none.',
    complexity: 2,
  })
  async termsVersion(@Parent() clause: ClauseReference): Promise<TermsVersion | null> {
    const version = await this.versionFor(clause);
    return version === undefined
      ? null
      : present(TermsVersion, termsVersionData(version), provenanceOf(clause));
  }

  private async versionFor(clause: ClauseReference): Promise<Version | undefined> {
    const { agreement, knownAt, termsDigest } = provenanceOf(clause);
    if (termsDigest === undefined) return undefined;
    return versionOf(await this.reader.knownAt(agreement, knownAt), termsDigest);
  }
}

/** Of one of several instances of a level, the level itself: `availability/mail` stands in the terms as `availability`. */
function idOf({ id }: ClauseReference): string {
  return id.split('/', 1)[0]!;
}
