import {
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
  isRequiredInputField,
} from 'graphql';

export type OperationKind = 'query' | 'mutation' | 'subscription';

export interface MinimalOperation {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** What a scalar is asked with where nothing is said: well-formed, and naming nothing that there is. */
const scalarValues: Readonly<Record<string, unknown>> = {
  String: 'nothing-of-that-name',
  ID: Buffer.from(JSON.stringify(['Agreement', 'nothing-of-that-name'])).toString('base64url'),
  Int: 1,
  Float: 1,
  Boolean: false,
  Decimal: '1',
  ExactNumber: '1',
  Instant: '2025-03-01T00:00:00Z',
  LocalDate: '2025-03-01',
  Duration: 'PT1H',
  Period: '2025-03',
  KnownAt: '0',
  Position: 0,
  WholeNumber: 1,
  Digest: '0'.repeat(64),
  JSONObject: {},
  JSONValue: null,
};

export function rootFields(
  schema: GraphQLSchema,
  kind: OperationKind,
): readonly GraphQLField<unknown, unknown>[] {
  const type = {
    query: schema.getQueryType(),
    mutation: schema.getMutationType(),
    subscription: schema.getSubscriptionType(),
  }[kind];
  return Object.values(type?.getFields() ?? {});
}

/**
 * The shortest operation that asks for one root field: with its required arguments, and with every argument or input field
 * that names an agreement. `given` says what to ask with in place of what is made up, by the path of names.
 */
export function minimalOperation(
  kind: OperationKind,
  field: GraphQLField<unknown, unknown>,
  agreement: string,
  given: Readonly<Record<string, unknown>> = {},
): MinimalOperation {
  const wanted = field.args.filter(
    (argument) => isRequiredArgument(argument) || argument.name in given || namesAgreement(argument.name),
  );
  const variables = Object.fromEntries(
    wanted.map(({ name, type }) => [
      name,
      name in given && name !== 'input' ? given[name] : valueOf(type, name, agreement, given),
    ]),
  );
  const declared = wanted.map(({ name, type }) => `$${name}: ${String(type)}`).join(', ');
  const passed = wanted.map(({ name }) => `${name}: $${name}`).join(', ');
  const selection = isCompositeType(getNamedType(field.type)) ? ' { __typename }' : '';
  const [declaration, call] = wanted.length === 0 ? ['', ''] : [` (${declared})`, `(${passed})`];
  return { query: `${kind}${declaration} { ${field.name}${call}${selection} }`, variables };
}

function namesAgreement(name: string): boolean {
  return name === 'agreement' || name === 'agreements';
}

function valueOf(
  type: GraphQLInputType,
  name: string,
  agreement: string,
  given: Readonly<Record<string, unknown>>,
): unknown {
  if (isNonNullType(type)) return valueOf(type.ofType, name, agreement, given);
  if (isListType(type)) return [valueOf(type.ofType, name, agreement, given)];
  if (namesAgreement(name)) return agreement;
  if (isEnumType(type)) return type.getValues()[0]!.name;
  if (!isInputObjectType(type)) {
    if (!(type.name in scalarValues)) throw new Error(`There is no value for the scalar ${type.name}.`);
    return scalarValues[type.name];
  }
  const fields = Object.values(type.getFields()).filter(
    (each) => isRequiredInputField(each) || each.name in given || namesAgreement(each.name),
  );
  return Object.fromEntries(
    fields.map((each) => [
      each.name,
      each.name in given ? given[each.name] : valueOf(each.type, each.name, agreement, given),
    ]),
  );
}
