import { createHmac, timingSafeEqual } from 'node:crypto';

/** The keys of a source. They are held where nothing that prints an object can reach them. */
export class SigningKeys {
  readonly #keys: readonly Buffer[];

  constructor(keys: readonly Uint8Array[]) {
    this.#keys = keys.map((key) => Buffer.from(key));
  }

  get count(): number {
    return this.#keys.length;
  }

  /**
   * Whether one of the keys made one of the signatures over the parts, one after another. Every key is held against
   * every signature, in time that depends on their number alone.
   */
  signed(
    digest: 'sha256' | 'sha512',
    parts: readonly (string | Uint8Array)[],
    signatures: readonly Uint8Array[],
  ): boolean {
    let fits = false;
    for (const key of this.#keys) {
      const hmac = createHmac(digest, key);
      for (const part of parts) hmac.update(part);
      const expected = hmac.digest();
      for (const signature of signatures) {
        if (signature.length === expected.length && timingSafeEqual(signature, expected)) fits = true;
      }
    }
    return fits;
  }
}
