import type { AssertedBy } from '@tallystick/facts';
import type { InstantNotation } from '../columns/instant-reader.js';
import type { WorkingTime } from '@tallystick/calendar';
import type { MappingDocument } from './mapping-document.js';
import type { InstantsRule } from './time-rule.js';

/** A mapping that was read and checked, ready to import with. Made by `readMapping`. */
export interface Mapping {
  readonly name: string;
  readonly title: string | undefined;
  /** The system that the export comes from; part of the identity of its facts. */
  readonly system: string;
  readonly assertedBy: AssertedBy;
  /** The mapping as it was written. */
  readonly document: MappingDocument;
  /** Words that mean that a column has no value. */
  readonly empty: ReadonlySet<string>;
  /** How times are written where a rule does not say otherwise. */
  readonly notation: InstantNotation;
  /** The notation of a rule that says so itself. */
  notationOf(rule: InstantsRule): InstantNotation;
  readonly workingTime: WorkingTime | undefined;
}
