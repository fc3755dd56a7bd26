import { declarationOf, type FactType, factTypes } from './catalogue/catalogue.js';
import type { FieldKind } from './catalogue/field.js';
import { factShapeOf, type ObjectShape, recordShapeOf } from './fact-shape.js';

/** The fields of ticket facts that a scan finds, each with its place in `TicketFactScan`. */
export const ScannedField = Object.freeze({
  id: 0,
  effectiveAt: 1,
  recordedAt: 2,
  ticket: 3,
  ticketType: 4,
  priority: 5,
  service: 6,
  category: 7,
  configurationItem: 8,
  site: 9,
  reportedAt: 10,
  openedBy: 11,
  evidence: 12,
  status: 13,
  ball: 14,
  group: 15,
  party: 16,
  level: 17,
  relation: 18,
  to: 19,
});
export type ScannedField = (typeof ScannedField)[keyof typeof ScannedField];

/** The names of the fields, each at its place. */
export const scannedFieldNames = Object.freeze(Object.keys(ScannedField) as (keyof typeof ScannedField)[]);

/** Where the fields stand in the text scanned last: `[starts[i], ends[i])`, without the quotation marks; -1 for absent. */
export class TicketFactScan {
  text = '';
  type: FactType = 'TicketOpened';
  readonly starts = new Int32Array(scannedFieldNames.length);
  readonly ends = new Int32Array(scannedFieldNames.length);
}

const quote = 34;
const comma = 44;
const openBrace = 123;
const closeBrace = 125;
const typeLabel = '"type":"';

/** What stands after a label. */
const ValueKind = Object.freeze({ text: 0, uuid: 1, instant: 2, constant: 3, object: 4 });

/** One member of an object, as its text begins. A class, since objects of one shape are quick to read. */
class ScanMember {
  /** The first letter of the name, which tells most members apart. */
  readonly firstCode: number;
  readonly labelLength: number;

  constructor(
    name: string,
    /** `"name":"` for a text, `"name":` for an object, and the whole member for the schema. */
    readonly label: string,
    readonly required: boolean,
    /** A `ScannedField`, or -1. */
    readonly slot: number,
    readonly valueKind: number,
    /** Of an object; else none. */
    readonly members: readonly ScanMember[],
  ) {
    this.firstCode = name.charCodeAt(0);
    this.labelLength = label.length;
  }
}

interface TypeScan {
  readonly type: FactType;
  readonly members: readonly ScanMember[];
}

/** The types by the length of their names, which leaves few to compare. */
const typesByLength: readonly (readonly TypeScan[] | undefined)[] = typeScansByLength();

function typeScansByLength(): TypeScan[][] {
  const byLength: TypeScan[][] = [];
  for (const type of factTypes) {
    if (declarationOf(type).family !== 'ticket') continue;
    const shape = factShapeOf(type)!;
    const members = membersOf(shape, shape.schema, scannedFieldNames);
    if (members !== undefined) (byLength[type.length] ??= []).push({ type, members });
  }
  return byLength;
}

/** Undefined where the shape has a kind of value that a scan does not know. */
function membersOf(
  shape: ObjectShape,
  schema: number,
  slots: readonly string[],
): readonly ScanMember[] | undefined {
  const members: ScanMember[] = [];
  for (const { name, label, value, required } of shape.members) {
    const slot = slots.indexOf(name);
    const { text, uuid, instant, constant, object } = ValueKind;
    if (name === 'schema') {
      members.push(new ScanMember(name, `${label}${schema}`, required, slot, constant, []));
    } else if (value.kind === 'record') {
      const inner = membersOf(recordShapeOf(value.fields), schema, []);
      if (inner === undefined) return undefined;
      members.push(new ScanMember(name, label, required, slot, object, inner));
    } else {
      const kinds: Partial<Record<FieldKind['kind'], number>> = { uuid, instant, text, choice: text };
      const kind = kinds[value.kind];
      if (kind === undefined) return undefined;
      members.push(new ScanMember(name, `${label}"`, required, slot, kind, []));
    }
  }
  return members;
}

/**
 * Finds the fields of a ticket fact in its canonical text without making an object of it. This stands on what
 * canonical text is (design 4): known keys in one order, and no blanks; a text without a backslash has no escapes, so
 * that every quotation mark begins or ends a text. The whole structure is followed all the same.
 *
 * @returns false for anything else: another type or schema, an escape, an unknown or misplaced key. `readRecordedFact`
 * reads those, and reads what is scanned here to the same values.
 */
export function scanTicketFact(text: string, into: TicketFactScan): boolean {
  if (text.includes('\\')) return false;
  const found = typeOf(text);
  if (found === undefined) return false;
  into.text = text;
  into.type = found.type;
  into.starts.fill(-1);
  return scanObject(text, 0, found.members, into) === text.length;
}

/** The type stands in the last member, or before the only one that some types have after it. */
function typeOf(text: string): TypeScan | undefined {
  let end = text.length - 2;
  let start = textStart(text, end);
  if (!text.startsWith(typeLabel, start - typeLabel.length)) {
    start = text.lastIndexOf(typeLabel) + typeLabel.length;
    end = text.indexOf('"', start);
  }
  const candidates = typesByLength[end - start];
  if (candidates === undefined) return undefined;
  for (const candidate of candidates) {
    if (text.startsWith(candidate.type, start)) return candidate;
  }
  return undefined;
}

/** Where the text begins whose closing quotation mark stands at `end`. */
function textStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && text.charCodeAt(start - 1) !== quote) start -= 1;
  return start;
}

/** @returns where the object ends, or -1 where it is not as its shape says. */
function scanObject(
  text: string,
  start: number,
  members: readonly ScanMember[],
  into: TicketFactScan,
): number {
  if (text.charCodeAt(start) !== openBrace) return -1;
  let at = start + 1;
  for (let index = 0; index < members.length; index += 1) {
    const member = members[index]!;
    if (text.charCodeAt(at + 1) !== member.firstCode || !text.startsWith(member.label, at)) {
      if (member.required) return -1;
      continue;
    }
    const valueAt = at + member.labelLength;
    at =
      member.valueKind === ValueKind.object
        ? scanObject(text, valueAt, member.members, into)
        : textEnd(text, valueAt, member.valueKind);
    if (at < 0) return -1;
    if (member.slot >= 0) {
      into.starts[member.slot] = valueAt;
      into.ends[member.slot] = at - 1;
    }
    const separator = text.charCodeAt(at);
    if (separator === comma) at += 1;
    else if (separator !== closeBrace) return -1;
  }
  return text.charCodeAt(at) === closeBrace && text.charCodeAt(at - 1) !== comma ? at + 1 : -1;
}

/** Where a value ends, with its closing quotation mark, or -1. No text of a fact is empty. */
function textEnd(text: string, start: number, kind: number): number {
  let end = start;
  switch (kind) {
    case ValueKind.constant:
      return start;
    case ValueKind.uuid:
      end += 36;
      break;
    case ValueKind.instant:
      end += text.charCodeAt(start + 20) === quote ? 20 : 24;
      break;
    case ValueKind.text:
      // Most texts are short: a loop is over before a search has begun.
      while (end < text.length && text.charCodeAt(end) !== quote) end += 1;
      break;
  }
  return end > start && text.charCodeAt(end) === quote ? end + 1 : -1;
}
