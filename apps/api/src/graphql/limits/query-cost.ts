import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getNullableType,
  type GraphQLField,
  type GraphQLSchema,
  isCompositeType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';

/**
 * What a list without `first` counts as where its definition does not say (`extensions.rows`): most are short, such as
 * the service levels of a statement.
 */
const rowsOfPlainLists = 10;
/** What `first` counts as where a variable does not say: the largest page there is. */
const rowsOfUnknownPages = 100;

type Variables = Readonly<Record<string, unknown>>;
/** Gives the cost under the variables. `stamp` names one evaluation, in which shared parts are counted out once. */
type Cost = (variables: Variables, stamp: object) => number;

/**
 * What operations cost: one for each field, times the rows asked for by the `first` above it, be it of a list or of a page
 * with `edges` or `nodes`; a field whose definition
 * says `complexity` costs that instead of one. `@skip` and `@include` save nothing. Each document is looked at once;
 * after that, only the variables are.
 */
export class QueryCosts {
  private readonly known = new WeakMap<DocumentNode, Map<string, Cost>>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** Of the operation of that name; without one, of the dearest of the document. */
  of(document: DocumentNode, operationName: string | null | undefined, variables: Variables): number {
    let costs = this.known.get(document);
    if (costs === undefined) {
      costs = this.costsOf(document);
      this.known.set(document, costs);
    }
    const named =
      operationName === undefined || operationName === null ? undefined : costs.get(operationName);
    const asked = named === undefined ? [...costs.values()] : [named];
    return Math.max(0, ...asked.map((cost) => cost(variables, {})));
  }

  private costsOf(document: DocumentNode): Map<string, Cost> {
    const fragments = new Map<string, FragmentDefinitionNode>();
    for (const definition of document.definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    }
    const costs = new Map<string, Cost>();
    for (const definition of document.definitions) {
      if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
      const cost = new OperationCost(this.schema, definition, fragments).whole();
      costs.set(definition.name?.value ?? '', cost);
    }
    return costs;
  }
}

type Rows = (variables: Variables) => number;
const onePlainList: Rows = () => rowsOfPlainLists;

/** Puts the cost of one operation together. */
class OperationCost {
  /** By what lists inside them hold, then by name: one fragment stands for different costs in different pages. */
  private readonly ofFragments = new Map<Rows, Map<string, Cost>>();

  constructor(
    private readonly schema: GraphQLSchema,
    private readonly operation: OperationDefinitionNode,
    private readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>,
  ) {}

  whole(): Cost {
    const root = this.schema.getRootType(this.operation.operation);
    return root === undefined || root === null
      ? () => 0
      : this.ofSelections(this.operation.selectionSet, root.name, onePlainList);
  }

  /** @param listRows what a list among the selections holds: those of a page that was asked for hold its rows. */
  private ofSelections({ selections }: SelectionSetNode, typeName: string, listRows: Rows): Cost {
    const parts = selections.map((selection): Cost => {
      if (selection.kind === Kind.FIELD) return this.ofField(selection, typeName, listRows);
      if (selection.kind === Kind.FRAGMENT_SPREAD) return this.ofFragment(selection.name.value, listRows);
      const inside = selection.typeCondition?.name.value ?? typeName;
      return this.ofSelections(selection.selectionSet, inside, listRows);
    });
    return (variables, stamp) => parts.reduce((sum, part) => sum + part(variables, stamp), 0);
  }

  private ofFragment(name: string, listRows: Rows): Cost {
    let known = this.ofFragments.get(listRows);
    if (known === undefined) {
      known = new Map();
      this.ofFragments.set(listRows, known);
    }
    const before = known.get(name);
    if (before !== undefined) return before;
    // Until it is put together, it stands for nothing, so that one that contains itself comes to an end.
    known.set(name, () => 0);
    const fragment = this.fragments.get(name);
    if (fragment === undefined) return () => 0;
    const body = this.ofSelections(fragment.selectionSet, fragment.typeCondition.name.value, listRows);
    let lastStamp: object | undefined;
    let lastCost = 0;
    const cost: Cost = (variables, stamp) => {
      if (stamp !== lastStamp) {
        lastCost = body(variables, stamp);
        lastStamp = stamp;
      }
      return lastCost;
    };
    known.set(name, cost);
    return cost;
  }

  private ofField(node: FieldNode, typeName: string, listRows: Rows): Cost {
    // What describes the schema is bounded by the schema, and how deep it goes by a rule of GraphQL itself.
    if (node.name.value.startsWith('__')) return () => 1;
    const type = this.schema.getType(typeName);
    const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[node.name.value] : undefined;
    if (field === undefined) return () => 1;
    const own = ownCostOf(field);
    const below = getNamedType(field.type);
    if (node.selectionSet === undefined || !isCompositeType(below)) return () => own;
    const page = this.pageRows(node, field);
    if (!isListType(getNullableType(field.type))) {
      // The rows of a page are in the lists of what stands for the page.
      const inside = this.ofSelections(node.selectionSet, below.name, page ?? onePlainList);
      return (variables, stamp) => own + inside(variables, stamp);
    }
    const rows = page ?? listRows;
    const inside = this.ofSelections(node.selectionSet, below.name, onePlainList);
    return (variables, stamp) => own + rows(variables) * inside(variables, stamp);
  }

  /** The rows that `first` asks for; undefined where the field has no such argument. */
  private pageRows(node: FieldNode, field: GraphQLField<unknown, unknown>): Rows | undefined {
    const argument = field.args.find(({ name }) => name === 'first');
    if (argument === undefined) return undefined;
    const fallback = numberOr(argument.defaultValue, rowsOfUnknownPages);
    const given = node.arguments?.find(({ name }) => name.value === 'first')?.value;
    if (given === undefined) return () => fallback;
    if (given.kind !== Kind.VARIABLE) {
      const rows = numberOr(valueFromASTUntyped(given), rowsOfUnknownPages);
      return () => rows;
    }
    const variable = given.name.value;
    const declared = this.operation.variableDefinitions?.find(
      (each) => each.variable.name.value === variable,
    );
    const preset =
      declared?.defaultValue === undefined
        ? fallback
        : numberOr(valueFromASTUntyped(declared.defaultValue), fallback);
    return (variables) => numberOr(variables[variable], preset);
  }
}

function ownCostOf({ extensions }: GraphQLField<unknown, unknown>): number {
  const { complexity } = extensions as { readonly complexity?: unknown };
  return typeof complexity === 'number' ? complexity : 1;
}

function numberOr(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 ? value : fallback;
}
