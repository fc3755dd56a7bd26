import type { ViewName, ViewRows } from '@tallystick/read-models';
import type { EnumOf } from '../enums/enum-of.js';

/** What a column holds, which decides its GraphQL type and how it is filtered, sorted and measured. */
export type ColumnKind =
  | 'text'
  | 'decimal'
  | 'instant'
  | 'date'
  | 'month'
  | 'period'
  | 'duration'
  | 'count'
  | 'position'
  | 'boolean'
  | 'digest';

/** One column of a view as GraphQL shows it. */
export interface ViewColumn {
  readonly kind: ColumnKind | { readonly enumeration: EnumOf<string>; readonly name: string };
  /** What it says, with unit, axis of time and clause where they apply. */
  readonly description: string;
  /** Its name in GraphQL where that is not the row's: a duration does not carry its unit in its name. */
  readonly field?: string;
  readonly nullable?: true;
  /** Groups of aggregates may be made of it. */
  readonly groups?: true;
  /** Neither filter nor order can name it: long words. */
  readonly shownOnly?: true;
}

/** Every column of a view; the compiler sees to it that none is missing, and that none says null without being so. */
type ViewColumns<View extends ViewName> = {
  readonly [Column in keyof ViewRows[View]]-?: null extends ViewRows[View][Column]
    ? ViewColumn & { readonly nullable: true }
    : ViewColumn & { readonly nullable?: never };
};

/** A view as GraphQL shows it. */
export interface ViewDefinition<View extends ViewName> {
  readonly view: View;
  /** The type of its rows, and the beginning of the names of what belongs to it: `Ticket` gives `TicketRow`, `TicketFilter`. */
  readonly typeName: string;
  readonly description: string;
  readonly columns: ViewColumns<View>;
}

/** The name of a column in GraphQL. */
export function fieldOf(column: string, { field }: ViewColumn): string {
  return field ?? column;
}
