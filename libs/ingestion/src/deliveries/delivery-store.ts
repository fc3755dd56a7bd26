import type { ErrorCode, ErrorDetail } from '@tallystick/errors';
import type { HistoryRow, SaidRow } from '@tallystick/sources';
import type Database from 'better-sqlite3';
import type { DeadLetter, DeadLetterContent, DeadLetterLimits, DeadLetterQuery } from './dead-letter.js';
import { openDeliveriesFile, storeError } from './schema.js';

/** How long a delivery is known again after it was recorded; its facts have ids that follow from it for ever. */
const daysKnown = 90;
const millisecondsOfDay = 86_400_000;
/** A settled letter is a line of a record; of them the newest are kept. */
const settledLetters = 10_000;
/** Beyond so many rows of one history those that changed nothing are forgotten, but for the newest. */
const rowsBeforeForgetting = 400;
const newestRows = 100;

/** What came to the delivery, as the sender was told. */
export interface StoredDelivery {
  readonly number: number;
  readonly digest: string;
  readonly state: 'taken' | 'done' | 'dead';
  readonly answer: string | null;
}

export interface TakenDelivery {
  readonly number: number;
  readonly source: string;
  readonly delivery: string;
  readonly receivedAt: number;
  readonly body: Uint8Array;
  readonly headers: Readonly<Record<string, string>>;
}

/** What names a history: rows of it come from any source that speaks for the same system. */
export interface HistoryKey {
  readonly agreement: string;
  readonly system: string;
  readonly kind: string;
  readonly about: string;
}

interface LetterRow {
  readonly id: number;
  readonly number: number;
  readonly source: string;
  readonly agreement: string;
  readonly delivery: string;
  readonly received_at: number;
  readonly bytes: number;
  readonly code: string;
  readonly problems: string;
  readonly attempts: number;
  readonly last_attempt_at: number;
  readonly state: DeadLetter['state'];
  readonly settled_at: number | null;
  readonly settled_by: string | null;
  readonly reason: string | null;
}

/**
 * Deliveries, the rows of histories that they brought, and dead letters, in one SQLite file. A body is on the disk before
 * anything is made of it, and stays until it is understood.
 */
export class DeliveryStore {
  readonly #path: string;
  readonly #database: Database.Database;

  constructor(path: string) {
    this.#path = path;
    this.#database = openDeliveriesFile(path);
  }

