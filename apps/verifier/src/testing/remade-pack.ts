import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  ed25519Signer,
  formatVerifierKey,
  parseVerifierKey,
  type Signer,
  signEnvelope,
} from '@tallystick/evidence';
import { canonicalJson, type JsonObject, sha256Hex } from '@tallystick/facts';

export type Files = ReadonlyMap<string, Uint8Array>;

/** The key that a ledger's keeper signs with. */
export function keeperOf(folder: string, verifierKey: string): Signer {
  const { name, keyId } = parseVerifierKey(verifierKey);
  return ed25519Signer(name, 'ed25519', createPrivateKey(readFileSync(join(folder, 'keys', `${keyId}.pem`))));
}

/** A key of the same name that somebody else made. */
export function foreignKey(name: string): Signer {
  return ed25519Signer(name, 'ed25519', generateKeyPairSync('ed25519').privateKey);
}

/** The payload of an envelope. */
export function payloadOf(envelope: Uint8Array): JsonObject {
  const { payload } = JSON.parse(text(envelope)) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64').toString()) as JsonObject;
}

export function sealed(payload: JsonObject, signer: Signer): Uint8Array {
  const bytes = Buffer.from(canonicalJson(payload));
  return Buffer.from(signEnvelope('application/vnd.in-toto+json', bytes, [signer]));
}

/**
 * A pack as its own maker could cheat: files changed, added or (undefined) taken out, then the sums and the manifest made and
 * signed again, so that only the checks behind the manifest are left.
 */
export function remade(
  files: Files,
  changes: Readonly<Record<string, Uint8Array | string | undefined>>,
  signer: Signer,
  said: JsonObject = {},
): Files {
  const made = new Map(files);
  for (const [name, content] of Object.entries(changes)) {
    if (content === undefined) made.delete(name);
    else made.set(name, Buffer.from(content));
  }
  const manifest = payloadOf(made.get('manifest.dsse.json')!);
  made.delete('manifest.dsse.json');
  made.delete('SHA256SUMS');
  const digests = () => [...made].map(([name, bytes]) => [name, sha256Hex(bytes)] as const);
  made.set(
    'SHA256SUMS',
    Buffer.from(
      digests()
        .map(([name, digest]) => `${digest}  ${name}\n`)
        .join(''),
    ),
  );
  const subject = digests().map(([name, sha256]) => ({ name, digest: { sha256 } }));
  const predicate = { ...(manifest['predicate'] as JsonObject), ...said };
  made.set('manifest.dsse.json', sealed({ ...manifest, subject, predicate }, signer));
  return made;
}

/** The same bytes with one bit of one byte the other way. */
export function flipped(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Buffer.from(bytes);
  copy[at]! ^= 1 << (at % 8);
  return copy;
}

export function text(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('utf8');
}

export const vkeyOf = ({ key }: Signer): string => formatVerifierKey(key);
