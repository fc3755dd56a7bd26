import type { ExitWindow } from '../model/exit-trigger.js';

/** `the last 3 periods`, for people. */
export function describeWindow(window: ExitWindow): string {
  if (window.kind === 'contract-year') return 'the contract year';
  return window.periods === 1 ? 'the period' : `the last ${window.periods} periods`;
}

/** `once`, `2 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
