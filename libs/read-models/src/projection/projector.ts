import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { type Services, WarmTimelines } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import type { LedgerHead } from '@tallystick/ledger';
import Database from 'better-sqlite3';
import { GenerationFiles } from '../store/generation-files.js';
import { Lease } from '../store/lease.js';
import { isSound } from '../store/view-file.js';
import { Generation } from './generation.js';
import { OneAtATime } from './one-at-a-time.js';

export interface ProjectorOptions {
  readonly services: Pick<Services, 'ledger' | 'zones' | 'segments' | 'clock'>;
  readonly folder: string;
  /** How often the ledger's heads are looked at, in milliseconds. */
  readonly pollMilliseconds?: number;
  /** How many facts to keep folded in memory. */
  readonly warmFacts?: number;
  /** Called after each move of a checkpoint, and after a switch to another generation. */
  readonly onMoved?: () => void;
  /** Called with what went wrong with an agreement, whose rows then stay as they were. */
  readonly onFault?: (agreement: string, error: unknown) => void;
  /** Called before each write of a row; tests break off there. */
  readonly onWrite?: () => void;
}

const defaultPollMilliseconds = 50;
const defaultWarmFacts = 3_000_000;
/** While facts stream in, the figures of an agreement rest this many times as long as working them out took. */
const restFactor = 2;
const longestRestMilliseconds = 10_000;
const longestBreathMilliseconds = 1_000;
/** An agreement that could not be projected is tried again at its next fact, and after so long. */
const triedAgainMilliseconds = 30_000;

/**
 * Keeps the read models of a ledger as far as the ledger is. One process projects; others wait to take over. It is the
 * one writer of the folder, does one thing at a time, and reads the ledger for itself.
 */
