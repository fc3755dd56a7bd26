import { Rational } from '@tallystick/quantities';
import type { SourceRow } from '../input/source-row.js';
import type { LengthRule, LengthUnit } from '../mapping/time-rule.js';
import { RowProblem } from '../row-problem.js';
import { compileInstantFormat } from './instant-format.js';
import type { RowColumns } from './row-columns.js';

/** Whole seconds; nothing where the row has no such length. */
export type Length = (row: SourceRow) => number | undefined;

const iso = compileInstantFormat('iso')!;
const secondsPerUnit: Readonly<Partial<Record<LengthUnit, string>>> = {
  seconds: '1',
  minutes: '60',
  hours: '3600',
  days: '86400',
};

export function bindLength(rule: LengthRule, columns: RowColumns): Length {
  const read = columns.column(rule.column);
  const unit = rule.unit ?? 'seconds';
  return (row) => {
    const text = read(row);
    if (text === undefined) return undefined;
    const seconds = secondsOf(text, unit);
    if (seconds === undefined || seconds < 0) {
      throw new RowProblem(
        `Column \`${rule.column}\` has ${JSON.stringify(text)}, which is no length in the unit \`${unit}\`.`,
        'Correct the row, or the `unit` of the mapping.',
      );
    }
    return seconds;
  };
}

/** Whole seconds of a written length, what is less cut off. */
export function secondsOf(text: string, unit: LengthUnit): number | undefined {
  switch (unit) {
    case 'clock': {
      const match = /^(\d+):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/.exec(text);
      return match === null
        ? undefined
        : Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3] ?? 0);
    }
    case 'date-from-1970': {
      const written = iso(text);
      if (written === undefined) return undefined;
      const milliseconds =
        written.kind === 'instant'
          ? written.milliseconds
          : written.date * 86_400_000 + written.millisecondOfDay;
      return Math.floor(milliseconds / 1000);
    }
    case 'milliseconds':
      return /^\d{1,15}$/.test(text) ? Math.floor(Number(text) / 1000) : undefined;
    default: {
      if (!/^\d{1,12}(?:\.\d{1,12})?$/.test(text)) return undefined;
      const seconds = Rational.parse(text).times(Rational.parse(secondsPerUnit[unit]!));
      return Number(seconds.numerator / seconds.denominator);
    }
  }
}
