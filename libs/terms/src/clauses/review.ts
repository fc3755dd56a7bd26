import { Field, ListOf } from '@tallystick/documents';
import type { Obligation } from '../model/obligation.js';
import { readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import { resolveConsequence } from './consequence.js';
import { OwedTerms } from './obligation.js';
import { eachKeys, resolveEach } from './schedule.js';

/** A review meeting: an obligation that is done when it is held, with all who have to be there. */
export class ReviewClause extends OwedTerms {
  @Field(...eachKeys.each)
  each!: string;

  @Field(...eachKeys.within)
  within?: string;

  @Field(...eachKeys.on)
  on?: string;

  @Field(...eachKeys.calendar)
  calendar?: string;

  @ListOf(words.name, {
    optional: true,
    min: 1,
    default: '`[client, provider]`',
    meaning: 'Who has to be there: `client`, `provider`, the short names of third parties.',
  })
  with?: readonly string[];

  @Field(words.name, {
    optional: true,
    default: '`provider`',
    meaning: 'Who has to see to it that it is held.',
  })
  owedBy?: string;
}

export function resolveReview(
  authored: ReviewClause,
  path: string,
  resolution: Resolution,
): Obligation | undefined {
  const { owedBy = 'provider', missedAfter, whenLate, whenMissed } = authored;
  resolution.checkParty(owedBy, `${path}.owedBy`);
  const parties = authored.with ?? ['client', 'provider'];
  checkDistinct(authored.with, `${path}.with`, resolution);
  authored.with?.forEach((party, index) => resolution.checkParty(party, `${path}.with[${index}]`));
  const due = resolveEach(authored, path, resolution, [missedAfter]);
  const missed =
    missedAfter === undefined
      ? undefined
      : readOffset(missedAfter, authored.calendar, `${path}.missedAfter`, resolution);
  const owed = { by: owedBy, due };
  const late = whenLate && resolveConsequence(whenLate, owed, `${path}.whenLate`, resolution);
  const miss = whenMissed && resolveConsequence(whenMissed, owed, `${path}.whenMissed`, resolution);
  if (due === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    kind: 'review',
    clause: authored.clause,
    title: authored.title,
    text: authored.text,
    owedBy,
    due,
    fulfilledBy: Object.freeze({ kind: 'review', with: Object.freeze([...parties]) }),
    evidence: 'not-required',
    acceptance: Object.freeze({ kind: 'none' }),
    missedAfter: missed,
    whenLate: late,
    whenMissed: miss,
  });
}
