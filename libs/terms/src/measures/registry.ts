import { invariant } from '@tallystick/errors';
import type { Measure, MeasureKind as KindName } from '../model/measure.js';
import type { MeasureUnit } from '../resolution/values.js';
import { availability } from './availability.js';
import { count } from './count.js';
import type { MeasureKindOf } from './measure-kind.js';
import { reported } from './reported.js';
import { statistic } from './statistic.js';
import { ticketShare } from './ticket-share.js';

/** Every kind of measure. Adding one is its file and its line here. */
const kinds = {
  'ticket-share': ticketShare,
  availability,
  statistic,
  count,
  reported,
} satisfies { [Kind in KindName]: MeasureKindOf<Kind> };

/** Kinds that the contract language knows and a later version evaluates. */
export const laterMeasureKinds = ['obligation', 'change-share', 'recurrence', 'result', 'smoothed'] as const;

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

export function unitOfMeasure(measure: Measure): MeasureUnit {
  return measureKindOf(measure).unitOf(measure);
}
