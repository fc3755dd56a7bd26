import { TallyError } from '@tallystick/errors';
import { openSealedText, personalTextsOf, readRecordedFact, readSealedText } from '@tallystick/facts';
import type { SubjectKeys } from '../../erasure/subject-keys.js';

/** A personal text shown, with what opens the commitment to it in a fact. */
export interface OpenedTextOfFact {
  /** The pseudonym. */
  readonly subject: string;
  readonly commitment: string;
  readonly salt: string;
  readonly text: string;
}

/**
 * The personal texts of subjects in the facts of a pack. Whoever is not named stays a commitment.
 * @param named names or pseudonyms of subjects.
 * @throws TallyError `subject-unknown` for a name that no key is kept for.
 */
export function openedTexts(
  keys: SubjectKeys | undefined,
  agreement: string,
  named: readonly string[],
  factTexts: Iterable<string>,
): readonly OpenedTextOfFact[] {
  const pseudonyms = new Set(named.map((name) => pseudonymOf(keys, agreement, name)));
  if (pseudonyms.size === 0) return [];
  const opened = new Map<string, OpenedTextOfFact>();
  for (const factText of factTexts) {
    for (const { text: sealed } of personalTextsOf(readRecordedFact(factText))) {
      const { subject, commitment } = readSealedText(sealed) ?? {};
      if (subject === undefined || commitment === undefined || !pseudonyms.has(subject)) continue;
      const key = keys?.keyOf(subject);
      if (key === undefined || key === 'erased') continue;
      const text = openSealedText(key.key, sealed);
      if (text !== undefined) opened.set(commitment, { subject, commitment, ...text });
    }
  }
  return [...opened.values()].sort((a, b) => (a.commitment < b.commitment ? -1 : 1));
}

function pseudonymOf(keys: SubjectKeys | undefined, agreement: string, name: string): string {
  const found = [name, ...(['person', 'ticket', 'fact'] as const).map((kind) => ({ kind, name }))]
    .map((one) => keys?.find(agreement, one))
    .find((subject) => subject !== undefined);
  if (found?.state === 'kept') return found.pseudonym;
  throw new TallyError('subject-unknown', `No key opens the texts of "${name}".`, [
    {
      place: 'open',
      problem: found === undefined ? 'No subject has this name or pseudonym.' : 'Its key was destroyed.',
      mend: '`tally subjects` lists those that there are.',
    },
  ]);
}
