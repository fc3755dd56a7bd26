import {
  type DocumentNode,
  getNamedType,
  type GraphQLInputObjectType,
  type GraphQLSchema,
  isInputObjectType,
  Kind,
  type TypeNode,
} from 'graphql';

const known = new WeakMap<DocumentNode, boolean>();

/**
 * Whether a document may be compiled. One of several operations is compiled for the one that came first and would answer
 * for the others too. A variable whose type contains itself, as a filter with `and`, `or` and `not` does, would be
 * unfolded without end. Documents are cached by mercurius, so each is looked at once.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const before = known.get(document);
  if (before !== undefined) return before;
  const operations = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  const endless = operations.some(
    (operation) =>
      'variableDefinitions' in operation &&
      operation.variableDefinitions?.some(({ type }) => {
        const named = schema.getType(nameOf(type));
        return isInputObjectType(named) && containsItself(named, []);
      }),
  );
  const compilable = operations.length <= 1 && !endless;
  known.set(document, compilable);
  return compilable;
}

function nameOf(type: TypeNode): string {
  return type.kind === Kind.NAMED_TYPE ? type.name.value : nameOf(type.type);
}

/** Whether the type, or one below it, stands below itself. */
function containsItself(type: GraphQLInputObjectType, above: readonly GraphQLInputObjectType[]): boolean {
  if (above.includes(type)) return true;
  return Object.values(type.getFields()).some((field) => {
    const below = getNamedType(field.type);
    return isInputObjectType(below) && containsItself(below, [...above, type]);
  });
}
