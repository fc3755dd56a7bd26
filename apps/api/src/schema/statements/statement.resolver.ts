import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { describeStatement, statementBytes } from '@tallystick/application';
import { explainFigure, figureNames } from '@tallystick/engine';
import { sha256Hex } from '@tallystick/facts';
import { present, provenanceOf } from '../common/index.js';
import { Digest } from '../scalars/index.js';
import { PlainDocument } from './document.js';
import { Explanation } from './explanation.js';
import { Statement } from './statement.js';

/** A statement that is kept is asked for its digest again and again, which is over all of its bytes. */
const digests = new WeakMap<Statement, string>();

/** What is made from a statement on demand. */
@Resolver(() => Statement)
export class StatementResolver {
  @ResolveField(() => String, {
    description: 'The canonical bytes (RFC 8785) as text: of a sealed statement those that were sealed.',
    complexity: 10,
  })
  canonical(@Parent() statement: Statement): string {
    return canonicalText(statement);
  }

  @ResolveField(() => Digest, { description: 'SHA-256 of the canonical bytes.', complexity: 10 })
  digest(@Parent() statement: Statement): string {
    const known = digests.get(statement);
    if (known !== undefined) return known;
    const digest = sha256Hex(canonicalText(statement));
    digests.set(statement, digest);
    return digest;
  }

  @ResolveField(() => PlainDocument, { description: 'The statement in words for people.', complexity: 10 })
  document(@Parent() parent: Statement): PlainDocument {
    return present(PlainDocument, describeStatement(parent.statement), provenanceOf(parent));
  }

  @ResolveField(() => [String], {
    description: 'The names of all figures, which `explain` takes.',
    complexity: 10,
  })
  figureNames(@Parent() { statement }: Statement): readonly string[] {
    return figureNames(statement);
  }

  @ResolveField(() => Explanation, {
    description:
      'Why a figure is what it is. A name that is none is the error `figure-unknown`, which lists them.',
    complexity: 10,
  })
  explain(
    @Parent() parent: Statement,
    @Args('figure', { type: () => String, description: 'The figure’s name, e.g. "p1-resolution.credit".' })
    figure: string,
  ): Explanation {
    return present(Explanation, explainFigure(parent.statement, figure), provenanceOf(parent));
  }
}

function canonicalText({ statement, sealedText }: Statement): string {
  return sealedText ?? statementBytes(statement);
}
