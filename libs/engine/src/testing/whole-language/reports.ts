import type { DrawnAgreement } from './agreement.js';
import { reportedLevels } from './agreement.js';
import type { Dice } from './dice.js';
import type { Frame } from './frame.js';
import { daySeconds, drawLag, type Happening } from './happening.js';

/** About when a period ends: the first second of the UTC day after it. */
export function endOf(frame: Frame, index: number): number {
  const months = frame.every === 'month' ? index + 1 : (index + 1) * 3;
  return Date.UTC(2025, months, frame.anchored ? 16 : 1) / 1000;
}

/** Figures of reported levels for most periods, some by both parties, some corrected, some late. */
export function drawReports(dice: Dice, { frame, levels }: DrawnAgreement): Happening[] {
  return reportedLevels(levels).flatMap((serviceLevel) =>
    frame.labels.flatMap((period, index): Happening[] => {
      if (dice.percent(15)) return [];
      const at = endOf(frame, index) + dice.whole(-2, 14) * daySeconds + dice.whole(0, 86_000);
      const percent = serviceLevel.includes('percent');
      const figure = (): Readonly<Record<string, string>> => {
        if (!percent) return { value: `${dice.whole(50, 180)}` };
        const of = dice.whole(1, 40);
        if (dice.percent(40))
          return { numerator: `${dice.whole(Math.ceil(of / 2), of)}`, denominator: `${of}` };
        return { value: dice.one(['99.9', '99', '97.25', '92', '89.96', '80', '60']) };
      };
      const first = figure();
      const lagDays = drawLag(dice);
      const report = (
        offset: number,
        by: Happening['by'],
        keys: Readonly<Record<string, unknown>>,
      ): Happening => ({
        at: at + offset,
        type: 'MeasurementReported',
        keys: { serviceLevel, period, ...keys },
        by,
        lagDays,
      });
      return [
        report(0, 'provider', first),
        ...(dice.percent(50) ? [report(60, 'client', dice.percent(60) ? first : figure())] : []),
        ...(dice.percent(20) ? [report(9 * daySeconds, 'provider', { ...figure(), agreed: true })] : []),
      ];
    }),
  );
}
