import Database from 'better-sqlite3';
import { GenerationFiles } from '../store/generation-files.js';
import { tables } from '../store/schema.js';

/** What says how a file came about rather than what its rows are. */
const tablesOfOwn: ReadonlySet<string> = new Set(['notes', 'touched']);

/** Every row of every table of a file, as it stands there. */
export function storedRows(file: string): Readonly<Record<string, readonly unknown[]>> {
  const database = new Database(file, { readonly: true });
  try {
    const names = [...tables.keys()].filter((name) => !tablesOfOwn.has(name));
    return Object.fromEntries(
      names.map((name) => [name, database.prepare<[]>(`SELECT * FROM "${name}"`).raw().all()]),
    );
  } finally {
    database.close();
  }
}

/** The rows of the generation that is read. */
export function currentRows(folder: string): Readonly<Record<string, readonly unknown[]>> {
  const files = new GenerationFiles(folder);
  const number = files.current();
  if (number === undefined) throw new Error(`There are no read models in ${folder}.`);
  return storedRows(files.database(number));
}