  find(source: string, delivery: string): StoredDelivery | undefined {
    return this.#guarded(() =>
      this.#database
        .prepare<[string, string], StoredDelivery>(
          'SELECT number, digest, state, answer FROM deliveries WHERE source = ? AND delivery = ?',
        )
        .get(source, delivery),
    );
  }

  take(delivery: Omit<TakenDelivery, 'number'>, digest: string): number {
    const { source, delivery: name, receivedAt, body, headers } = delivery;
    return this.#guarded(() =>
      Number(
        this.#database
          .prepare(
            "INSERT INTO deliveries (source, delivery, digest, received_at, state, body, headers) VALUES (?, ?, ?, ?, 'taken', ?, ?)",
          )
          .run(source, name, digest, receivedAt, Buffer.from(body), JSON.stringify(headers)).lastInsertRowid,
      ),
    );
  }

  /** Deliveries that were taken and of which nothing is known yet: the process ended in between. */
  unfinished(): readonly TakenDelivery[] {
    return this.#guarded(() =>
      this.#database
        .prepare<
          [],
          {
            number: number;
            source: string;
            delivery: string;
            received_at: number;
            body: Buffer;
            headers: string;
          }
        >(
          "SELECT number, source, delivery, received_at, body, headers FROM deliveries WHERE state = 'taken' ORDER BY number",
        )
        .all()
        .map(({ received_at, headers, ...row }) => ({
          ...row,
          receivedAt: received_at,
          headers: JSON.parse(headers) as Record<string, string>,
        })),
    );
  }

  /** Puts the rows of a delivery in the place of those that it brought before. */
  putRows(number: number, rows: readonly (SaidRow & { readonly history: HistoryKey })[]): void {
    this.#redoable(() => {
      this.#database.prepare('DELETE FROM history_rows WHERE delivery = ?').run(number);
      const insert = this.#database.prepare('INSERT INTO history_rows VALUES (?, ?, ?, ?)');
      for (const { row, said, history } of rows) {
        insert.run(this.#historyOf(history), number, row, JSON.stringify(said));
      }
    });
  }

  rowsOf(key: HistoryKey): readonly HistoryRow[] {
    return this.#guarded(() =>
      this.#database
        .prepare<[number], { delivery: number; row: number; said: string }>(
          'SELECT delivery, row, said FROM history_rows WHERE history = ? ORDER BY delivery, row',
        )
        .all(this.#historyOf(key))
        .map(({ delivery, row, said }) => ({ delivery, row, said: JSON.parse(said) as object })),
    );
  }

  /**
   * Forgets rows that changed nothing, once a history has become long. Of rows of one instant all are kept, since their
   * facts are told apart by counting them.
   */
  forgetRows(key: HistoryKey, rows: readonly HistoryRow[], withoutFacts: readonly number[]): void {
    if (rows.length <= rowsBeforeForgetting) return;
    const instants = new Map<unknown, number>();
    for (const { said } of rows) {
      const { at } = said as { at?: unknown };
      instants.set(at, (instants.get(at) ?? 0) + 1);
    }
    this.#transaction(() => {
      const remove = this.#database.prepare(
        'DELETE FROM history_rows WHERE history = ? AND delivery = ? AND row = ?',
      );
      for (const index of withoutFacts) {
        const row = rows[index]!;
        const alone = instants.get((row.said as { at?: unknown }).at) === 1;
        if (alone && index < rows.length - newestRows)
          remove.run(this.#historyOf(key), row.delivery, row.row);
      }
    });
  }

  finish(number: number, answer: object): void {
    this.#redoable(() =>
      this.#database
        .prepare(
          "UPDATE deliveries SET state = 'done', body = NULL, headers = NULL, answer = ? WHERE number = ?",
        )
        .run(JSON.stringify(answer), number),
    );
  }

  /** Lets go of a delivery of which nothing was recorded, so that it may come again. */
  release(number: number): void {
    this.#transaction(() => {
      this.#database.prepare('DELETE FROM history_rows WHERE delivery = ?').run(number);
      this.#database.prepare("DELETE FROM deliveries WHERE number = ? AND state = 'taken'").run(number);
    });
  }

  /**
   * Keeps a delivery as a dead letter, or notes another attempt at one.
   * @returns its id; undefined where there is no room for another one.
   */
  bury(
    number: number,
    letter: {
      readonly agreement: string;
      readonly at: number;
      readonly code: ErrorCode;
      readonly problems: readonly ErrorDetail[];
    },
    answer: (id: number) => object,
    limits: DeadLetterLimits,
  ): number | undefined {
    const { agreement, at, code } = letter;
    const problems = JSON.stringify(letter.problems);
    return this.#redoable(() => {
      const known = this.#database
        .prepare<[number], { id: number }>('SELECT id FROM dead_letters WHERE number = ?')
        .get(number);
      if (known !== undefined) {
        this.#database
          .prepare(
            'UPDATE dead_letters SET code = ?, problems = ?, attempts = attempts + 1, last_attempt_at = ? WHERE id = ?',
          )
          .run(code, problems, at, known.id);
        this.#markDead(number, answer(known.id));
        return known.id;
      }
      const room = this.#database
        .prepare<[], { letters: number; bytes: number }>(
          "SELECT count(*) AS letters, coalesce(sum(bytes), 0) AS bytes FROM dead_letters WHERE state = 'waiting'",
        )
        .get()!;
      const own = this.#database
        .prepare<[number], { bytes: number }>('SELECT length(body) AS bytes FROM deliveries WHERE number = ?')
        .get(number)!;
      if (room.letters >= limits.letters || room.bytes + own.bytes > limits.bytes) return undefined;
      const id = Number(
        this.#database
          .prepare(
            'INSERT INTO dead_letters (number, source, agreement, delivery, received_at, bytes, code, problems, attempts, last_attempt_at, state) ' +
              "SELECT number, source, ?, delivery, received_at, length(body), ?, ?, 1, ?, 'waiting' FROM deliveries WHERE number = ?",
          )
          .run(agreement, code, problems, at, number).lastInsertRowid,
      );
      this.#markDead(number, answer(id));
      return id;
    });
  }

  letters(query: DeadLetterQuery): readonly DeadLetter[] {
    if (query.agreements.length === 0) return [];
    const { where, values } = conditionsOf(query);
    return this.#guarded(() =>
      this.#database
        .prepare<(string | number)[], LetterRow>(
          `SELECT * FROM dead_letters WHERE ${where} ORDER BY id LIMIT ?`,
        )
        .all(...values, query.first)
        .map(letterOf),
    );
  }

  count(query: Omit<DeadLetterQuery, 'first' | 'after'>): number {
    if (query.agreements.length === 0) return 0;
    const { where, values } = conditionsOf(query);
    return this.#guarded(
      () =>
        this.#database
          .prepare<(string | number)[], { letters: number }>(
            `SELECT count(*) AS letters FROM dead_letters WHERE ${where}`,
          )
          .get(...values)!.letters,
    );
  }
  letter(id: number): (DeadLetterContent & { readonly number: number }) | undefined {
    return this.#guarded(() => {
      const row = this.#database
        .prepare<[number], LetterRow & { body: Buffer | null; headers: string | null }>(
          'SELECT dead_letters.*, body, headers FROM dead_letters JOIN deliveries USING (number) WHERE id = ?',
        )
        .get(id);
      if (row === undefined) return undefined;
      return {
        ...letterOf(row),
        number: row.number,
        body: row.body ?? undefined,
        headers: row.headers === null ? {} : (JSON.parse(row.headers) as Record<string, string>),
      };
    });
  }

  /** Settles a waiting letter; its body is let go, and with `answer` the delivery counts as recorded. */
  settle(
    id: number,
    settled: {
      readonly state: 'replayed' | 'discarded';
      readonly at: number;
      readonly by: string;
      readonly reason?: string | undefined;
      readonly answer: object;
    },
  ): void {
    this.#transaction(() => {
      this.#database
        .prepare(
          "UPDATE dead_letters SET state = ?, settled_at = ?, settled_by = ?, reason = ? WHERE id = ? AND state = 'waiting'",
        )
        .run(settled.state, settled.at, settled.by, settled.reason ?? null, id);
      this.#database
        .prepare(
          "UPDATE deliveries SET state = 'done', body = NULL, headers = NULL, answer = ? WHERE number = (SELECT number FROM dead_letters WHERE id = ?)",
        )
        .run(JSON.stringify(settled.answer), id);
    });
  }

  /** Forgets deliveries that nobody will send again, and the oldest settled letters. */
  tidy(now: number): void {
    this.#transaction(() => {
      this.#database
        .prepare(
          "DELETE FROM dead_letters WHERE state <> 'waiting' AND id NOT IN (SELECT id FROM dead_letters WHERE state <> 'waiting' ORDER BY id DESC LIMIT ?)",
        )
        .run(settledLetters);
      this.#database
        .prepare(
          "DELETE FROM deliveries WHERE state = 'done' AND received_at < ? AND number NOT IN (SELECT number FROM dead_letters)",
        )
        .run(now - daysKnown * millisecondsOfDay);
    });
  }

  /** Waiting letters of all agreements: for metrics. */
  waiting(): number {
    return this.#guarded(
      () =>
        this.#database
          .prepare("SELECT count(*) FROM dead_letters WHERE state = 'waiting'")
          .pluck()
          .get() as number,
    );
  }

  close(): void {
    if (this.#database.open) this.#database.close();
  }

  #markDead(number: number, answer: object): void {
    this.#database
      .prepare("UPDATE deliveries SET state = 'dead', answer = ? WHERE number = ?")
      .run(JSON.stringify(answer), number);
  }

  #historyOf({ agreement, system, kind, about }: HistoryKey): number {
    const found = this.#database
      .prepare<[string, string, string, string], number>(
        'SELECT history FROM histories WHERE agreement = ? AND system = ? AND kind = ? AND about = ?',
      )
      .pluck()
      .get(agreement, system, kind, about);
    if (found !== undefined) return found;
    return Number(
      this.#database
        .prepare('INSERT INTO histories (agreement, system, kind, about) VALUES (?, ?, ?, ?)')
        .run(agreement, system, kind, about).lastInsertRowid,
    );
  }

  /**
   * A write that need not be on the disk at once: should the power fail, the delivery is still `taken`, with its body,
   * and is gone through again at the next start. The log keeps the order of writes, so that none outlives one before it.
   */
  #redoable<T>(work: () => T): T {
    return this.#guarded(() => {
      this.#database.pragma('synchronous = NORMAL');
      try {
        return this.#database.transaction(work).immediate();
      } finally {
        this.#database.pragma('synchronous = FULL');
      }
    });
  }

  #transaction<T>(work: () => T): T {
    return this.#guarded(() => this.#database.transaction(work).immediate());
  }

  #guarded<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw storeError(this.#path, error);
    }
  }
}

/** Values go in as parameters; the texts of the conditions are all written here. */
function conditionsOf(query: Omit<DeadLetterQuery, 'first'>): {
  readonly where: string;
  readonly values: (string | number)[];
} {
  const conditions = [`agreement IN (${query.agreements.map(() => '?').join(', ')})`, 'id > ?'];
  const values: (string | number)[] = [...query.agreements, query.after ?? 0];
  for (const key of ['source', 'state'] as const) {
    const value = query[key];
    if (value === undefined) continue;
    conditions.push(`${key} = ?`);
    values.push(value);
  }
  return { where: conditions.join(' AND '), values };
}

function letterOf(row: LetterRow): DeadLetter {
  return {
    id: row.id,
    source: row.source,
    agreement: row.agreement,
    delivery: row.delivery,
    receivedAt: row.received_at,
    bytes: row.bytes,
    code: row.code as ErrorCode,
    problems: JSON.parse(row.problems) as ErrorDetail[],
    attempts: row.attempts,
    lastAttemptAt: row.last_attempt_at,
    state: row.state,
    settledAt: row.settled_at ?? undefined,
    settledBy: row.settled_by ?? undefined,
    reason: row.reason ?? undefined,
  };
}
