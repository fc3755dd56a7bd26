import { invariant } from '@tallystick/errors';
import type { Measure, MeasureKind as KindName } from '../model/measure.js';
import type { ServiceLevel } from '../model/service-level.js';
import type { MeasureUnit } from '../resolution/values.js';
import { availability } from './availability.js';
import { changeShare } from './change-share.js';
import { count } from './count.js';
import type { MeasureKindOf } from './measure-kind.js';
import { obligation } from './obligation.js';
import { recurrence } from './recurrence.js';
import { reported } from './reported.js';
import { result } from './result.js';
import { smoothed } from './smoothed.js';
import { statistic } from './statistic.js';
import { ticketShare } from './ticket-share.js';

/** Every kind of measure. Adding one is its file and its line here. */
const kinds = {
  'ticket-share': ticketShare,
  availability,
  statistic,
  count,
  'change-share': changeShare,
  recurrence,
  obligation,
  reported,
  result,
  smoothed,
} satisfies { [Kind in KindName]: MeasureKindOf<Kind> };

export type AuthoredMeasure = InstanceType<(typeof kinds)[KindName]['document']>;

// The registry pairs each kind with its own model; seen from outside any kind answers for any of its own measures.
const byName = kinds as unknown as Readonly<Record<KindName, MeasureKindOf<KindName>>>;

export const measureDocuments = Object.fromEntries(
  Object.values(byName).map((kind) => [kind.kind, () => kind.document]),
);

export function measureKindOf(measure: { readonly kind: string }): MeasureKindOf<KindName> {
  const found = Object.hasOwn(byName, measure.kind) ? byName[measure.kind as KindName] : undefined;
  invariant(found !== undefined, `the measure kind ${measure.kind} is registered`);
  return found;
}

export function describeMeasure(measure: Measure): string {
  return measureKindOf(measure).describe(measure);
}

/** What the value of a level counts in: a plain number of percent where it is held against a baseline. */
export function unitOfLevel(
  level: ServiceLevel,
  serviceLevels: ReadonlyMap<string, ServiceLevel>,
): MeasureUnit {
  if (level.baseline !== undefined) return 'number';
  const measured = [...serviceLevels.values()].filter(({ measure }) => measure.kind !== 'result');
  return measureKindOf(level.measure).unitOf(level.measure, {
    measured: measured.map(({ id }) => id),
    unitOf(id) {
      const other = serviceLevels.get(id);
      invariant(other !== undefined, `the service level ${id} is among the terms`);
      return unitOfLevel(other, serviceLevels);
    },
  });
}
