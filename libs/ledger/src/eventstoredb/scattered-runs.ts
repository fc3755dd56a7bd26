/** Positions so far apart are read by two reads, nearer ones by one that reads what lies between as well. */
const nearPositions = 64;

export interface Run {
  readonly from: number;
  readonly until: number;
}

/** The fewest stretches worth reading that hold all of these positions. */
export function scatteredRuns(positions: readonly number[]): readonly Run[] {
  const runs: { from: number; until: number }[] = [];
  for (const position of positions.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && position - last.until <= nearPositions) last.until = position;
    else runs.push({ from: position, until: position });
  }
  return runs;
}
