import type { DocumentClass } from '@tallystick/documents';
import type { Measure, MeasureKind as KindName } from '../model/measure.js';
import type { ForEach, ForEachKey, Window } from '../model/service-level.js';
import type { LevelReference } from '../resolution/level-outline.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';

/** What the rest of a service level says that its measure must agree with. */
export interface MeasureContext {
  /** The id of the level. */
  readonly serviceLevel: string;
  readonly forEach: ForEach | undefined;
}

/** What the values of the other levels of the terms count in. */
interface LevelUnits {
  /** The ids of the levels that are no results themselves. */
  readonly measured: readonly string[];
  unitOf(serviceLevel: string): MeasureUnit;
}

/** Windows other than the period itself. */
export type WindowKind = Exclude<Window['kind'], 'period'>;

/** Windows that are one stretch of time. */
export const stretchWindows: readonly WindowKind[] = ['last-periods', 'last-days', 'every'];

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
    context: MeasureContext,
  ): Extract<Measure, { kind: Kind }> | undefined;
  /** What its value counts in: how targets and bands are written. Nothing where other levels that it reads have none. */
  unit(authored: Authored, resolution: Resolution): MeasureUnit | undefined;
  /** Whether it has a volume that can be low, and whether the volume has misses that can be allowed. */
  volume(authored: Authored): 'with-misses' | 'without-misses' | undefined;
  /** Whether there are single events (missed tickets, outages, things counted) that each can have a price. */
  hasEvents(authored: Authored): boolean;
  /** The windows that it can be measured over besides the period. */
  windows(authored: Authored): readonly WindowKind[];
  /** By what it can be told apart into several levels. */
  forEachKeys(authored: Authored): readonly ForEachKey[];
  /** The levels whose results it reads; `all`: every one that is no result itself. Absent: none. */
  reads?(authored: Authored, path: string): readonly LevelReference[] | 'all';
  /** What the value of a resolved measure counts in. */
  unitOf(measure: Extract<Measure, { kind: Kind }>, others: LevelUnits): MeasureUnit;
  /** What is measured, for people; begins in lower case, without a full stop. */
  describe(measure: Extract<Measure, { kind: Kind }>): string;
}
