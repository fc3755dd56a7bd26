import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { TallyError } from '@tallystick/errors';

/** Programs that travel in a pack, and where they are. */
export interface PackPrograms {
  /** `apps/verifier/verify.mjs`. */
  readonly verifier: string;
  /** `calculation.mjs`, as `npm run build` makes it. */
  readonly calculation: string;
}

/** Their paths in the checkout, looked for from here upwards: this file may be compiled elsewhere in it. */
export function packProgramFiles(): PackPrograms {
  const verifier = join('apps', 'verifier', 'verify.mjs');
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    if (existsSync(join(folder, verifier))) {
      return {
        verifier: join(folder, verifier),
        calculation: join(folder, 'dist', 'apps', 'verifier', 'calculation.mjs'),
      };
    }
    if (dirname(folder) === folder) {
      throw new TallyError('configuration', 'The file apps/verifier/verify.mjs of the program is missing.');
    }
  }
}

/** Their texts. */
export async function packPrograms(): Promise<PackPrograms> {
  const files = packProgramFiles();
  const [verifier, calculation] = await Promise.all([
    readFile(files.verifier, 'utf8'),
    readFile(files.calculation, 'utf8'),
  ]);
  return { verifier, calculation };
}
