import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { TallyError } from '@tallystick/errors';

export interface LineLimits {
  /** Bytes in all, unpacked. */
  readonly bytes: number;
  /** Bytes of one line; the largest fact there is. */
  readonly lineBytes: number;
}

/** Lines handed on at a time: reading them takes a millisecond or two, and between two such the server does other things. */
const linesAtATime = 50;

/**
 * The lines of a stream of UTF-8 text, some at a time. It is read only as fast as they are taken, and no more than a line
 * and a piece of the stream are held.
 *
 * @param packed whether the stream is gzip.
 * @throws TallyError `body-too-large`, `source-unreadable` for damaged gzip and for what is no UTF-8, naming the line.
 */
export async function* streamLines(
  stream: Readable,
  packed: boolean,
  limits: LineLimits,
): AsyncGenerator<readonly string[], void, undefined> {
  let bytes = 0;
  let line = 0;
  let rest: Buffer[] = [];
  let restBytes = 0;
  let lines: string[] = [];
  const take = (pieces: readonly Buffer[]): void => {
    line += 1;
    lines.push(textOf(Buffer.concat(pieces), line));
  };
  for await (const chunk of packed ? unpacked(stream) : (stream as AsyncIterable<Buffer>)) {
    bytes += chunk.length;
    if (bytes > limits.bytes) throw tooLarge(`The body has more than ${limits.bytes} bytes.`);
    let from = 0;
    for (let end = chunk.indexOf(lineEnd); end !== -1; end = chunk.indexOf(lineEnd, from)) {
      take([...rest, chunk.subarray(from, end)]);
      rest = [];
      restBytes = 0;
      from = end + 1;
      if (lines.length === linesAtATime) {
        yield lines;
        lines = [];
        await nextTurn();
      }
    }
    if (from < chunk.length) {
      rest.push(chunk.subarray(from));
      restBytes += chunk.length - from;
      if (restBytes > limits.lineBytes) {
        throw tooLarge(`Line ${line + 1} has more than ${limits.lineBytes} bytes.`);
      }
    }
  }
  if (rest.length > 0) take(rest);
  if (lines.length > 0) yield lines;
}

const lineEnd = 0x0a;
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false });

function textOf(bytes: Buffer, line: number): string {
  try {
    const text = decoder.decode(bytes);
    return text.endsWith('\r') ? text.slice(0, -1) : text;
  } catch (error) {
    const problem = 'It holds bytes that are no UTF-8.';
    const mend = 'Send the lines as UTF-8.';
    throw new TallyError(
      'source-unreadable',
      `Line ${line}: ${problem}`,
      [{ place: `line ${line}`, problem, mend }],
      error,
    );
  }
}

async function* unpacked(stream: Readable): AsyncGenerator<Buffer> {
  const gunzip = createGunzip();
  stream.on('error', (error) => gunzip.destroy(error));
  stream.pipe(gunzip);
  try {
    yield* gunzip as AsyncIterable<Buffer>;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!code.startsWith('Z_')) throw error;
    const mend = 'Send it again; the gzip data were damaged or cut off on the way.';
    throw new TallyError(
      'source-unreadable',
      `The body cannot be unpacked (${code}). ${mend}`,
      [{ place: 'the body', problem: code, mend }],
      error,
    );
  } finally {
    stream.unpipe(gunzip);
    gunzip.destroy();
  }
}

function tooLarge(problem: string): TallyError {
  return new TallyError('body-too-large', `${problem} Send it in parts.`, [
    {
      place: 'the body',
      problem,
      mend: 'Send it in parts; lines that were recorded are not recorded twice.',
    },
  ]);
}
