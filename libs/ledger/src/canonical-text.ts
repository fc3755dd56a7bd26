import { canonicalJson } from '@tallystick/facts';

/** Deeper values than any fact has take the slow way, which bounds the depth itself. */
const plainDepth = 16;

/**
 * True where JSON.stringify is sure to give the RFC 8785 text of the value: keys in order everywhere, and no number
 * that canonicalJson might refuse. False decides nothing.
 */
function isPlainlyOrdered(value: unknown, depth: number): boolean {
  if (typeof value === 'number') {
    return Number.isSafeInteger(value) || !Number.isInteger(value);
  }
  if (typeof value !== 'object' || value === null) {
    return true;
  }
  if (depth === plainDepth) {
    return false;
  }
  if (Array.isArray(value)) {
    return value.every((item) => isPlainlyOrdered(item, depth + 1));
  }
  let last = '';
  for (const name of Object.keys(value)) {
    // Only the first key may be empty. The order of < is that of UTF-16 units, as RFC 8785 wants it.
    if (name < last || !isPlainlyOrdered((value as Record<string, unknown>)[name], depth + 1)) {
      return false;
    }
    last = name;
  }
  return true;
}

/**
 * True where the text is the RFC 8785 form of the value that was parsed from it. Nearly every recorded text is shown
 * to be so by JSON.stringify, at a fifth of the cost of canonicalJson; any doubt is left to canonicalJson.
 */
export function isCanonicalText(value: unknown, text: string): boolean {
  // A lone surrogate is the one thing that JSON.stringify writes back as it was and RFC 8785 refuses.
  if (!text.includes('\\ud') && isPlainlyOrdered(value, 0) && JSON.stringify(value) === text) {
    return true;
  }
  try {
    return canonicalJson(value) === text;
  } catch {
    return false;
  }
}
