import type { ExitWindow } from '../model/exit-trigger.js';

/** `the last 3 periods`, for people. */
export function describeWindow(window: ExitWindow): string {
  if (window.kind === 'contract-year') return 'the contract year';
  return window.periods === 1 ? 'the period' : `the last ${window.periods} periods`;
}

/** `3 of the last 6 periods`, `2 periods of the contract year`. */
export function describeTimesIn(count: number, window: ExitWindow): string {
  if (window.kind === 'contract-year') {
    return `${count} ${count === 1 ? 'period' : 'periods'} of the contract year`;
  }
  return window.periods === 1 ? 'the period' : `${count} of ${describeWindow(window)}`;
}

/** `once`, `2 times`. */
export function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
