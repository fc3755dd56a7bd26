import { createHash } from 'node:crypto';

/**
 * Bytes for the keys that seal the texts of the made-up year. They are the same each time, so that the year comes to the same
 * bytes on every machine; nobody lives in it whom a secret would protect.
 */
export function exampleKeyBytes(): (count: number) => Buffer {
  let drawn = 0;
  return (count) => {
    drawn += 1;
    return createHash('shake256', { outputLength: count }).update(`tally demo ${drawn}`).digest();
  };
}
