import { Choice, Field, OneOf, Text } from '@tallystick/documents';
import type { Obligation } from '../model/obligation.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';
import { type AuthoredConsequence, consequence, resolveConsequence } from './consequence.js';
import { calendarOfSchedule, resolveSchedule, scheduleDocuments, type ScheduleTerms } from './schedule.js';

/** What an obligation and a review say alike. */
export class OwedTerms {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: aboutClause.title })
  title?: string;

  @Text({ optional: true, meaning: aboutClause.text })
  text?: string;

  @Field(words.offset, {
    optional: true,
    default: 'it is missed once it is due',
    meaning: 'An occurrence that is not done so long after it was due is missed; done before, it is late.',
  })
  missedAfter?: string;

  @Field(consequence, {
    optional: true,
    default: 'nothing follows',
    meaning:
      'What follows from every occurrence that is not done in time, missed ones among them. `relief` alone is short for ' +
      '`{ relief: true }`.',
  })
  whenLate?: AuthoredConsequence;

  @Field(consequence, {
    optional: true,
    default: 'nothing follows',
    meaning: 'What follows from every occurrence that is missed, beside `whenLate`.',
  })
  whenMissed?: AuthoredConsequence;
}

export class ObligationClause extends OwedTerms {
  @Field(words.name, { meaning: 'Who owes it: `client`, `provider`, or the short name of a third party.' })
  owedBy!: string;

  @OneOf({ kinds: scheduleDocuments, meaning: 'When it is owed.' })
  due!: ScheduleTerms;

  @Choice(['required', 'not-required'], {
    optional: true,
    default: '`not-required`',
    meaning: '`required`: it is done only with the digest of a document that shows it.',
  })
  evidence?: Obligation['evidence'];

  @Choice(['required'], {
    optional: true,
    default: 'it is done when its party says so',
    meaning:
      'It is done when the other party accepts it; silence accepts nothing. It counts from when it was delivered.',
  })
  acceptance?: 'required';

  @Field(words.offset, {
    optional: true,
    meaning: 'As `acceptance: required`, but silence for so long after the delivery accepts it as well.',
  })
  acceptedAfter?: string;

  @Field(words.id, {
    optional: true,
    default: 'the calendar of `due`',
    meaning: 'The id of the calendar of business days and working time in `acceptedAfter` and `missedAfter`.',
  })
  calendar?: string;
}

export function resolveObligation(
  authored: ObligationClause,
  path: string,
  resolution: Resolution,
): Obligation | undefined {
  const { owedBy, acceptedAfter, missedAfter, whenLate, whenMissed } = authored;
  resolution.checkParty(owedBy, `${path}.owedBy`);
  const due = resolveSchedule(authored.due, `${path}.due`, resolution);
  checkAcceptance(authored, path, resolution);
  if (due?.kind === 'milestones' && authored.evidence === 'required') {
    resolution.problem(
      `${path}.evidence`,
      'A milestone is done when it is reached, so evidence has no effect.',
      'Leave it out.',
    );
  }
  const calendar = authored.calendar ?? calendarOfSchedule(authored.due);
  const calendarPath = authored.calendar === undefined ? `${path}.due.calendar` : `${path}.calendar`;
  checkCalendarUsed(authored.calendar, [acceptedAfter, missedAfter], `${path}.calendar`, resolution);
  const offset = (text: string | undefined, key: string) =>
    text === undefined ? undefined : readOffset(text, calendar, `${path}.${key}`, resolution, calendarPath);
  const deemedAfter = offset(acceptedAfter, 'acceptedAfter');
  const missed = offset(missedAfter, 'missedAfter');
  const owed = { by: owedBy, due };
  const late = whenLate && resolveConsequence(whenLate, owed, `${path}.whenLate`, resolution);
  const miss = whenMissed && resolveConsequence(whenMissed, owed, `${path}.whenMissed`, resolution);
  if (due === undefined || !resolution.isSound(path)) return undefined;
  const accepted = authored.acceptance !== undefined || acceptedAfter !== undefined;
  return Object.freeze({
    id: authored.id,
    kind: 'obligation',
    clause: authored.clause,
    title: authored.title,
    text: authored.text,
    owedBy,
    due,
    fulfilledBy: Object.freeze({ kind: due.kind === 'milestones' ? 'milestone' : 'fact' }),
    evidence: authored.evidence ?? 'not-required',
    acceptance: Object.freeze(accepted ? { kind: 'required', deemedAfter } : { kind: 'none' }),
    missedAfter: missed,
    whenLate: late,
    whenMissed: miss,
  });
}

function checkAcceptance(
  { acceptance, acceptedAfter }: ObligationClause,
  path: string,
  resolution: Resolution,
): void {
  if (acceptance === undefined || acceptedAfter === undefined) return;
  resolution.problem(
    `${path}.acceptance`,
    '`acceptedAfter` says that it has to be accepted, and that silence accepts it.',
    'Keep `acceptance` where only the other party itself accepts, else `acceptedAfter`.',
  );
}
