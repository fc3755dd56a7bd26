import type { ShapeProblem } from '@tallystick/documents';
import type { SecretRule } from './webhook-document.js';

/** What the machine holds, handed in so that tests bring their own. */
export interface SecretPlaces {
  /** The value of an environment variable. */
  readonly variable: (name: string) => string | undefined;
  /** The text of a file, its path taken from the folder of the document; undefined where it cannot be read. */
  readonly file: (path: string) => string | undefined;
}

/** A key shorter than this can be guessed. */
const leastKeyBytes = 16;

/** The key that a rule names, or what is wrong with it. No problem ever repeats any of the secret. */
export function keyOf(
  rule: SecretRule,
  places: SecretPlaces,
  path: string,
): { readonly key: Uint8Array } | { readonly problem: ShapeProblem } {
  const text =
    rule.variable !== undefined
      ? places.variable(rule.variable)
      : rule.file !== undefined
        ? places.file(rule.file)?.replace(/\r?\n$/, '')
        : undefined;
  const where = rule.variable === undefined ? `The file ${rule.file ?? ''}` : `The variable ${rule.variable}`;
  if (text === undefined || text === '') {
    return problem(path, `${where} holds no secret.`, 'Set it to the secret that the sender signs with.');
  }
  const prefix = rule.prefix ?? '';
  if (!text.startsWith(prefix)) {
    return problem(path, `${where} does not begin with \`${prefix}\`.`, 'Correct the secret or `prefix`.');
  }
  const written = text.slice(prefix.length);
  const key = decoded(written, rule.encoding ?? 'text');
  if (key === undefined) {
    return problem(path, `${where} is not ${rule.encoding ?? 'text'}.`, 'Correct the secret or `encoding`.');
  }
  if (key.length < leastKeyBytes) {
    return problem(
      path,
      `${where} holds a key of ${key.length} bytes.`,
      `Agree on one of at least ${leastKeyBytes} bytes with the sender.`,
    );
  }
  return { key };
}

function decoded(text: string, encoding: 'text' | 'base64' | 'hex'): Uint8Array | undefined {
  if (encoding === 'text') return Buffer.from(text, 'utf8');
  const bytes = Buffer.from(text, encoding);
  const again = bytes.toString(encoding);
  // Base64 is also written without its padding.
  const same =
    encoding === 'hex' ? again === text.toLowerCase() : again.replace(/=+$/, '') === text.replace(/=+$/, '');
  return same ? bytes : undefined;
}

function problem(path: string, text: string, mend: string): { readonly problem: ShapeProblem } {
  return { problem: { path, problem: text, mend } };
}
