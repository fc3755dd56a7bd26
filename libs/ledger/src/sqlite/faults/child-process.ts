import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const hooks = new URL('./source-hooks.ts', import.meta.url);
const child = new URL('./appending-child.ts', import.meta.url);

export interface AppendingChild {
  readonly process: ChildProcess;
  /** The batches acknowledged so far. */
  readonly acknowledged: number[];
  /** Resolves with what it wrote to standard error once it has ended, however it ended. */
  readonly ended: Promise<string>;
}

interface AppendingNumbers {
  readonly first: number;
  readonly batches: number;
  readonly batchSize: number;
}

/** The command line of appending-child.ts, which says what its arguments are. */
export function appendingCommand(
  path: string,
  how: 'any' | 'exact' | 'lost',
  prefix: string,
  { first, batches, batchSize }: AppendingNumbers,
): readonly [string, ...string[]] {
  return [
    process.execPath,
    // The rooms may use TypeScript that is more than types, such as parameter properties.
    '--experimental-transform-types',
    '--disable-warning=ExperimentalWarning',
    '--import',
    hooks.href,
    fileURLToPath(child),
    path,
    how,
    prefix,
    ...[first, batches, batchSize].map(String),
  ];
}

/** Starts appending-child.ts, or a command around it. */
export function startAppending(...given: Parameters<typeof appendingCommand>): AppendingChild {
  return startCommand(appendingCommand(...given));
}

export function startCommand([program, ...args]: readonly [string, ...string[]]): AppendingChild {
  const process_ = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const acknowledged: number[] = [];
  let rest = '';
  process_.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n');
    rest = lines.pop()!;
    acknowledged.push(...lines.map(Number));
  });
  let complaints = '';
  process_.stderr.setEncoding('utf8').on('data', (text: string) => {
    complaints += text;
  });
  return { process: process_, acknowledged, ended: once(process_, 'close').then(() => complaints) };
}
