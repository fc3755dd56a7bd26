import { TallyError } from '@tallystick/errors';

/** What a global id names: a type of the schema, the agreement, and the key within it. */
export interface NodeReference {
  readonly typeName: string;
  readonly agreement: string;
  readonly key: readonly (string | number)[];
}

/** The global id of an object: opaque to clients; base64url of the JSON `[typeName, agreement, …key]`. */
export function globalId(typeName: string, agreement: string, ...key: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify([typeName, agreement, ...key])).toString('base64url');
}

/** @throws TallyError `usage` for what is no global id at all; whether it names anything is another question. */
export function readGlobalId(id: string): NodeReference {
  const parts = partsOf(id);
  if (parts === undefined) {
    throw new TallyError('usage', 'That is no global id.', [
      {
        place: 'id',
        problem: `"${id.slice(0, 60)}" is no id of this server.`,
        mend: 'Take the id of an answer.',
      },
    ]);
  }
  const [typeName, agreement, ...key] = parts;
  return { typeName, agreement, key };
}

function partsOf(id: string): [string, string, ...(string | number)[]] | undefined {
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(id, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(parts) || parts.length < 2) return undefined;
  const [typeName, agreement, ...key] = parts as unknown[];
  const isKey = (part: unknown): part is string | number =>
    typeof part === 'string' || (typeof part === 'number' && Number.isSafeInteger(part));
  if (typeof typeName !== 'string' || typeof agreement !== 'string' || !key.every(isKey)) return undefined;
  return [typeName, agreement, ...key];
}
