import type { Dice } from './dice.js';
import type { Plain } from './plain.js';

/** Something that is said to have happened: when, by whom, and how many days later it was recorded. */
export interface Happening {
  /** Epoch second. */
  readonly at: number;
  readonly type: string;
  readonly keys: Plain;
  readonly by: 'client' | 'provider';
  readonly lagDays: number;
}

const firstSecond = Date.UTC(2025, 0, 1) / 1000;
const lastSecond = Date.UTC(2025, 5, 28) / 1000;
export const daySeconds = 86_400;

/** An instant of the histories; every fifth on the night of a change of clocks or about an end of a month. */
export function drawInstant(dice: Dice): number {
  if (!dice.percent(20)) return dice.whole(firstSecond, lastSecond);
  const nights = [
    [2025, 2, 9],
    [2025, 2, 30],
    [2025, 3, 6],
    [2025, 2, 1],
    [2025, 3, 16],
  ] as const;
  const [year, month, day] = dice.one(nights);
  return Date.UTC(year, month, day) / 1000 + dice.whole(-12, 12) * 1800;
}

export function drawLag(dice: Dice): number {
  return dice.percent(70) ? 0 : dice.whole(1, 60);
}
