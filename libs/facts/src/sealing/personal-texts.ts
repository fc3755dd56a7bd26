import type { FieldKind, PersonalKind } from '../catalogue/field.js';
import { factShapeOf, type ObjectShape, recordShapeOf } from '../fact-shape.js';

/** A personal text of a fact, and where it stands. */
export interface PersonalText {
  /** The keys that lead to it: `['assertedBy', 'actor']`. */
  readonly path: readonly string[];
  readonly personal: PersonalKind;
  /** As it stands there: plain or sealed. */
  readonly text: string;
}

/** What any fact is here, before and after it is recorded. */
interface AnyFact {
  readonly type: string;
}

/** The personal texts of a fact, in the order of its keys. Which fields they are, the catalogue says. */
export function personalTextsOf(fact: AnyFact): readonly PersonalText[] {
  const texts: PersonalText[] = [];
  mapPersonalTexts(fact, (one) => {
    texts.push(one);
    return one.text;
  });
  return texts;
}

/** The same fact with each personal text replaced; the very same object where none changes. */
export function mapPersonalTexts<Some extends AnyFact>(
  fact: Some,
  map: (text: PersonalText) => string,
): Some {
  const shape = factShapeOf(fact.type);
  return shape === undefined ? fact : (mapObject(shape, fact, [], map) as Some);
}

function mapObject(
  shape: ObjectShape,
  values: object,
  path: readonly string[],
  map: (text: PersonalText) => string,
): object {
  let changed: Record<string, unknown> | undefined;
  for (const { name, kind, personal } of personalMembersOf(shape)) {
    const value = (values as Readonly<Record<string, unknown>>)[name];
    if (value === undefined) continue;
    const place = [...path, name];
    let mapped: unknown = value;
    if (personal !== undefined) mapped = map({ path: place, personal, text: value as string });
    else if (kind.kind === 'record')
      mapped = mapObject(recordShapeOf(kind.fields), value as object, place, map);
    if (mapped !== value) (changed ??= { ...values })[name] = mapped;
  }
  return changed === undefined ? values : Object.freeze(changed);
}

interface PersonalMember {
  readonly name: string;
  readonly kind: FieldKind;
  /** Undefined for a record that has personal members. */
  readonly personal: PersonalKind | undefined;
}

const personalMembers = new WeakMap<ObjectShape, readonly PersonalMember[]>();

/** The few members of a shape that are personal, or have such members in turn. */
function personalMembersOf(shape: ObjectShape): readonly PersonalMember[] {
  let found = personalMembers.get(shape);
  if (found === undefined) {
    found = shape.members.flatMap(({ name, value: kind }): PersonalMember[] => {
      if (kind.kind === 'text' && kind.personal !== undefined) {
        return [{ name, kind, personal: kind.personal }];
      }
      const isPersonalRecord =
        kind.kind === 'record' && personalMembersOf(recordShapeOf(kind.fields)).length > 0;
      return isPersonalRecord ? [{ name, kind, personal: undefined }] : [];
    });
    personalMembers.set(shape, found);
  }
  return found;
}
