/** The sections of a statement in the order in which a reader asks for them; others come after. */
const sections = [
  'settlement',
  'serviceLevels',
  'credits',
  'points',
  'bonuses',
  'earnBacks',
  'adjustments',
  'exits',
  'obligations',
  'reliefs',
  'contests',
  'charges',
  'terms',
];

/** Differences by section, and within one figures before the reasons for them; else in the order given. */
export function inReadingOrder<Difference extends { readonly path: string }>(
  differences: readonly Difference[],
): readonly Difference[] {
  return differences.toSorted(
    (a, b) => sectionOf(a.path) - sectionOf(b.path) || depthOf(a.path) - depthOf(b.path),
  );
}

function sectionOf(path: string): number {
  const place = sections.indexOf(/^\w+/.exec(path)?.[0] ?? '');
  return place === -1 ? sections.length : place;
}

/** Figures stand for themselves; evidence and operands are why they are what they are. */
function depthOf(path: string): number {
  return /\b(?:because|evidence)\b/.test(path) ? 1 : 0;
}
