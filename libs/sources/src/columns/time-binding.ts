import type { SourceRow } from '../input/source-row.js';
import type { Mapping } from '../mapping/mapping.js';
import type { TimeRule } from '../mapping/time-rule.js';
import { type ReadInstant, instantReader } from './instant-reader.js';
import type { RowColumns } from './row-columns.js';
import { bindConditions } from './value-binding.js';

export type Time = (row: SourceRow) => ReadInstant | undefined;

/** Binds a time rule, or a plain column name, to the columns of an input; nothing where the row has no such time. */
export function bindTime(rule: string | TimeRule, columns: RowColumns, mapping: Mapping): Time {
  if (typeof rule === 'string') return bindTime({ column: rule }, columns, mapping);
  const read = instantReader(
    rule.instants === undefined ? mapping.notation : mapping.notationOf(rule.instants),
  );
  const time = bindPlace(rule, columns, read);
  if (rule.when === undefined) return time;
  const holds = bindConditions(rule.when, columns);
  return (row) => (holds(row) ? time(row) : undefined);
}

export function bindOptionalTime(
  rule: string | TimeRule | undefined,
  columns: RowColumns,
  mapping: Mapping,
): Time | undefined {
  return rule === undefined ? undefined : bindTime(rule, columns, mapping);
}

function bindPlace(
  rule: TimeRule,
  columns: RowColumns,
  read: (text: string, column: string) => ReadInstant,
): Time {
  const { column, joined } = rule;
  if (column !== undefined) {
    const text = columns.column(column);
    return (row) => {
      const written = text(row);
      return written === undefined ? undefined : read(written, column);
    };
  }
  if (joined !== undefined) {
    const parts = joined.map((name) => columns.column(name));
    const name = joined.join(' ');
    return (row) => {
      const written = parts.map((part) => part(row)).filter((part) => part !== undefined);
      return written.length === 0 ? undefined : read(written.join(' '), name);
    };
  }
  const names = rule.first ?? rule.earliest ?? rule.latest ?? [];
  const lists = names.map((name) => ({ name, list: columns.list(name) }));
  const direction = rule.latest === undefined ? 1 : -1;
  return (row) => {
    let best: ReadInstant | undefined;
    for (const { name, list } of lists) {
      for (const written of list(row)) {
        const instant = read(written, name);
        if (rule.first !== undefined) return instant;
        if (best === undefined || (instant.instant - best.instant) * direction < 0) best = instant;
      }
    }
    return best;
  };
}
