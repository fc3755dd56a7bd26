import { TallyError } from '@tallystick/errors';
import { TextDecoder } from 'node:util';
import { createGunzip } from 'node:zlib';
import type { ImportInput } from '../import-batch.js';

/** Compressed formats by their first bytes. Only gzip is read here; the others name the command that unpacks them. */
const compressions = [
  { name: 'xz', magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00], mend: 'xz -dc FILE | tally import … -' },
  { name: 'bzip2', magic: [0x42, 0x5a, 0x68], mend: 'bzip2 -dc FILE | tally import … -' },
  { name: 'Zstandard', magic: [0x28, 0xb5, 0x2f, 0xfd], mend: 'zstd -dc FILE | tally import … -' },
  {
    name: 'zip (or a spreadsheet, which is a zip too)',
    magic: [0x50, 0x4b, 0x03, 0x04],
    mend: 'Unpack it first, or save the spreadsheet as CSV',
  },
] as const;
const gzipMagic = [0x1f, 0x8b] as const;
const longestMagic = 6;

/**
 * The text of an input, piece by piece: gunzipped where its first bytes say so, decoded, without a byte-order mark.
 *
 * @param onBytes is told how many bytes were read from the input as it came.
 * @throws TallyError `source-unreadable` for another compression or damaged gzip, `input-output` where reading fails.
 */
export async function* openText(
  input: ImportInput,
  encoding: string,
  onBytes: (count: number) => void,
): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  try {
    for await (const bytes of unpacked(input, onBytes)) {
      decoder ??= new TextDecoder(markedEncoding(bytes) ?? encoding);
      const text = decoder.decode(bytes, { stream: true });
      if (text !== '') yield text;
    }
  } catch (error) {
    throw readingError(input.name, error);
  }
  const rest = decoder?.decode() ?? '';
  if (rest !== '') yield rest;
}

/** A byte-order mark of UTF-16 says more surely than a mapping how the file is written. */
function markedEncoding(bytes: Uint8Array): string | undefined {
  if (startsWith(bytes, [0xff, 0xfe])) return 'utf-16le';
  return startsWith(bytes, [0xfe, 0xff]) ? 'utf-16be' : undefined;
}

async function* unpacked(input: ImportInput, onBytes: (count: number) => void): AsyncIterable<Uint8Array> {
  const raw = counted(input, onBytes);
  const head: Uint8Array[] = [];
  let headLength = 0;
  while (headLength < longestMagic) {
    const next = await raw.next();
    if (next.done === true) break;
    head.push(next.value);
    headLength += next.value.length;
  }
  const first = Buffer.concat(head);
  const other = compressions.find(({ magic }) => startsWith(first, magic));
  if (other !== undefined) {
    throw new TallyError(
      'source-unreadable',
      `${input.name} is compressed with ${other.name}. ${other.mend}.`,
      [{ place: input.name, problem: `It is compressed with ${other.name}.`, mend: `${other.mend}.` }],
    );
  }
  if (!startsWith(first, gzipMagic)) {
    if (first.length > 0) yield first;
    yield* raw;
    return;
  }
  const gunzip = createGunzip();
  const feeding = feed(gunzip, first, raw);
  // The failure of the feed reaches the reader through the destroyed stream; this keeps it from being unhandled.
  feeding.catch(() => undefined);
  yield* gunzip as AsyncIterable<Buffer>;
  await feeding;
}

async function feed(
  gunzip: ReturnType<typeof createGunzip>,
  first: Uint8Array,
  rest: AsyncGenerator<Uint8Array>,
): Promise<void> {
  try {
    await write(gunzip, first);
    for await (const bytes of rest) await write(gunzip, bytes);
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
    throw error;
  }
}

/** Waits until the bytes are taken, so that a fast source never runs ahead of a slow reader. */
function write(gunzip: ReturnType<typeof createGunzip>, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    gunzip.write(bytes, (error) => (error ? reject(error) : resolve()));
  });
}

async function* counted(input: ImportInput, onBytes: (count: number) => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of input.stream as AsyncIterable<Uint8Array | string>) {
    const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
    onBytes(bytes.length);
    yield bytes;
  }
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, index) => bytes[index] === byte);
}

function readingError(name: string, error: unknown): TallyError {
  if (error instanceof TallyError) return error;
  const problem = error instanceof Error ? error.message : String(error);
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  if (typeof code === 'string' && code.startsWith('Z_')) {
    const mend = 'Get the file again; the gzip data in it are damaged or cut off.';
    return new TallyError(
      'source-unreadable',
      `${name} cannot be unpacked (${problem}). ${mend}`,
      [{ place: name, problem, mend }],
      error,
    );
  }
  return new TallyError(
    'input-output',
    `${name} cannot be read: ${problem}.`,
    [{ place: name, problem }],
    error,
  );
}
