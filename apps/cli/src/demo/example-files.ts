import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TallyError } from '@tallystick/errors';

/**
 * The folder of the example agreement. It stays in the checkout also where this file was compiled elsewhere in it
 * (`dist`), so it is looked for from here upwards.
 */
export function exampleFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const candidate = join(folder, 'examples', 'acme-northwind');
    if (existsSync(candidate)) return candidate;
    if (dirname(folder) === folder) {
      throw new TallyError('configuration', 'The folder examples/acme-northwind of the program is missing.');
    }
  }
}
