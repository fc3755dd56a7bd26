import { ObjectType } from '@nestjs/graphql';
import { invariant } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import type { AggregateAnswer, Measure, ViewName } from '@tallystick/read-models';
import {
  type FieldNode,
  getArgumentValues,
  type GraphQLResolveInfo,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { AsOf, Has, HasMany, MayHave, type ClassOf } from '../common/index.js';
import type { EnumOf } from '../enums/enum-of.js';
import { fieldOf, type ViewDefinition } from './column.js';
import { columnEnum, columnOfField } from './orders.js';
import { columnsOfView, typeOfColumn } from './row-type.js';

/** The figures of a group, by the name of their field. */
const figureFields = [
  'count',
  'countDistinct',
  'sum',
  'mean',
  'minimum',
  'maximum',
  'percentile',
  'share',
] as const;

export type FigureField = (typeof figureFields)[number];

/** What a figure's field is given. */
export interface FigureArguments {
  /** The field of the row that the figure is of; none of `count`. */
  readonly of?: string;
  /** Of `percentile`. */
  readonly rank?: number;
}

/** A group with the figures that were asked for, worked out in one read. */
export interface AggregateGroupNode {
  readonly key: Readonly<Record<string, unknown>>;
  readonly figures: ReadonlyMap<string, string | null>;
}

export interface AggregateTypes {
  readonly aggregate: ClassOf;
  readonly group: ClassOf<AggregateGroupNode>;
  /** The enums of columns: to group by, to measure, and to take shares of. */
  readonly groupBy: EnumOf<string>;
  readonly measured: EnumOf<string> | undefined;
  readonly truths: EnumOf<string> | undefined;
}

const measuredKinds: ReadonlySet<unknown> = new Set(['decimal', 'duration', 'count']);

/** The types of a view's aggregates: `TicketAggregate`, `TicketAggregateGroup`, `TicketGroupKey`, and their enums. */
export function aggregateTypesOf<View extends ViewName>(definition: ViewDefinition<View>): AggregateTypes {
  const { typeName } = definition;
  const columns = columnsOfView(definition);

  class GroupKey {}
  Object.defineProperty(GroupKey, 'name', { value: `${typeName}GroupKey` });
  for (const [column, described] of columns) {
    if (described.groups !== true) continue;
    const description = `${described.description} Null also where it is not grouped by.`;
    MayHave(() => typeOfColumn(described) as never, description)(
      GroupKey.prototype,
      fieldOf(column, described),
    );
  }
  ObjectType(`${typeName}GroupKey`, {
    description: `What the rows of a group have in common; what was not grouped by is null.`,
  })(GroupKey);

  class Group {
    readonly figures!: ReadonlyMap<string, string | null>;

    @Has(() => GroupKey, 'What its rows have in common.')
    readonly key!: Readonly<Record<string, unknown>>;
  }
  Object.defineProperty(Group, 'name', { value: `${typeName}AggregateGroup` });
  ObjectType(`${typeName}AggregateGroup`, {
    description: `Rows of ${typeName}Row that have something in common, and figures over them.`,
  })(Group);

  class Aggregate {
    @HasMany(() => Group, 'The groups in the order of their keys; without `groupBy` there is one.')
    readonly groups!: readonly AggregateGroupNode[];

    @Has(() => Boolean, 'Whether there are more groups than were asked for.')
    readonly more!: boolean;

    @HasMany(() => AsOf, 'Up to which position of each agreement’s ledger this is known.')
    readonly asOf!: readonly AsOf[];
  }
  Object.defineProperty(Aggregate, 'name', { value: `${typeName}Aggregate` });
  ObjectType(`${typeName}Aggregate`, { description: `Figures over rows of ${typeName}Row by group.` })(
    Aggregate,
  );

  const some = (kinds: (kind: unknown) => boolean): boolean => columns.some(([, { kind }]) => kinds(kind));
  const isMeasured = (kind: unknown): boolean => measuredKinds.has(kind);
  const isTruth = (kind: unknown): boolean => kind === 'boolean';
  return {
    aggregate: Aggregate,
    group: Group,
    groupBy: columnEnum(
      `${typeName}GroupBy`,
      `What rows of ${typeName}Row can be grouped by.`,
      definition,
      ({ groups }) => groups === true,
    ),
    measured: some(isMeasured)
      ? columnEnum(
          `${typeName}Measured`,
          `What can be added up, averaged and ranked over rows of ${typeName}Row.`,
          definition,
          ({ kind }) => isMeasured(kind),
        )
      : undefined,
    truths: some(isTruth)
      ? columnEnum(
          `${typeName}Truth`,
          `Of what a share can be taken over rows of ${typeName}Row.`,
          definition,
          ({ kind }) => isTruth(kind),
        )
      : undefined,
  };
}

/** How a figure is told from the others of its group. */
export function figureKey(field: FigureField, { of, rank }: FigureArguments): string {
  return `${field} ${of ?? ''} ${rank ?? ''}`;
}

interface AskedFigure {
  readonly field: FigureField;
  readonly given: FigureArguments;
}

/**
 * The figures that a query asks of the groups of an aggregate, so that all of them are worked out in one read: it looks
 * ahead into the selection, whatever aliases and fragments it is written with.
 */
export function figuresAsked(info: GraphQLResolveInfo, groupType: string): ReadonlyMap<string, AskedFigure> {
  const type = info.schema.getType(groupType);
  invariant(type !== undefined && 'getFields' in type, 'the group of an aggregate is a type of the schema');
  const declared = type.getFields();
  const asked = new Map<string, AskedFigure>();
  for (const group of fieldsIn(
    info,
    info.fieldNodes.map(({ selectionSet }) => selectionSet),
    'groups',
  )) {
    for (const node of fieldsIn(info, [group.selectionSet])) {
      const field = node.name.value as FigureField;
      if (!figureFields.includes(field)) continue;
      const given = getArgumentValues(declared[field] as never, node, info.variableValues) as FigureArguments;
      asked.set(figureKey(field, given), { field, given });
    }
  }
  return asked;
}

/** The fields selected, of one name or all of them, also those within fragments. */
function* fieldsIn(
  info: GraphQLResolveInfo,
  sets: readonly (SelectionSetNode | undefined)[],
  name?: string,
): Generator<FieldNode, void, undefined> {
  for (const set of sets) {
    for (const node of set?.selections ?? []) {
      switch (node.kind) {
        case Kind.FIELD:
          if (name === undefined || node.name.value === name) yield node;
          break;
        case Kind.INLINE_FRAGMENT:
          yield* fieldsIn(info, [node.selectionSet], name);
          break;
        case Kind.FRAGMENT_SPREAD:
          yield* fieldsIn(info, [info.fragments[node.name.value]?.selectionSet], name);
          break;
      }
    }
  }
}

/** The measures of the read models behind the figures asked for. */
export function measuresOf<View extends ViewName>(
  definition: ViewDefinition<View>,
  asked: ReadonlyMap<string, AskedFigure>,
): readonly Measure<View>[] {
  return [...asked.values()].map(({ field, given: { of, rank } }) => {
    if (field === 'count') return { kind: 'count' };
    const column = columnOfField(definition, of!) as never;
    return field === 'percentile' ? { kind: field, column, rank: rank! } : { kind: field, column };
  });
}

/** The answer of the read models as GraphQL gives it. */
export function groupNodes<View extends ViewName>(
  definition: ViewDefinition<View>,
  groupBy: readonly string[],
  asked: ReadonlyMap<string, AskedFigure>,
  answer: AggregateAnswer,
): readonly AggregateGroupNode[] {
  const keys = [...asked.keys()];
  const described = new Map(columnsOfView(definition).map(([column, each]) => [fieldOf(column, each), each]));
  return answer.groups.map(({ key, figures }) => ({
    key: Object.fromEntries(
      groupBy.map((field, index) => [field, typed(described.get(field)!.kind, key[index]!)]),
    ),
    figures: new Map(keys.map((name, index) => [name, decimalOf(figures[index] ?? null)])),
  }));
}

function typed(kind: unknown, value: unknown): unknown {
  return kind === 'boolean' && typeof value === 'number' ? value === 1 : value;
}

/** Means and shares come as exact fractions; clients are told them to 12 places. */
function decimalOf(figure: string | null): string | null {
  if (figure === null || !figure.includes('/')) return figure;
  const [numerator, denominator] = figure.split('/');
  return Rational.of(BigInt(numerator!), BigInt(denominator!)).toDecimal();
}