export class Projector {
  private readonly files: GenerationFiles;
  private readonly timelines: WarmTimelines;
  private readonly work = new OneAtATime();
  private readonly restsUntil = new Map<string, number>();
  private readonly wanted = new Map<string, number>();
  /** The head at which an agreement could not be projected. */
  private readonly failedAt = new Map<string, string>();
  private lease: Lease | undefined;
  private current: Generation | undefined;
  private readonly stopping = new AbortController();
  private wake: () => void = () => undefined;
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly options: ProjectorOptions) {
    this.files = new GenerationFiles(options.folder);
    this.timelines = new WarmTimelines(options.services, options.warmFacts ?? defaultWarmFacts);
  }

  /** Goes on until it is closed. */
  start(): void {
    this.running = this.run();
  }

  /** Whether this process is the one that projects. */
  get isProjecting(): boolean {
    return this.lease !== undefined;
  }

  /** Looks at the ledger now; at an agreement that is waited for without letting it rest. */
  look(agreement?: string, position = 0): void {
    if (agreement !== undefined)
      this.wanted.set(agreement, Math.max(position, this.wanted.get(agreement) ?? -1));
    this.wake();
  }

  /** One look at the ledger: brings every agreement to its head. @returns false where another process projects. */
  async catchUp(resting = false): Promise<boolean> {
    if (!(await this.work.run(() => this.take()))) return false;
    const heads = await this.options.services.ledger.agreements();
    await this.work.run(() => this.current?.dropOthers(heads));
    for (const head of heads) {
      if (this.stopping.signal.aborted) break;
      const { current } = this;
      if (current === undefined || current.isAt(head) || (resting && this.rests(head))) continue;
      const startedAt = performance.now();
      await this.work.run(() => this.bring(this.current, head));
      // Where nobody waits, others are given as much of the machine as was taken.
      if (resting && this.wanted.size === 0) {
        await this.restOrWake(Math.min(performance.now() - startedAt, longestBreathMilliseconds));
      }
    }
    return true;
  }

  /**
   * Builds all rows anew in a generation of its own, beside the present one, and has readers move over to it.
   * @throws TallyError `read-models-unavailable` where another process projects.
   */
  async rebuild(): Promise<void> {
    if (!(await this.work.run(() => this.take()))) {
      throw new TallyError(
        'read-models-unavailable',
        'Another process keeps these read models; only it can build them anew.',
      );
    }
    const number = (this.files.numbers().at(-1) ?? 0) + 1;
    await this.work.run(() => this.build(number));
  }

  /**
   * The rows of one agreement as they were at an earlier position, as a file of its own that the caller removes.
   * @returns the path of the file.
   */
  projectAt(head: LedgerHead): Promise<string> {
    return this.work.run(async () => {
      this.files.make();
      const folder = mkdtempSync(join(this.options.folder, `known-${process.pid}-`));
      const files = new GenerationFiles(folder);
      const { services } = this.options;
      const generation = new Generation(files, 1, services, this.timelines);
      try {
        await generation.bring(head);
        generation.makeIndexes();
        generation.close();
        return files.database(1);
      } catch (error) {
        generation.abandon();
        rmSync(folder, { recursive: true, force: true });
        throw error;
      }
    });
  }

  async close(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.running;
    await this.work.run(() => {
      this.current?.close();
      this.current = undefined;
      this.lease?.release();
      this.lease = undefined;
    });
  }

  /** Lets go of everything as a process does that ends in the middle of its work. */
  abandon(): void {
    this.stopping.abort();
    this.wake();
    this.current?.abandon();
    this.current = undefined;
    this.lease?.release();
    this.lease = undefined;
  }

  private async run(): Promise<void> {
    const milliseconds = this.options.pollMilliseconds ?? defaultPollMilliseconds;
    const { signal } = this.stopping;
    while (!signal.aborted) {
      let until = milliseconds;
      try {
        // Another process may project for days: it is asked rarely whether it still does.
        if (!(await this.catchUp(true))) until = Math.max(milliseconds, 1_000);
      } catch (error) {
        this.options.onFault?.('', error);
        this.giveUpDamaged(error);
        until = Math.max(milliseconds, 1_000);
      }
      await this.restOrWake(until);
    }
  }

  private async restOrWake(milliseconds: number): Promise<void> {
    const woken = new AbortController();
    this.wake = () => woken.abort();
    const signal = AbortSignal.any([woken.signal, this.stopping.signal]);
    await pause(milliseconds, undefined, { signal, ref: false }).catch(() => undefined);
  }

  /** Takes the lease and opens the generation to go on with, or builds one. */
  private async take(): Promise<boolean> {
    if (this.lease === undefined) {
      this.files.make();
      this.lease = Lease.take(this.files.lock);
      if (this.lease === undefined) return false;
      this.removeLeftovers();
    }
    if (this.current === undefined) await this.open();
    return true;
  }

  private async open(): Promise<void> {
    const { files } = this;
    const named = files.current();
    if (named !== undefined && this.isSound(named, true)) {
      this.current = this.generation(named);
      for (const number of files.numbers()) if (number !== named) files.remove(number);
      return;
    }
    // A build that was broken off goes on; what is damaged begins anew under a number of its own.
    const numbers = files.numbers();
    const begun = numbers.at(-1);
    const goesOn = begun !== undefined && begun !== named && this.isSound(begun, false);
    await this.build(goesOn ? begun : (begun ?? named ?? 0) + 1);
  }

  private isSound(number: number, whole: boolean): boolean {
    const { version } = this.options.services.zones;
    return isSound(this.files.database(number), this.files.digest(number), whole, version);
  }

  private generation(number: number): Generation {
    const { services, onWrite } = this.options;
    return new Generation(this.files, number, services, this.timelines, onWrite);
  }

  private async build(number: number): Promise<void> {
    const next = this.generation(number);
    try {
      for (let behind = true; behind;) {
        const heads = await this.options.services.ledger.agreements();
        next.dropOthers(heads);
        behind = false;
        for (const head of heads) {
          if (next.isAt(head) || this.hasFailed(head)) continue;
          behind = true;
          await this.bring(next, head);
          // Those who read the present generation are not kept waiting by the next.
          const { current } = this;
          if (current !== undefined && !current.isAt(head)) await this.bringPresent(current, head);
        }
      }
      next.makeIndexes();
    } catch (error) {
      next.abandon();
      throw error;
    }
    const before = this.current;
    this.files.setCurrent(number);
    this.current = next;
    if (before !== undefined) putAway(before);
    for (const other of this.files.numbers()) if (other !== number) this.files.remove(other);
    this.options.onMoved?.();
  }

  /** The present generation may be the damaged one that the next is built for. */
  private async bringPresent(current: Generation, head: LedgerHead): Promise<void> {
    try {
      await this.bring(current, head);
    } catch (error) {
      if (!isDamage(error)) throw error;
    }
  }

  private async bring(generation: Generation | undefined, head: LedgerHead): Promise<void> {
    if (generation === undefined || generation.isAt(head)) return;
    const { agreement } = head;
    const startedAt = performance.now();
    let rest: number;
    try {
      await generation.bring(head);
      this.failedAt.delete(agreement);
      rest = Math.min(restFactor * (performance.now() - startedAt), longestRestMilliseconds);
    } catch (error) {
      // One agreement that cannot be projected must not keep the others from it; a broken file concerns them all.
      if (error instanceof Database.SqliteError) throw error;
      this.failedAt.set(agreement, head.chainHash);
      this.timelines.forget(agreement);
      this.options.onFault?.(agreement, error);
      rest = triedAgainMilliseconds;
    }
    this.restsUntil.set(agreement, performance.now() + rest);
    if ((this.wanted.get(agreement) ?? Infinity) <= head.position) this.wanted.delete(agreement);
    this.options.onMoved?.();
  }

  private hasFailed({ agreement, chainHash }: LedgerHead): boolean {
    return this.failedAt.get(agreement) === chainHash;
  }

  private rests(head: LedgerHead): boolean {
    if (this.wanted.has(head.agreement) && !this.hasFailed(head)) return false;
    return performance.now() < (this.restsUntil.get(head.agreement) ?? 0);
  }

  /** Where a file turns out to be damaged while it is in use, the next look builds another. */
  private giveUpDamaged(error: unknown): void {
    const damaged =
      error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code);
    if (!damaged || this.current === undefined) return;
    const { number } = this.current;
    this.current.abandon();
    this.current = undefined;
    this.files.remove(number);
  }

  /** What programs with other tables, and processes that are gone, have left in the folder. */
  private removeLeftovers(): void {
    for (const schema of this.files.otherSchemas()) {
      const others = new GenerationFiles(this.files.folder, schema);
      const lease = Lease.take(others.lock);
      if (lease === undefined) continue;
      lease.release();
      others.removeAll();
    }
    this.files.removePastKnowledge((process_) => {
      try {
        process.kill(process_, 0);
        return true;
      } catch {
        return false;
      }
    });
  }
}

function isDamage(error: unknown): boolean {
  return error instanceof Database.SqliteError && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(error.code);
}

/** Sends the readers of a generation on to the next; a damaged one they leave by themselves. */
function putAway(generation: Generation): void {
  try {
    generation.retire();
    generation.close();
  } catch (error) {
    if (!isDamage(error)) throw error;
    generation.abandon();
  }
}
