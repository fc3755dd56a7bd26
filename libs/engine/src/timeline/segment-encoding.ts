import { sha256Hex } from '@tallystick/facts';
import { AttributeColumns, EventColumns } from './columns.js';
import type { FactStore } from './fact-store.js';
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
import { TextTable } from './text-table.js';

/**
 * The facts recorded after `after` and up to `upTo` as bytes that stand on their own: a digest, a header, the columns
 * as they are, the texts and keys that they use, and the other facts as JSON.
 */
export function encodeSegment(store: FactStore, after: number, upTo: number): Uint8Array {
  const part = partOf(store, after, upTo);
  const encoder = new TextEncoder();
  const columns = [
    ...eventSections.map((name) => bytesOf(part.events[name], part.events.count * (name === 'id' ? 4 : 1))),
    ...attributeSections.map((name) => bytesOf(part.attributes[name], part.attributes.count)),
  ];
  const documents = [part.texts, part.tickets, part.others].map((list) =>
    encoder.encode(JSON.stringify(list)),
  );
  const sections = [...columns, ...documents];
  const { position, recordedAt } = store.headAt(upTo);
  const header: SegmentHeader = {
    format: segmentFormat,
    reducer: reducerVersion,
    littleEndian,
    events: part.events.count,
    attributes: part.attributes.count,
    head: { position, recordedAt: recordedAt ?? null },
    lengths: sections.map((section) => section.length),
  };
  return assemble(encoder.encode(JSON.stringify(header)), sections);
}

function assemble(header: Uint8Array, sections: readonly Uint8Array[]): Uint8Array {
  const start = magic.length + digestLength;
  const bodyStart = padded(start + 8 + header.length);
  const length = sections.reduce((total, section) => total + padded(section.length), bodyStart);
  const bytes = new Uint8Array(length);
  new DataView(bytes.buffer).setUint32(start, header.length, true);
  bytes.set(header, start + 8);
  let at = bodyStart;
  for (const section of sections) {
    bytes.set(section, at);
    at += padded(section.length);
  }
  bytes.set(new TextEncoder().encode(magic + sha256Hex(bytes.subarray(start))), 0);
  return bytes;
}

function bytesOf(column: Uint8Array | Uint32Array | Float64Array, length: number): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, length * column.BYTES_PER_ELEMENT);
}

/** Copies the rows of a range of positions, with codes of their own. */
function partOf(store: FactStore, after: number, upTo: number) {
  const events = new EventColumns();
  const attributes = new AttributeColumns();
  const texts = new TextTable();
  const localText = new Uint32Array(store.texts.size);
  const localTicket = new Int32Array(store.ticketCount).fill(-1);
  const tickets: string[] = [];
  const textCode = (code: number): number => {
    if (code !== 0 && localText[code] === 0) {
      localText[code] = texts.code(store.texts.text(code));
    }
    return localText[code]!;
  };
  const from = store.events;
  for (let row = 0; row < from.count; row += 1) {
    const position = from.position[row]!;
    if (position <= after || position > upTo) {
      continue;
    }
    const kind = from.kind[row]!;
    const ticket = from.ticket[row]!;
    if (localTicket[ticket] === -1) {
      localTicket[ticket] = tickets.push(store.ticketKey(ticket)) - 1;
    }
    const to = events.append();
    events.ticket[to] = localTicket[ticket]!;
    events.effectiveAt[to] = from.effectiveAt[row]!;
    events.recordedAt[to] = from.recordedAt[row]!;
    events.position[to] = position;
    events.kind[to] = kind;
    events.flags[to] = from.flags[row]!;
    events.value[to] = valueIsText(kind) ? textCode(from.value[row]!) : from.value[row]!;
    for (let word = 0; word < 4; word += 1) {
      events.id[to * 4 + word] = from.id[row * 4 + word]!;
    }
    if (otherIsAttributes(kind)) {
      const attribute = attributes.append();
      for (const name of attributeTexts) {
        attributes[name][attribute] = textCode(store.attributes[name][from.other[row]!]!);
      }
      attributes.reportedAt[attribute] = store.attributes.reportedAt[from.other[row]!]!;
      events.other[to] = attribute;
    } else {
      events.other[to] = textCode(from.other[row]!);
    }
  }
  const others = [...store.others.values()]
    .flat()
    .filter(({ position }) => position > after && position <= upTo)
    .map(({ position, fact }) => [position, fact] as const);
  return {
    events,
    attributes,
    texts: Array.from({ length: texts.size }, (_, code) => texts.text(code)),
    tickets,
    others,
  };
}
