import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** A file's text with the name that errors call it by. @throws the system's error, which printError gives a code. */
export async function readText(path: string): Promise<{ readonly name: string; readonly text: string }> {
  return { name: basename(path), text: await readFile(path, 'utf8') };
}
