import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** A file's text with the name that errors call it by. @throws the system's error, which printError gives a code. */
export async function readText(path: string): Promise<{ readonly name: string; readonly text: string }> {
  return { name: basename(path), text: await readFile(path, 'utf8') };
}

const keyText = /^[^+]+\+[0-9a-f]{8}\+/;

/** Verifier keys as people name them: the text itself, or a file with one a line. */
export async function readKeys(named: readonly string[]): Promise<readonly string[]> {
  const texts = await Promise.all(
    named.map(async (one) => (keyText.test(one) ? one : (await readText(one)).text)),
  );
  return texts.flatMap((text) => text.split('\n').filter((line) => line.trim() !== ''));
}
