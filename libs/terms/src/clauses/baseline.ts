import { Field, WholeNumber } from '@tallystick/documents';
import type { Baseline } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, readValue } from '../resolution/values.js';
import { words } from '../resolution/words.js';

export class ValueBaseline {
  @Field(words.value, { meaning: 'This value, in the unit of the measure.' })
  value!: string;
}

export class FirstPeriodsBaseline {
  @WholeNumber({
    min: 1,
    max: 1000,
    meaning:
      'The mean value of the first so many periods of the level. They themselves are not measured; those without a value ' +
      'are left out of the mean.',
  })
  firstPeriods!: number;
}

export class PeriodsAgoBaseline {
  @WholeNumber({
    min: 1,
    max: 1000,
    meaning: 'The value of so many periods ago. Where there was none the period is not measured.',
  })
  periodsAgo!: number;
}

export type BaselineTerms = ValueBaseline | FirstPeriodsBaseline | PeriodsAgoBaseline;

export const baselineDocuments = {
  value: () => ValueBaseline,
  firstPeriods: () => FirstPeriodsBaseline,
  periodsAgo: () => PeriodsAgoBaseline,
};

/** @param unit of the measure itself. */
export function resolveBaseline(
  authored: BaselineTerms,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): Baseline | undefined {
  if ('firstPeriods' in authored) {
    return Object.freeze({ kind: 'first-periods', periods: authored.firstPeriods });
  }
  if ('periodsAgo' in authored) {
    return Object.freeze({ kind: 'periods-ago', periods: authored.periodsAgo });
  }
  const place = `${path}.value`;
  const value = readValue(authored.value, unit, place, resolution);
  if (value === undefined) return undefined;
  if (value.isPositive) return Object.freeze({ kind: 'value', value });
  return resolution.problem(
    place,
    `${authored.value} is not more than 0, so that nothing can be a percentage of it.`,
    'Write a value above 0.',
  );
}
