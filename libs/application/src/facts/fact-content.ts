import {
  canonicalJson,
  type Fact,
  mapPersonalTexts,
  type NewFact,
  personalTextsOf,
  sha256Hex,
} from '@tallystick/facts';
import { readPersonalText } from '../erasure/open-texts.js';
import type { SubjectKeys } from '../erasure/subject-keys.js';

/**
 * What a fact says, whatever its id and whenever it was recorded: a digest of all but its personal texts, and one of these,
 * or `unreadable` where one of them was erased or cannot be opened here. Compared by `sameContent`.
 */
export function contentOf(keys: SubjectKeys | undefined, fact: Fact | NewFact): string {
  const texts = personalTextsOf(fact);
  const said = texts.length === 0 ? fact : mapPersonalTexts(fact, () => 'personal');
  const { id: _id, agreement: _agreement, recordedAt: _recordedAt, ...content } = said as Fact;
  const figures = sha256Hex(canonicalJson(content));
  if (texts.length === 0) return `${figures}:`;
  const read = texts.map(({ path, text }) => [path.join('.'), readPersonalText(keys, text)]);
  if (read.some(([, text]) => text === undefined)) return `${figures}:${unreadable}`;
  return `${figures}:${sha256Hex(canonicalJson(read))}`;
}

const unreadable = 'unreadable';

/** Whether two facts say the same; a text that nobody can read any more is as good as any. */
export function sameContent(one: string, other: string): boolean {
  if (one === other) return true;
  const [figures, texts] = one.split(':');
  const [otherFigures, otherTexts] = other.split(':');
  return figures === otherFigures && (texts === unreadable || otherTexts === unreadable);
}
