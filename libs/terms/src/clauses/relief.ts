import { Choice, Field, Nested, Text } from '@tallystick/documents';
import type { ReliefRules } from '../model/relief-rules.js';
import { checkCalendarUsed, readOffset } from '../resolution/offset.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';

export class UndecidedTerms {
  @Field(words.offset, { meaning: 'How long after it was claimed.' })
  after!: string;

  @Choice(['granted', 'refused'], { meaning: 'What it counts as from then on.' })
  counts!: 'granted' | 'refused';
}

/** How relief is claimed and decided. */
export class ReliefClause {
  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Field(words.offset, {
    optional: true,
    default: 'no limit',
    meaning: 'How long after it became aware of the cause the provider may claim relief.',
  })
  claimWithin?: string;

  @Choice(['barred', 'may-be-granted'], {
    optional: true,
    default: '`barred`',
    meaning:
      'What a claim that comes later is worth: nothing, whatever is decided; or what is granted. Only with `claimWithin`.',
  })
  outOfTime?: ReliefRules['outOfTime'];

  @Choice(['client', 'provider', 'both'], {
    optional: true,
    default: '`client`',
    meaning: 'Whose decision counts. `both`: it is granted when each party grants it.',
  })
  decidedBy?: ReliefRules['decidedBy'];

  @Nested(() => UndecidedTerms, {
    optional: true,
    default: 'it stays claimed, and gives no relief',
    meaning: 'What a claim counts as that nobody has decided for some time.',
  })
  undecided?: UndecidedTerms;

  @Field(words.id, {
    optional: true,
    default: 'the calendar listed first',
    meaning: 'The id of the calendar that business days and working time are of.',
  })
  calendar?: string;
}

export const noReliefRules: ReliefRules = Object.freeze({
  clause: undefined,
  claimWithin: undefined,
  outOfTime: 'barred',
  decidedBy: 'client',
  undecided: undefined,
});

export function resolveRelief(authored: ReliefClause, path: string, resolution: Resolution): ReliefRules {
  const { claimWithin, undecided, calendar } = authored;
  const calendarPath = `${path}.calendar`;
  checkCalendarUsed(calendar, [claimWithin, undecided?.after], calendarPath, resolution);
  if (authored.outOfTime !== undefined && claimWithin === undefined) {
    resolution.problem(
      `${path}.outOfTime`,
      'No claim is out of time where there is no limit.',
      'Write `claimWithin`, or leave it out.',
    );
  }
  const read = (text: string, key: string) =>
    readOffset(text, calendar, `${path}.${key}`, resolution, calendarPath);
  const after = undecided && read(undecided.after, 'undecided.after');
  return Object.freeze({
    clause: authored.clause,
    claimWithin: claimWithin === undefined ? undefined : read(claimWithin, 'claimWithin'),
    outOfTime: authored.outOfTime ?? 'barred',
    decidedBy: authored.decidedBy ?? 'client',
    undecided:
      undecided === undefined || after === undefined
        ? undefined
        : Object.freeze({ after, counts: undecided.counts }),
  });
}
