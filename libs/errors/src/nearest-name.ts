/** How many single-letter changes (insert, drop, replace, swap neighbours) lead from one word to the other. */
export function editDistance(a: string, b: string): number {
  let beforePrevious: number[] = [];
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1];
      let best = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (same ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        best = Math.min(best, beforePrevious[j - 2]! + 1);
      }
      current.push(best);
    }
    beforePrevious = previous;
    previous = current;
  }
  return previous[b.length]!;
}

/** Longer words are nobody's typing mistake, and comparing them would cost more than it helps. */
const longestCompared = 64;

function comparable(name: string): string {
  return name.replace(/[-_ ]/g, '').toLowerCase();
}

/**
 * The known name that a misspelt one most likely means; nothing where none is near. Case and hyphens count for
 * nothing, and a plural or a cut-off word is near.
 */
export function nearestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = name.length > longestCompared ? '' : comparable(name);
  if (wanted === '') return undefined;
  let best: string | undefined;
  let bestDistance = Infinity;
  for (const candidate of known) {
    const other = comparable(candidate);
    const startsAlike =
      other.length >= 3 && wanted.length >= 3 && (other.startsWith(wanted) || wanted.startsWith(other));
    const distance = startsAlike ? Math.min(1, editDistance(wanted, other)) : editDistance(wanted, other);
    if (distance < bestDistance) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return bestDistance <= Math.max(1, Math.ceil(wanted.length / 3)) ? best : undefined;
}
