import { resolveKnownAt } from '../knowledge/known-at.js';
import type { Services } from '../services.js';
import { recordedTexts } from './sealed-texts-of.js';
import type { Subject, SubjectKind } from './subject-keys.js';

export interface SubjectsQuery {
  readonly agreement: string;
  /** Only subjects with a text that has this in it, whatever the case; their own names count as well. */
  readonly mentioning?: string | undefined;
}

/** A subject, and how much of the ledger its key seals. */
export interface SubjectView {
  /** The pseudonym. */
  readonly subject: string;
  readonly kind: SubjectKind | null;
  /** Null once it is erased. */
  readonly name: string | null;
  readonly state: Subject['state'];
  /** How many texts of the ledger are sealed under its key; with `mentioning`, those that mention it. */
  readonly texts: number;
}

export interface SubjectsView {
  readonly agreement: string;
  readonly subjects: readonly SubjectView[];
  /** Personal texts that were recorded before texts were sealed; they cannot be erased. With `mentioning`, of those. */
  readonly plainTexts: number;
  /** Sealed texts whose key this store never had. */
  readonly foreignTexts: number;
}

/** Whose texts the ledger of an agreement holds. Reads all of it. @throws TallyError `agreement-unknown`. */
export async function listSubjects(services: Services, query: SubjectsQuery): Promise<SubjectsView> {
  const { agreement } = query;
  const mentioning = query.mentioning?.toLowerCase();
  const mentions = (text: string | undefined | null): boolean =>
    mentioning === undefined || (text?.toLowerCase().includes(mentioning) ?? false);
  const { position } = await resolveKnownAt(services, agreement, undefined);
  const subjects = services.subjects?.list(agreement) ?? [];
  const known = new Set(subjects.map(({ pseudonym }) => pseudonym));
  const texts = new Map<string, number>();
  let plainTexts = 0;
  let foreignTexts = 0;
  for await (const { subject, text } of recordedTexts(services, agreement, position)) {
    if (subject !== undefined && !known.has(subject)) foreignTexts += 1;
    else if (!mentions(text)) continue;
    else if (subject === undefined) plainTexts += 1;
    else texts.set(subject, (texts.get(subject) ?? 0) + 1);
  }
  const views = subjects.map(({ pseudonym, subject, state }): SubjectView => {
    const { kind = null, name = null } = subject ?? {};
    return { subject: pseudonym, kind, name, state, texts: texts.get(pseudonym) ?? 0 };
  });
  const shown = views.filter(({ name, texts: count }) => count > 0 || mentions(name));
  return { agreement, subjects: shown, plainTexts, foreignTexts };
}
