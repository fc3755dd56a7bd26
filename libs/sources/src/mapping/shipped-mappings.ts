import { TallyError } from '@tallystick/errors';
import { mendUnknownName } from '@tallystick/documents';
import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface ShippedMapping {
  readonly name: string;
  readonly path: string;
}

/** The mappings that come with the program, by name. They are files like those that people write themselves. */
export function shippedMappings(): readonly ShippedMapping[] {
  const folder = mappingsFolder();
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .map((file) => ({ name: file.slice(0, -'.yaml'.length), path: join(folder, file) }));
}

/** @throws TallyError `file-not-found` with the nearest name. */
export function shippedMapping(name: string): ShippedMapping {
  const mappings = shippedMappings();
  const found = mappings.find((mapping) => mapping.name === name);
  if (found !== undefined) return found;
  const mend = mendUnknownName(
    name,
    mappings.map((mapping) => mapping.name),
    'mapping',
  );
  throw new TallyError(
    'file-not-found',
    `There is no mapping file and no shipped mapping ${JSON.stringify(name)}. ${mend}`,
    [{ place: name, problem: 'There is no such mapping.', mend }],
  );
}

/**
 * The folder stays in the checkout also where this file was compiled elsewhere in it (`dist`), so it is looked for from
 * here upwards.
 */
function mappingsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  for (;;) {
    const candidate = join(folder, 'libs', 'sources', 'mappings');
    if (existsSync(candidate)) return candidate;
    const parent = dirname(folder);
    if (parent === folder) {
      throw new TallyError('configuration', 'The folder libs/sources/mappings of the program is missing.');
    }
    folder = parent;
  }
}
