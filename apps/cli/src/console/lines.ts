import type { Readable } from 'node:stream';

/**
 * The lines of a UTF-8 stream, without their line ends, a chunk's worth at a time; never holds more than a chunk and
 * the line that is not finished. A last line without a line end is a line.
 */
export async function* linesOf(stream: Readable): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder('utf-8');
  let unfinished = '';
  for await (const chunk of stream) {
    const text =
      unfinished + (typeof chunk === 'string' ? chunk : decoder.decode(chunk as Buffer, { stream: true }));
    const lines = text.split(/\r?\n/);
    unfinished = lines.pop()!;
    if (lines.length > 0) yield lines;
  }
  const last = unfinished + decoder.decode();
  if (last !== '') yield [last];
}
