import { TallyError } from '@tallystick/errors';

/** Where the keys of an identity provider are found. */
export type KeysLocation =
  /** A JSON Web Key Set at a web address, as OpenID Connect's `jwks_uri` names it. */
  | { readonly kind: 'address'; readonly url: string }
  /** The same as a file, which is read again when it changes. */
  | { readonly kind: 'file'; readonly path: string };

/** How JSON Web Tokens (RFC 7519) of one issuer are taken. */
export interface JsonWebTokenSettings {
  /** The `iss` that tokens must have, to the letter. */
  readonly issuer: string;
  /** One of these must be in `aud`: what this server is called at the issuer. */
  readonly audiences: readonly string[];
  readonly keys: KeysLocation;
  readonly algorithms: readonly string[];
  /** How far the clocks of issuer and server may differ, for `exp` and `nbf`. */
  readonly toleranceSeconds: number;
  /** The claim that holds grants, a list of `{agreement, party, role}`; absent: claims grant nothing. */
  readonly grantsClaim?: string | undefined;
  /** How old fetched keys may grow before they are fetched again: so long a removed key is still taken. */
  readonly keysMaximumAgeSeconds: number;
  /** How long after a fetch an unknown key id, or after a failed one anything, does not make another. */
  readonly keysCooldownSeconds: number;
  readonly keysTimeoutSeconds: number;
}

/**
 * The algorithms that may be allowed: signatures with a key pair only. `none` shows nothing, and with the HS family a public
 * key, which everybody has, could be taken for the secret.
 */
export const signatureAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
] as const;

export const jsonWebTokenDefaults = {
  algorithms: ['RS256', 'PS256', 'ES256', 'EdDSA'],
  toleranceSeconds: 30,
  keysMaximumAgeSeconds: 600,
  keysCooldownSeconds: 30,
  keysTimeoutSeconds: 5,
} as const satisfies Partial<JsonWebTokenSettings>;

/** @throws TallyError `configuration` for settings under which tokens would show nothing. */
export function requireSoundSettings({ algorithms, audiences, issuer, keys }: JsonWebTokenSettings): void {
  const faults: string[] = [];
  const unsound = algorithms.filter((each) => !(signatureAlgorithms as readonly string[]).includes(each));
  if (unsound.length > 0)
    faults.push(`the algorithms ${unsound.join(', ')} are no signatures with a key pair`);
  if (algorithms.length === 0) faults.push('no algorithm is allowed');
  if (audiences.length === 0) faults.push('no audience is named, so tokens meant for others would be taken');
  if (issuer === '') faults.push('no issuer is named');
  if (keys.kind === 'address' && !isSafeAddress(keys.url)) {
    faults.push(`the keys at ${keys.url} would be fetched without TLS from another machine`);
  }
  if (faults.length === 0) return;
  throw new TallyError('configuration', `JSON Web Tokens cannot be taken: ${faults.join('; ')}.`);
}

/** Keys that travel in the clear can be exchanged on the way, except within this machine. */
export function isSafeAddress(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname } = new URL(url);
  return (
    protocol === 'https:' || (protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(hostname))
  );
}
