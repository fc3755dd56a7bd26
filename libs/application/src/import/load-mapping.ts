import { TallyError } from '@tallystick/errors';
import { type Mapping, readMapping, shippedMappings } from '@tallystick/sources';
import type { AuthoredText } from '../authored-text.js';

/** A mapping from its text. @throws TallyError `mapping-invalid`. */
export function loadMappingText({ text, name }: AuthoredText): Mapping {
  return readMapping(text, name);
}

/**
 * The mapping that a person means: one that is shipped, by its name, else a file of their own.
 * @param readText reads a file; the caller owns the file system.
 * @throws TallyError `mapping-invalid`, and `file-not-found` with the shipped names where there is no such file.
 */
export async function loadMapping(
  nameOrPath: string,
  readText: (path: string) => Promise<AuthoredText>,
): Promise<Mapping> {
  const shipped = shippedMappings();
  const path = shipped.find(({ name }) => name === nameOrPath)?.path ?? nameOrPath;
  let document: AuthoredText;
  try {
    document = await readText(path);
  } catch (error) {
    throw new TallyError(
      'file-not-found',
      `There is no mapping "${nameOrPath}".`,
      [
        {
          place: '--mapping',
          problem: 'It is neither the name of a shipped mapping nor a file that can be read.',
          mend: `Name a file, or one of ${shipped.map(({ name }) => name).join(', ')}.`,
        },
      ],
      error,
    );
  }
  return readMapping(document.text, document.name);
}
