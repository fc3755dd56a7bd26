import type { SimulatedClauseKind, SimulatedUnit } from './simulation.js';

/** How a figure of several periods is told as one. */
export type Totalling =
  /** Amounts and counts add up. */
  | 'sum'
  /** What stands at the end of the last period. */
  | 'last'
  /** How many periods were missed, below minimum, not measured. */
  | 'verdicts'
  /** In which period an exit right was open first, and its state in the last. */
  | 'exit-states'
  /** How many periods it is true of. */
  | 'periods'
  /** It says nothing over several periods: a share, a value. */
  | 'none';

/** One figure as a statement would write it. */
export interface ClauseFigure {
  readonly unit: SimulatedUnit;
  /** A decimal where the unit counts; null where the clause has no such figure in the period. */
  readonly value: string | boolean | null;
  readonly total: Totalling;
}

/** Everything that one clause comes to in one period, or over several, under one side's terms. */
export interface ClauseFigures {
  readonly kind: SimulatedClauseKind;
  readonly id: string;
  readonly clause: string | undefined;
  readonly figures: Readonly<Record<string, ClauseFigure>>;
}

/** One period of one side. */
export interface PeriodFigures {
  readonly label: string;
  readonly clauses: readonly ClauseFigures[];
}

/** The same clause in two lists: clauses of different kinds may share an id. */
export function keyOf({ kind, id }: Pick<ClauseFigures, 'kind' | 'id'>): string {
  return `${kind} ${id}`;
}

export function word(value: string, total: Totalling = 'none'): ClauseFigure {
  return { unit: 'word', value, total };
}

export function count(value: number | undefined, total: Totalling = 'sum'): ClauseFigure {
  return { unit: 'count', value: value === undefined ? null : String(value), total };
}
