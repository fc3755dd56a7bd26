import { type Fact, sha256Hex } from '@tallystick/facts';
import { FactStore } from './fact-store.js';
import {
  attributeSections,
  attributeTexts,
  digestLength,
  eventSections,
  littleEndian,
  magic,
  otherIsAttributes,
  padded,
  reducerVersion,
  segmentFormat,
  type SegmentHeader,
  valueIsText,
} from './segment-format.js';

/** Puts segments back together. @returns `undefined` where one of them cannot be used. */
export function decodeSegments(segments: readonly Uint8Array[]): FactStore | undefined {
  const store = new FactStore();
  for (const segment of segments) {
    const header = headerOf(segment);
    if (header === undefined) {
      return undefined;
    }
    load(store, header, segment);
  }
  return store;
}

const headerStart = magic.length + digestLength;

function headerOf(bytes: Uint8Array): SegmentHeader | undefined {
  const decoder = new TextDecoder();
  if (bytes.length < headerStart + 8 || decoder.decode(bytes.subarray(0, magic.length)) !== magic) {
    return undefined;
  }
  if (decoder.decode(bytes.subarray(magic.length, headerStart)) !== sha256Hex(bytes.subarray(headerStart))) {
    return undefined;
  }
  const header = JSON.parse(
    decoder.decode(bytes.subarray(headerStart + 8, headerStart + 8 + headerLength(bytes))),
  ) as SegmentHeader;
  const usable =
    header.format === segmentFormat &&
    header.reducer === reducerVersion &&
    header.littleEndian === littleEndian;
  return usable ? header : undefined;
}

function headerLength(bytes: Uint8Array): number {
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(headerStart, true);
}

function load(store: FactStore, header: SegmentHeader, bytes: Uint8Array): void {
  let at = padded(headerStart + 8 + headerLength(bytes));
  const sections = header.lengths.map((length) => {
    // Not `slice`, which is a view where the bytes are a Buffer.
    const section = new Uint8Array(bytes.subarray(at, at + length));
    at += padded(length);
    return section;
  });
  const [texts, tickets, others] = sections
    .slice(-3)
    .map((section) => JSON.parse(new TextDecoder().decode(section)) as unknown) as [
    readonly string[],
    readonly string[],
    readonly (readonly [number, Fact])[],
  ];
  const textCodes = Uint32Array.from(texts, (text) => store.texts.code(text === '' ? undefined : text));
  const ticketIndexes = Uint32Array.from(tickets, (key) => store.ticketKeys.code(key) - 1);

  const { events, attributes } = store;
  const [eventStart, attributeStart] = [events.count, attributes.count];
  events.reserve(eventStart + header.events);
  attributes.reserve(attributeStart + header.attributes);
  eventSections.forEach((name, index) => {
    const column = events[name];
    const start = name === 'id' ? eventStart * 4 : eventStart;
    column.set(numbersOf(sections[index]!, column), start);
  });
  attributeSections.forEach((name, index) => {
    const column = attributes[name];
    column.set(numbersOf(sections[eventSections.length + index]!, column), attributeStart);
  });
  events.count += header.events;
  attributes.count += header.attributes;

  for (let row = eventStart; row < events.count; row += 1) {
    const kind = events.kind[row]!;
    events.ticket[row] = ticketIndexes[events.ticket[row]!]!;
    if (valueIsText(kind)) {
      events.value[row] = textCodes[events.value[row]!]!;
    }
    events.other[row] = otherIsAttributes(kind)
      ? attributeStart + events.other[row]!
      : textCodes[events.other[row]!]!;
  }
  for (const name of attributeTexts) {
    const column = attributes[name];
    for (let row = attributeStart; row < attributes.count; row += 1) {
      column[row] = textCodes[column[row]!]!;
    }
  }
  others.forEach(([position, fact]) => store.add(position, fact));
  if (header.head.recordedAt !== null) {
    store.noteHead(header.head.position, header.head.recordedAt);
  }
}

/** The bytes of a section as the kind of numbers that the column holds; the section is a copy that starts aligned. */
function numbersOf(section: Uint8Array, like: Uint8Array | Uint32Array | Float64Array): ArrayLike<number> {
  const Numbers = like.constructor as new (buffer: ArrayBuffer) => ArrayLike<number>;
  return new Numbers(section.buffer as ArrayBuffer);
}
