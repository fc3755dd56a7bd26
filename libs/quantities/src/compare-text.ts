/** Orders text by UTF-16 code units, as RFC 8785 orders keys: the same on every machine, whatever its locale. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
