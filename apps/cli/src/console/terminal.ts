import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';

/** What a command says and hears. Tests hand in their own streams. */
export interface Terminal {
  /** Writes answers: tables, or the lines that `--json` asks for. Waits where the reader is slower than we are. */
  out(text: string): Promise<void>;
  /** Writes what is not an answer: errors, notes, progress. */
  note(text: string): void;
  readonly input: Readable;
  /** Lets the input go, so that what nobody reads any more does not keep the program waiting. */
  closeInput(): void;
  /** The stream that progress is drawn on, where a person watches; otherwise nothing is drawn. */
  readonly progressStream: NodeJS.WriteStream | undefined;
}

export function processTerminal(): Terminal {
  // A reader that has seen enough (`tally tickets | head`) closes the pipe: that ends the command, quietly.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') process.exit(0);
    throw error;
  });
  let inputUsed = false;
  return {
    out: (text) => write(process.stdout, text),
    note: (text) => void process.stderr.write(text),
    // Only asking for it opens it.
    get input() {
      inputUsed = true;
      return process.stdin;
    },
    closeInput: () => {
      if (inputUsed) process.stdin.destroy();
    },
    progressStream: process.stderr.isTTY ? process.stderr : undefined,
  };
}

async function write(stream: Writable, text: string): Promise<void> {
  if (!stream.write(text)) await once(stream, 'drain');
}
