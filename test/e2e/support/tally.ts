import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from './ensure-built.js';

export interface Outcome {
  readonly exitCode: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly out: string;
  readonly error: string;
}

export interface TallyOptions {
  readonly folder: string;
  readonly input?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

export const bin = join(root, 'apps/cli/bin/tally.mjs');

/** A folder of its own for a test, and a way to run `tally` in it as a person would. */
export class Workplace {
  readonly folder = mkdtempSync(join(tmpdir(), 'tally-e2e-'));

  run(args: readonly string[], options: Omit<TallyOptions, 'folder'> = {}): Promise<Outcome> {
    return tally(args, { ...options, folder: this.folder });
  }

  /** Runs with `--json` and gives the lines it printed; anything but success fails the test. */
  async json<T>(args: readonly string[], options: Omit<TallyOptions, 'folder'> = {}): Promise<T[]> {
    const { exitCode, out, error } = await this.run([...args, '--json'], options);
    if (exitCode !== 0) throw new Error(`tally ${args.join(' ')} ended with ${exitCode}:\n${out}${error}`);
    return out
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as T);
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

export function start(args: readonly string[], options: TallyOptions): ChildProcess {
  return spawn(process.execPath, [bin, ...args], {
    cwd: options.folder,
    env: { ...process.env, TALLY_LEDGER: '', ...options.environment },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
}

/** Waits for the end and gives what was printed. */
export function outcomeOf(child: ChildProcess, input?: string): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const out: Buffer[] = [];
    const error: Buffer[] = [];
    child.stdout!.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr!.on('data', (chunk: Buffer) => error.push(chunk));
    child.on('error', reject);
    child.on('close', (exitCode, signal) =>
      resolve({
        exitCode,
        signal,
        out: Buffer.concat(out).toString(),
        error: Buffer.concat(error).toString(),
      }),
    );
    // A command that does not read its input may be gone before it is written.
    child.stdin!.on('error', () => undefined);
    child.stdin!.end(input ?? '');
  });
}

export function tally(args: readonly string[], options: TallyOptions): Promise<Outcome> {
  return outcomeOf(start(args, options), options.input);
}
