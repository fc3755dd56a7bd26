import type { DocumentClass } from '@tallystick/documents';
import type { Measure, MeasureKind as KindName } from '../model/measure.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';

/**
 * What the stage "measure" knows of one kind. A kind is one file: its keys (a document class), what they mean
 * (resolve), and what other stages ask about it.
 */
export interface MeasureKindOf<Kind extends KindName, Authored extends object = object> {
  readonly kind: Kind;
  readonly document: DocumentClass<Authored>;
  resolve(
    authored: Authored,
    path: string,
    resolution: Resolution,
  ): Extract<Measure, { kind: Kind }> | undefined;
  /** What its value counts in: how targets and bands are written. */
  unit(authored: Authored): MeasureUnit;
  /** Whether it has a volume that can be low, and whether the volume has misses that can be allowed. */
  volume(authored: Authored): 'with-misses' | 'without-misses' | undefined;
  /** Whether there are single events (missed tickets, outages, things counted) that each can have a price. */
  hasEvents(authored: Authored): boolean;
  /** The same of a resolved measure. */
  unitOf(measure: Extract<Measure, { kind: Kind }>): MeasureUnit;
  /** What is measured, for people; begins in lower case, without a full stop. */
  describe(measure: Extract<Measure, { kind: Kind }>): string;
}
