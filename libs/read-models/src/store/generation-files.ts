import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { schemaDigest } from './schema.js';

/**
 * The folder of the read models beside a ledger. A generation is one file of rows; the next one is built beside it and
 * takes over by the renaming of a small file. Names carry the digest of the schema, so that programs with other tables
 * have their own files in the same folder.
 *
 *     v<schema>-g<number>.db       a generation
 *     v<schema>-g<number>.digest   SHA-256 of its file, while it lies closed
 *     current-v<schema>            the number of the one that is read
 *     known-<process>-…            rows of a past knowledge, made for a question
 *     projector-v<schema>.lock     held by the one process that projects
 */
export class GenerationFiles {
  constructor(
    readonly folder: string,
    readonly schema: string = schemaDigest,
  ) {}

  make(): void {
    mkdirSync(this.folder, { recursive: true });
  }

  database(number: number): string {
    return join(this.folder, `v${this.schema}-g${number}.db`);
  }

  digest(number: number): string {
    return join(this.folder, `v${this.schema}-g${number}.digest`);
  }

  get lock(): string {
    return join(this.folder, `projector-v${this.schema}.lock`);
  }

  private get pointer(): string {
    return join(this.folder, `current-v${this.schema}`);
  }

  /** The generation that is read; undefined where there is none, or none that can be told. */
  current(): number | undefined {
    try {
      const text = readFileSync(this.pointer, 'utf8');
      return /^[1-9]\d{0,9}$/.test(text) ? Number(text) : undefined;
    } catch {
      return undefined;
    }
  }

  /** From now on readers read this generation. */
  setCurrent(number: number): void {
    const fresh = `${this.pointer}.new`;
    writeFileSync(fresh, String(number));
    renameSync(fresh, this.pointer);
  }

  /** The generations that have a file, in order. */
  numbers(): readonly number[] {
    const found: number[] = [];
    for (const name of this.names()) {
      const match = /^v([0-9a-f]+)-g([1-9]\d{0,9})\.db$/.exec(name);
      if (match !== null && match[1] === this.schema) found.push(Number(match[2]));
    }
    return found.sort((a, b) => a - b);
  }

  remove(number: number): void {
    const database = this.database(number);
    for (const file of [this.digest(number), database, `${database}-wal`, `${database}-shm`]) {
      rmSync(file, { force: true });
    }
  }

  /** The schemas of other programs that have files here. */
  otherSchemas(): readonly string[] {
    const found = new Set<string>();
    for (const name of this.names()) {
      const schema = /^(?:v|current-v|projector-v)([0-9a-f]+)[-.]?/.exec(name)?.[1];
      if (schema !== undefined && schema !== this.schema) found.add(schema);
    }
    return [...found];
  }

  /** Removes everything of this schema; the caller holds its lock. */
  removeAll(): void {
    for (const name of this.names()) {
      const own = name === `current-v${this.schema}` || name.startsWith(`v${this.schema}-`);
      if (own || name.startsWith(`projector-v${this.schema}.lock`)) {
        rmSync(join(this.folder, name), { force: true });
      }
    }
  }

  /** Removes the files of past knowledge (`known-<process>-…`) of processes that are gone. */
  removePastKnowledge(isAlive: (process: number) => boolean): void {
    for (const name of this.names()) {
      const maker = /^known-(\d+)-/.exec(name)?.[1];
      if (maker !== undefined && !isAlive(Number(maker))) {
        rmSync(join(this.folder, name), { recursive: true, force: true });
      }
    }
  }

  private names(): readonly string[] {
    try {
      return readdirSync(this.folder);
    } catch {
      return [];
    }
  }
}
