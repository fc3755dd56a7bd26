/** What a column would take for its widest cell, and the least at which no word of it need be broken. */
export interface ColumnNeed {
  readonly natural: number;
  readonly least: number;
}

/**
 * Widths of columns that together are `available`. Where there is room, each has what it needs and the rest is shared out;
 * where there is not, what is beyond the least is shared by how much each would like; where even that is too much, all shrink
 * alike.
 */
export function columnWidths(needs: readonly ColumnNeed[], available: number): number[] {
  const natural = sum(needs.map((need) => need.natural));
  if (natural <= available) {
    return needs.map((need) => need.natural * (available / Math.max(natural, 1)));
  }
  const least = sum(needs.map((need) => need.least));
  if (least >= available) return needs.map((need) => need.least * (available / least));
  const share = (available - least) / (natural - least);
  return needs.map((need) => need.least + (need.natural - need.least) * share);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
