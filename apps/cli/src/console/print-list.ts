import type { Session } from '../session.js';
import { print } from './print.js';
import { type Column, renderTable } from './table.js';

/** How a list is shown to people. */
interface ShownList<Item> {
  readonly columns: readonly Column[];
  readonly row: (item: Item) => readonly string[];
  /** Said where there is nothing. */
  readonly none: string;
}

/** Prints a JSON object a line where `--json` was asked for, and a table for people otherwise. */
export async function printList<Item>(
  session: Session,
  items: readonly Item[],
  { columns, row, none }: ShownList<Item>,
): Promise<void> {
  if (session.json) {
    for (const item of items) await print(session, item, () => '');
    return;
  }
  await print(session, items, () =>
    items.length === 0 ? `${none}\n` : renderTable(columns, items.map(row)),
  );
}
