import { EventKind } from './event-kinds.js';

/** The version of the bytes, and of what the fold writes into them. Either one's change makes old segments unusable. */
export const segmentFormat = 1;
export const reducerVersion = 1;

export const magic = 'tallyseg';
export const digestLength = 64;

/** The columns of a segment in order, with the bytes of one row. */
export const eventSections = [
  'ticket',
  'effectiveAt',
  'recordedAt',
  'position',
  'kind',
  'flags',
  'value',
  'other',
  'id',
] as const;
export const attributeSections = [
  'ticketType',
  'service',
  'category',
  'configurationItem',
  'site',
  'openedBy',
  'reportedAt',
] as const;
/** The attributes that are codes of texts. */
export const attributeTexts = [
  'ticketType',
  'service',
  'category',
  'configurationItem',
  'site',
  'openedBy',
] as const;

export interface SegmentHeader {
  readonly format: number;
  readonly reducer: number;
  readonly littleEndian: boolean;
  readonly events: number;
  readonly attributes: number;
  readonly head: { readonly position: number; readonly recordedAt: number | null };
  /** Byte lengths of the sections, in the order in which they follow. */
  readonly lengths: readonly number[];
}

/** Segments hold numbers as the machine writes them; another kind of machine makes its own. */
export const littleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/** Sections start at multiples of eight bytes, so that columns can be read in place. */
export function padded(length: number): number {
  return (length + 7) & ~7;
}

/** Whether `value` of a row of this kind is the code of a text. */
export function valueIsText(kind: number): boolean {
  return kind !== EventKind.transitioned && kind !== EventKind.responded;
}

/** Whether `other` of a row of this kind is a row of the attribute columns. */
export function otherIsAttributes(kind: number): boolean {
  return kind === EventKind.opened || kind === EventKind.reclassified;
}
