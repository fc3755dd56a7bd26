import { createCipheriv, createDecipheriv, createHash, createHmac } from 'node:crypto';
import { invariant } from '@tallystick/errors';

/*
 * Personal text inside a fact (decision 25). A sealed text is itself a text, so that facts, hashes, exports and read models
 * carry it as they carry any other:
 *
 *     sealed:1:<pseudonym>:<commitment>:<box>
 *
 * - pseudonym: a random UUID that stands for the person; which person it is, only the store of keys knows.
 * - commitment: SHA-256(salt ‖ text in UTF-8) in hexadecimal. Who is shown salt and text can check them with `sha256sum`.
 * - box: base64url of nonce (12 bytes) ‖ tag (16) ‖ AES-256-GCM of salt (32) ‖ text, with the rest of the line before it as
 *   additional data.
 *
 * Salt and nonce are HMACs of the text under the person's key. So the same text of the same person seals to the same bytes,
 * and recording a fact again is found to be a repeat; without the key they are as good as random.
 */

const prefix = 'sealed:1:';
const pattern =
  /^sealed:1:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}):([0-9a-f]{64}):([A-Za-z0-9_-]{80,})$/;
/** Finds sealed texts wherever they stand. */
const anywhere = new RegExp(pattern.source.slice(1, -1), 'g');

export const subjectKeyBytes = 32;
const saltBytes = 32;
const nonceBytes = 12;
const tagBytes = 16;

/** The parts of a sealed text that anybody can read. */
export interface SealedText {
  /** The pseudonym of the person. */
  readonly subject: string;
  /** SHA-256(salt ‖ text) in hexadecimal. */
  readonly commitment: string;
}

/** What a sealed text holds: shown to somebody, it opens the commitment. */
export interface OpenedText {
  readonly text: string;
  /** 32 bytes in hexadecimal. */
  readonly salt: string;
}

/** Whether a text is a sealed one. */
export function isSealedText(text: string): boolean {
  return text.startsWith(prefix) && pattern.test(text);
}

/** What anybody can read of a sealed text; undefined for any other text. */
export function readSealedText(text: string): SealedText | undefined {
  if (!text.startsWith(prefix)) return undefined;
  const match = pattern.exec(text);
  return match === null ? undefined : { subject: match[1]!, commitment: match[2]! };
}

/**
 * Seals a text under the key of a person. The same arguments give the same bytes.
 *
 * @param key 32 random bytes, of this person only.
 * @param subject the pseudonym: a UUID in lower case.
 */
export function sealText(key: Uint8Array, subject: string, text: string): string {
  invariant(key.length === subjectKeyBytes, 'the key of a person has 32 bytes');
  invariant(text.isWellFormed(), 'a text that is sealed has bytes of its own');
  const salt = derived(key, 'salt', text);
  const nonce = derived(key, 'nonce', text).subarray(0, nonceBytes);
  const head = `${prefix}${subject}:${commitmentOf(salt, text)}:`;
  const cipher = createCipheriv('aes-256-gcm', derived(key, 'box', ''), nonce);
  cipher.setAAD(Buffer.from(head));
  const box = Buffer.concat([cipher.update(salt), cipher.update(text, 'utf8'), cipher.final()]);
  const sealed = `${head}${Buffer.concat([nonce, cipher.getAuthTag(), box]).toString('base64url')}`;
  invariant(isSealedText(sealed), 'what is sealed is a sealed text');
  return sealed;
}

/** What a sealed text holds; undefined where the key is not its own, or anything of it was changed. */
export function openSealedText(key: Uint8Array, sealed: string): OpenedText | undefined {
  const match = sealed.startsWith(prefix) ? pattern.exec(sealed) : null;
  if (match === null) return undefined;
  const [, , commitment, encoded] = match;
  const bytes = Buffer.from(encoded!, 'base64url');
  // Spare bits at the end of base64url would give one box two ways to be written.
  if (bytes.toString('base64url') !== encoded || bytes.length < nonceBytes + tagBytes + saltBytes) {
    return undefined;
  }
  const tagAt = nonceBytes + tagBytes;
  const decipher = createDecipheriv('aes-256-gcm', derived(key, 'box', ''), bytes.subarray(0, nonceBytes), {
    authTagLength: tagBytes,
  });
  decipher.setAAD(Buffer.from(sealed.slice(0, sealed.length - encoded.length)));
  decipher.setAuthTag(bytes.subarray(nonceBytes, tagAt));
  let box: Buffer;
  try {
    box = Buffer.concat([decipher.update(bytes.subarray(tagAt)), decipher.final()]);
  } catch {
    return undefined;
  }
  const salt = box.subarray(0, saltBytes);
  const text = box.subarray(saltBytes).toString('utf8');
  return commitmentOf(salt, text) === commitment ? { text, salt: salt.toString('hex') } : undefined;
}

/** Whether salt and text are what a commitment was made from. */
export function opensCommitment(commitment: string, { salt, text }: OpenedText): boolean {
  return (
    /^[0-9a-f]{64}$/.test(salt) &&
    text.isWellFormed() &&
    commitmentOf(Buffer.from(salt, 'hex'), text) === commitment
  );
}

/** Replaces each sealed text within a longer text. */
export function replaceSealedTexts(text: string, replace: (sealed: string) => string): string {
  return text.includes(prefix) ? text.replaceAll(anywhere, replace) : text;
}

function commitmentOf(salt: Uint8Array, text: string): string {
  return createHash('sha256').update(salt).update(text, 'utf8').digest('hex');
}

function derived(key: Uint8Array, what: 'salt' | 'nonce' | 'box', text: string): Buffer {
  return createHmac('sha256', key).update(`tallystick/sealed/1/${what}\n`).update(text, 'utf8').digest();
}
