import { isSealedText, openSealedText, readSealedText, replaceSealedTexts } from '@tallystick/facts';
import type { SubjectKey, SubjectKeys } from './subject-keys.js';

/** Shown in the place of a text whose key was destroyed. */
export const erasedText = '(erased)';
/** Shown in the place of a text of which the key is not here, or not for whoever asks. */
export const sealedMark = '(sealed)';

/** Opens sealed texts for somebody. */
export interface TextOpener {
  /** A text with each sealed text in it replaced. `inJson`: it is JSON, and stays JSON. */
  text(text: string, inJson?: boolean): string;
  /** The same value with each sealed text anywhere in it replaced; the very same where there is none. */
  value<Value>(value: Value): Value;
}

/**
 * @param keys absent: there are none here, and everything stays sealed.
 * @param mayRead of which agreements whoever asks may read what was written. A text belongs to the agreement whose key sealed
 * it, wherever it stands: one that was copied into another agreement does not open there for a stranger.
 */
export function textOpener(
  keys: SubjectKeys | undefined,
  mayRead: (agreement: string) => boolean = () => true,
): TextOpener {
  const open = (sealed: string): string => {
    const subject = readSealedText(sealed)?.subject;
    const key = subject === undefined ? undefined : keys?.keyOf(subject);
    if (key === 'erased') return erasedText;
    if (key === undefined || !mayRead(key.agreement)) return sealedMark;
    return opened(key, sealed) ?? sealedMark;
  };
  const openText = (text: string, inJson = false): string =>
    replaceSealedTexts(text, (sealed) => {
      const shown = open(sealed);
      return inJson ? JSON.stringify(shown).slice(1, -1) : shown;
    });
  const openValue = (value: unknown): unknown => {
    if (typeof value === 'string') return openText(value);
    if (Array.isArray(value)) return mapped(value, value.map(openValue));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value);
    const members = entries.map(([, member]) => openValue(member));
    return members.every((member, index) => member === entries[index]![1])
      ? value
      : { ...value, ...Object.fromEntries(entries.map(([name], index) => [name, members[index]])) };
  };
  return { text: openText, value: (value) => openValue(value) as typeof value };
}

function mapped(before: readonly unknown[], after: readonly unknown[]): readonly unknown[] {
  return after.every((item, index) => item === before[index]) ? before : after;
}

/** What one personal text says: undefined where that can no longer be known, or not here. */
export function readPersonalText(keys: SubjectKeys | undefined, text: string): string | undefined {
  if (!isSealedText(text)) return text;
  const key = keys?.keyOf(readSealedText(text)!.subject);
  return key === undefined || key === 'erased' ? undefined : opened(key, text);
}

/** The last text that was opened with a key: mostly the next one is the same, the name of whoever asserts. */
const lastOpened = new WeakMap<SubjectKey, { readonly sealed: string; readonly text: string | undefined }>();

function opened(key: SubjectKey, sealed: string): string | undefined {
  const last = lastOpened.get(key);
  if (last?.sealed === sealed) return last.text;
  const text = openSealedText(key.key, sealed)?.text;
  lastOpened.set(key, { sealed, text });
  return text;
}
