import {
  type ASTVisitor,
  type DocumentNode,
  type FragmentDefinitionNode,
  type GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
  type ValidationRule,
} from 'graphql';
import type { Configuration } from '../../configuration/settings.js';
import { settings } from '../../configuration/settings.js';
import { tooLarge } from './too-large.js';

/** What can be told of an operation from its text alone, with every fragment counted wherever it is spread. */
export interface DocumentSize {
  /** Fields below one another. */
  readonly depth: number;
  readonly aliases: number;
  /** Fields of the operation's own type. */
  readonly rootFields: number;
}

const nothing: DocumentSize = { depth: 0, aliases: 0, rootFields: 0 };

/**
 * Measures each operation of a document. Fragments are measured once each, so that the work grows with the text and
 * not with what it unfolds to; a fragment that contains itself is refused by another rule and counts as nothing here.
 */
export function measureOperations(document: DocumentNode): DocumentSize[] {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, DocumentSize>();
  const measure = (set: SelectionSetNode): DocumentSize => {
    let { depth, aliases, rootFields } = nothing;
    for (const selection of set.selections) {
      if (selection.kind === Kind.FIELD) {
        const below = selection.selectionSet === undefined ? nothing : measure(selection.selectionSet);
        depth = Math.max(depth, 1 + below.depth);
        aliases += below.aliases + (selection.alias === undefined ? 0 : 1);
        rootFields += 1;
        continue;
      }
      const inside =
        selection.kind === Kind.INLINE_FRAGMENT
          ? measure(selection.selectionSet)
          : measureFragment(selection.name.value);
      depth = Math.max(depth, inside.depth);
      aliases += inside.aliases;
      rootFields += inside.rootFields;
    }
    return { depth, aliases, rootFields };
  };
  const measureFragment = (name: string): DocumentSize => {
    const before = known.get(name);
    if (before !== undefined) return before;
    known.set(name, nothing);
    const fragment = fragments.get(name);
    const size = fragment === undefined ? nothing : measure(fragment.selectionSet);
    known.set(name, size);
    return size;
  };
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION ? [measure(definition.selectionSet)] : [],
  );
}

type SizeLimits = Pick<Configuration, 'queryDepth' | 'queryAliases' | 'queryRootFields'>;

function sizeErrors(document: DocumentNode, limits: SizeLimits): GraphQLError[] {
  return measureOperations(document).flatMap(({ depth, aliases, rootFields }) => {
    const errors: GraphQLError[] = [];
    if (depth > limits.queryDepth) {
      errors.push(tooLarge('depth', depth, limits.queryDepth, settings.queryDepth.variable));
    }
    if (aliases > limits.queryAliases) {
      errors.push(
        tooLarge('number of aliases', aliases, limits.queryAliases, settings.queryAliases.variable),
      );
    }
    if (rootFields > limits.queryRootFields) {
      const { variable } = settings.queryRootFields;
      errors.push(tooLarge('number of root fields', rootFields, limits.queryRootFields, variable));
    }
    return errors;
  });
}

/** A rule of validation, so that what is too large is found once for each text, and before anything runs. */
export function documentSizeRule(limits: SizeLimits): ValidationRule {
  return (context: ValidationContext): ASTVisitor => ({
    Document: (document) => {
      for (const error of sizeErrors(document, limits)) context.reportError(error);
      return undefined;
    },
  });
}
