import { existsSync } from 'node:fs';
import { TallyError } from '@tallystick/errors';
import Database from 'better-sqlite3';
import { erasedText } from './open-texts.js';

const waitMilliseconds = 10_000;

/**
 * Clears SQLite files that lie beside the ledger (deliveries of webhooks, their histories, dead letters) of texts that are
 * erased: wherever a text or a body holds one of them, `(erased)` stands afterwards. The files are written anew, and their logs
 * emptied, so that no freed page keeps it either.
 *
 * @returns how many values were changed.
 * @throws TallyError `input-output` where a file cannot be cleared; nothing is destroyed then, and it can be tried again.
 */
export async function purgeLeftovers(files: readonly string[], texts: readonly string[]): Promise<number> {
  let changed = 0;
  for (const file of files) {
    if (existsSync(file)) changed += await Promise.resolve(purgeFile(file, texts));
  }
  return changed;
}

function purgeFile(path: string, texts: readonly string[]): number {
  let database: Database.Database | undefined;
  try {
    database = new Database(path, { timeout: waitMilliseconds });
    const open = database;
    open.pragma('secure_delete = ON');
    open.pragma('temp_store = MEMORY');
    const forms = formsOf(texts);
    const changed = open
      .transaction(() => columnsOf(open).reduce((sum, column) => sum + purgeColumn(open, column, forms), 0))
      .immediate();
    open.exec('VACUUM');
    const [{ busy } = { busy: 0 }] = open.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    if (busy !== 0) {
      throw new TallyError('input-output', `${path} is in use, so that its log could not be emptied.`, [
        { place: path, problem: 'Somebody reads it all the time.', mend: 'Try again.' },
      ]);
    }
    return changed;
  } catch (error) {
    if (error instanceof TallyError) throw error;
    throw new TallyError('input-output', `${path} cannot be cleared of erased texts.`, [], error);
  } finally {
    database?.close();
  }
}

/** A text as it stands by itself, and as it stands within JSON. The longest first, so that no part of one is left. */
function formsOf(texts: readonly string[]): readonly string[] {
  const forms = new Set(texts.flatMap((text) => [text, JSON.stringify(text).slice(1, -1)]));
  return [...forms].sort((one, other) => other.length - one.length);
}

interface Column {
  readonly table: string;
  readonly column: string;
}

/** Columns that may hold what somebody wrote: texts and bodies, without those that name a row. */
function columnsOf(database: Database.Database): readonly Column[] {
  const tables = database
    .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all();
  return tables.flatMap((table) => {
    const unique = database
      .prepare<[string], string>(
        'SELECT info.name FROM pragma_index_list(?) AS list, pragma_index_info(list.name) AS info WHERE list."unique" = 1',
      )
      .pluck()
      .all(table);
    return database
      .prepare<[string], { name: string; type: string; pk: number }>(
        'SELECT name, type, pk FROM pragma_table_info(?)',
      )
      .all(table)
      .filter(({ name, type, pk }) => /TEXT|BLOB/i.test(type) && pk === 0 && !unique.includes(name))
      .map(({ name }) => ({ table, column: name }));
  });
}

function purgeColumn(
  database: Database.Database,
  { table, column }: Column,
  forms: readonly string[],
): number {
  const quoted = `"${column.replaceAll('"', '""')}"`;
  const inTable = `"${table.replaceAll('"', '""')}"`;
  // A body is bytes: it is searched as such, and stays what it was.
  const purge = database.prepare<[{ form: string; mark: string }]>(
    `UPDATE ${inTable} SET ${quoted} = CASE typeof(${quoted}) ` +
      `WHEN 'blob' THEN CAST(replace(CAST(${quoted} AS TEXT), @form, @mark) AS BLOB) ELSE replace(${quoted}, @form, @mark) END ` +
      `WHERE instr(${quoted}, CASE typeof(${quoted}) WHEN 'blob' THEN CAST(@form AS BLOB) ELSE @form END) > 0`,
  );
  return forms.reduce((sum, form) => sum + purge.run({ form, mark: erasedText }).changes, 0);
}
