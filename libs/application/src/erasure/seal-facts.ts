import { createHmac } from 'node:crypto';
import {
  canonicalJson,
  isSealedText,
  mapPersonalTexts,
  type NewFact,
  type PersonalText,
  personalTextsOf,
  sealText,
} from '@tallystick/facts';
import type { SubjectKey, SubjectKeys, SubjectName } from './subject-keys.js';

/** Whom the words of a fact are about, where whoever made the fact knows. */
export type AboutPerson = (fact: NewFact) => string | undefined;

const nobody: AboutPerson = () => undefined;

/**
 * Seals the personal texts of facts that are about to be recorded. What is sealed already stays as it is; facts without such
 * texts are given back as they are.
 */
export function sealFacts(
  keys: SubjectKeys,
  agreement: string,
  facts: readonly NewFact[],
  about: AboutPerson = nobody,
): readonly NewFact[] {
  const subjects = new Map<string, SubjectName>();
  for (const fact of facts) {
    for (const text of plainTextsOf(fact)) {
      const subject = subjectOf(fact, text, about);
      subjects.set(placeOf(subject), subject);
    }
  }
  if (subjects.size === 0) return facts;
  const found = keys.keysOf(agreement, [...subjects.values()]);
  const keyAt = new Map([...subjects.keys()].map((place, index) => [place, found[index]!]));
  return facts.map((fact) =>
    mapPersonalTexts(fact, (text) => {
      if (!isToSeal(fact, text)) return text.text;
      return sealed(keyAt.get(placeOf(subjectOf(fact, text, about)))!, text);
    }),
  );
}

/** A person's own key stands in every fact that they assert: it is sealed once for as long as the key is known. */
const sealedNames = new WeakMap<SubjectKey, string>();

function sealed(subject: SubjectKey, { personal, text }: PersonalText): string {
  const { key, pseudonym } = subject;
  if (personal !== 'person') return sealText(key, pseudonym, text);
  let name = sealedNames.get(subject);
  if (name === undefined) {
    name = sealText(key, pseudonym, text);
    sealedNames.set(subject, name);
  }
  return name;
}

function plainTextsOf(fact: NewFact): readonly PersonalText[] {
  return personalTextsOf(fact).filter((text) => isToSeal(fact, text));
}

/** Why a source's fact was taken back is a sentence of the import's own: it names the system and its key. */
function isToSeal(fact: NewFact, { personal, text }: PersonalText): boolean {
  const isOwnSentence = personal === 'words' && fact.type === 'FactRetracted' && fact.source !== undefined;
  return !isOwnSentence && !isSealedText(text);
}

function subjectOf(fact: NewFact, { personal, text }: PersonalText, about: AboutPerson): SubjectName {
  if (personal === 'person') return { kind: 'person', name: text };
  const person = about(fact);
  if (person !== undefined) return { kind: 'person', name: person };
  if ('ticket' in fact && typeof fact.ticket === 'string') return { kind: 'ticket', name: fact.ticket };
  const { actor } = fact.assertedBy;
  if (actor !== undefined && !isSealedText(actor)) return { kind: 'person', name: actor };
  return { kind: 'fact', name: fact.id };
}

function placeOf({ kind, name }: SubjectName): string {
  return `${kind}\n${name}`;
}

/**
 * What tells a fact apart, for an id that follows from it: its content as JSON, with personal texts replaced by a keyed digest
 * of them. Otherwise an id would let anybody who has the ledger try names until one fits, erased or not.
 *
 * @param fact may lack what the ledger or the id itself adds.
 */
export function identityOf(keys: SubjectKeys | undefined, fact: { readonly type: string }): string {
  const texts = keys === undefined ? [] : personalTextsOf(fact);
  if (keys === undefined || texts.length === 0) return canonicalJson(fact);
  const masked = canonicalJson(mapPersonalTexts(fact, () => 'personal'));
  const digest = createHmac('sha256', keys.identitySecret)
    .update(canonicalJson(texts.map(({ path, text }) => [...path, text])))
    .digest('hex');
  return `${masked}${digest}`;
}
