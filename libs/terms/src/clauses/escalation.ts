import { DurationText, Either, Field, ListOf, Nested, shape, Text } from '@tallystick/documents';
import { parseDuration, toWholeNumber } from '@tallystick/quantities';
import { readScope, ScopeTerms } from '../measures/population.js';
import type { Consequence, Escalation, EscalationLevel } from '../model/obligation.js';
import type { AuthoredByPriority } from '../resolution/by-priority.js';
import type { Resolution } from '../resolution/resolution.js';
import { positiveSpan } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { OccurrenceCreditTerms, readOccurrenceCredit } from './consequence.js';
import { resolveLadderLimits } from './escalation-limits.js';

const afterPattern = /^(?:([1-9]\d{0,3}) percent|breach|(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/;
const after = shape.text({
  pattern: afterPattern,
  called: 'when a step is due',
  example: '50 percent, breach or 2h',
  maxLength: 40,
});

export class EscalationLevelTerms {
  @Field(after, {
    meaning:
      "So much of the clock's limit (`50 percent`), the `breach`, or so much working time since the clock started (`2h`).",
  })
  after!: string;

  @Text({ meaning: 'Whom the ticket is escalated to.', example: 'duty manager' })
  to!: string;

  @DurationText({
    optional: true,
    default: '`0s`',
    meaning: 'How much working time after that the step may take.',
  })
  within?: string;

  @Field(words.id, {
    optional: true,
    default: "the clock's own calendar for the priority of the ticket",
    meaning: 'The id of the calendar in which the working time of this step is counted.',
  })
  calendar?: string;
}

export class MissedStepTerms {
  @Nested(() => OccurrenceCreditTerms, { meaning: 'What each such step costs.' })
  credit!: OccurrenceCreditTerms;
}

/** An escalation ladder: each step is owed by the provider on each ticket in scope that is still open by then. */
export class EscalationClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Nested(() => ScopeTerms, {
    optional: true,
    default: 'all tickets; where limits are taken from a service level, those that it counts',
    meaning: 'Which tickets are escalated.',
  })
  where?: ScopeTerms;

  @Field(words.id, {
    optional: true,
    meaning:
      'The id of the service level whose clock and limits hold: a `ticket-share`, or a `count` of breaches. Not beside ' +
      '`within`.',
  })
  serviceLevel?: string;

  @Field(words.id, {
    optional: true,
    meaning:
      'The id of the clock. Required with `within`; alone, it says of which clock the one service level is whose limits hold.',
  })
  clock?: string;

  @Either({
    text: words.limit,
    object: shape.map(words.limit, { min: 1 }),
    optional: true,
    default:
      'those of the only `ticket-share` level that counts the tickets which `where` names; where there is none, or ' +
      'several, that is an error which names them',
    meaning: 'The limit that the steps look at; or one by priority, with `else` for all others.',
  })
  within?: AuthoredByPriority;

  @ListOf(shape.nested(() => EscalationLevelTerms), {
    min: 1,
    meaning: 'The steps, from the first to the last.',
  })
  levels!: readonly EscalationLevelTerms[];

  @Nested(() => MissedStepTerms, {
    optional: true,
    default: 'nothing follows',
    meaning: 'What follows from every step that was not taken in time.',
  })
  whenMissed?: MissedStepTerms;
}

export function resolveEscalation(
  authored: EscalationClause,
  path: string,
  resolution: Resolution,
): Escalation | undefined {
  const named = readScope(authored.where, `${path}.where`, resolution);
  const limits = resolveLadderLimits(authored, named, path, resolution);
  const levels = authored.levels.map((level, index) =>
    resolveLevel(level, index, `${path}.levels[${index}]`, resolution),
  );
  checkRising(levels, `${path}.levels`, resolution);
  const whenMissed = authored.whenMissed && resolveMissed(authored.whenMissed, path, resolution);
  if (limits === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    ...limits,
    levels: Object.freeze(levels),
    whenMissed,
  });
}

function resolveMissed(authored: MissedStepTerms, path: string, resolution: Resolution): Consequence {
  const credit = readOccurrenceCredit(authored.credit, `${path}.whenMissed.credit`, resolution);
  return Object.freeze({ credit, notReported: undefined, relief: false });
}

function resolveLevel(
  authored: EscalationLevelTerms,
  index: number,
  path: string,
  resolution: Resolution,
): EscalationLevel {
  if (authored.calendar !== undefined) {
    resolution.calendars.find(authored.calendar, `${path}.calendar`, resolution);
  }
  return Object.freeze({
    level: index + 1,
    to: authored.to,
    after: readAfter(authored.after, `${path}.after`, resolution),
    withinSeconds: authored.within === undefined ? 0 : parseDuration(authored.within),
    calendar: authored.calendar,
  });
}

function readAfter(text: string, path: string, resolution: Resolution): EscalationLevel['after'] {
  if (text === 'breach') return Object.freeze({ kind: 'breach' });
  const percent = afterPattern.exec(text)?.[1];
  if (percent !== undefined) return Object.freeze({ kind: 'percent', percent: toWholeNumber(percent) });
  return Object.freeze({ kind: 'time', seconds: positiveSpan(text, path, resolution) ?? 0 });
}

/** Steps that are written alike can be held against each other; a later one that comes earlier is a slip. */
function checkRising(levels: readonly EscalationLevel[], path: string, resolution: Resolution): void {
  let ofLimit = 0;
  let ofTime = 0;
  levels.forEach(({ after: due }, index) => {
    const reached = due.kind === 'time' ? due.seconds : due.kind === 'breach' ? 100 : due.percent;
    const before = due.kind === 'time' ? ofTime : ofLimit;
    if (reached < before) {
      resolution.problem(
        `${path}[${index}].after`,
        'The step is due before the one that it follows.',
        'Write the steps in the order in which they are due.',
      );
    }
    if (due.kind === 'time') ofTime = reached;
    else ofLimit = reached;
  });
}
