import type { ExitView } from '../exit-finding.js';

/** How far a projection looks: the view that it starts from, and how many periods of the term come after it. */
export interface Ahead {
  readonly view: ExitView;
  readonly periods: number;
}

/** The labels of the periods from one to another, counted from the first after the view. */
export function labelsAhead({ view }: Ahead, from: number, to: number): string[] {
  const { index } = view.last.period;
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, offset) => {
    return view.world.grid.at(index + from + offset).label;
  });
}
