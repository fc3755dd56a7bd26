/** A UUID as four whole numbers of 32 bits, which is how the columns hold it: 16 bytes instead of a text of 36 letters. */

const bytesAsHex = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** The number of a lower-case hexadecimal digit, by its code: letters have bit 6 set, and their low bits start at 1. */
function digit(text: string, at: number): number {
  const code = text.charCodeAt(at);
  return (code & 15) + (code >>> 6) * 9;
}

function four(text: string, at: number): number {
  return (
    (digit(text, at) << 12) | (digit(text, at + 1) << 8) | (digit(text, at + 2) << 4) | digit(text, at + 3)
  );
}

/** Writes the words of the lower-case UUID that begins at `start` to `into[at]` up to `into[at + 3]`. */
export function writeFactId(text: string, into: Uint32Array, at: number, start = 0): void {
  into[at] = (four(text, start) << 16) | four(text, start + 4);
  into[at + 1] = (four(text, start + 9) << 16) | four(text, start + 14);
  into[at + 2] = (four(text, start + 19) << 16) | four(text, start + 24);
  into[at + 3] = (four(text, start + 28) << 16) | four(text, start + 32);
}

export function readFactId(from: Uint32Array, at: number): string {
  const [a, b, c, d] = [from[at]!, from[at + 1]!, from[at + 2]!, from[at + 3]!].map(eight);
  return `${a!}-${b!.slice(0, 4)}-${b!.slice(4)}-${c!.slice(0, 4)}-${c!.slice(4)}${d!}`;
}

export function sameFactId(words: Uint32Array, a: number, b: number): boolean {
  return (
    words[a] === words[b] &&
    words[a + 1] === words[b + 1] &&
    words[a + 2] === words[b + 2] &&
    words[a + 3] === words[b + 3]
  );
}

function eight(word: number): string {
  return (
    bytesAsHex[word >>> 24]! +
    bytesAsHex[(word >>> 16) & 255]! +
    bytesAsHex[(word >>> 8) & 255]! +
    bytesAsHex[word & 255]!
  );
}
