import type { LevelOutline, LevelReference } from '../resolution/level-outline.js';
import type { Resolution } from '../resolution/resolution.js';

/**
 * The ids of the service levels, each after those whose results it reads (design 3: rules that read each other's results
 * are a load error): by its measure (`result`, `smoothed`) and by its qualifying conditions. Levels that read nothing
 * keep the order of the document, and a level stands as early as that order and its readings allow. Bonuses read
 * verdicts as well, but nothing reads a bonus: they come after all levels and make no cycle.
 */
export function orderOfEvaluation(resolution: Resolution): readonly string[] {
  const outlines = resolution.levelOutlines;
  const order = new Set<string>();
  const open: string[] = [];
  const visit = (outline: LevelOutline): void => {
    open.push(outline.id);
    for (const { serviceLevel, path } of readsOf(outline, outlines)) {
      const read = outlines.get(serviceLevel);
      if (read === undefined || order.has(serviceLevel)) continue;
      const begin = open.indexOf(serviceLevel);
      if (begin < 0) visit(read);
      else refuseCycle(open.slice(begin), path, resolution);
    }
    open.pop();
    order.add(outline.id);
  };
  for (const outline of outlines.values()) if (!order.has(outline.id)) visit(outline);
  return Object.freeze([...order]);
}

/** Every level that a level reads, with the place that says so. */
function readsOf(
  outline: LevelOutline,
  outlines: ReadonlyMap<string, LevelOutline>,
): readonly LevelReference[] {
  const { measureReads, qualifyingReads, path } = outline;
  if (measureReads !== 'all') return [...measureReads, ...qualifyingReads];
  const all = [...outlines.values()]
    .filter(({ measureKind }) => measureKind !== 'result')
    .map(({ id }) => ({ serviceLevel: id, path: `${path}.measure` }));
  return [...all, ...qualifyingReads];
}

function refuseCycle(members: readonly string[], path: string, resolution: Resolution): void {
  const [first] = members;
  if (members.length === 1) {
    resolution.problem(
      path,
      `\`${first!}\` reads its own result: ${first!} → ${first!}.`,
      'Name another level.',
    );
    return;
  }
  resolution.problem(
    path,
    `Service levels read each other's results: ${[...members, first].join(' → ')}.`,
    'Let one of them not read the next; a result that reads all other levels can name those it means in `of`.',
  );
}
