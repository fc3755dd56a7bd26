import { Choice, Either, Field, OneOf, shape, Text } from '@tallystick/documents';
import { type AuthoredExitCondition, exitDocuments, resolveExitCondition } from '../exits/combined.js';
import type { ExitCondition, ExitTrigger } from '../model/exit-trigger.js';
import type { MeasureKind } from '../model/measure.js';
import type { Resolution } from '../resolution/resolution.js';
import { calendarDayCount, checkDistinct } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

export class ExitClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: aboutClause.text })
  text?: string;

  @OneOf({ kinds: exitDocuments, meaning: 'When the right to leave arises.' })
  when!: AuthoredExitCondition;

  @Either({
    text: shape.choice(['whole']),
    list: shape.list(words.name, { min: 1 }),
    optional: true,
    default: '`whole`',
    meaning: 'What may be left: the whole agreement, or the services named.',
  })
  scope?: 'whole' | readonly string[];

  @Field(words.calendarDays, {
    optional: true,
    default: 'there is nothing to cure: the right is open once it arises',
    meaning: 'How long the provider has to cure after a notice.',
  })
  cure?: string;

  @Choice(['accepted', 'measured', 'condition-clears'], {
    optional: true,
    default: '`accepted`',
    meaning:
      'With `cure`, and only there: what shows the cure. `accepted`: the client accepts it within the days. `measured`: the ' +
      'service level of the condition, measured over those days, is no worse than the condition allows. ' +
      '`condition-clears`: the condition does not hold at the end of the first period that ends after them.',
  })
  cureTest?: ExitTrigger['cureTest'];

  @Field(words.calendarDays, {
    optional: true,
    default: 'no limit',
    meaning: 'Within how many days after the right arose notice has to be served; else the right lapses.',
  })
  noticeWithin?: string;

  @Field(words.calendarDays, {
    optional: true,
    default: 'leaving takes no notice',
    meaning: 'How long after the right was exercised the agreement, or the services in scope, end.',
  })
  notice?: string;

  @Field(words.calendarDays, {
    optional: true,
    default: 'until the term ends',
    meaning: 'How long the right lasts; `exerciseFrom` says from when.',
  })
  exerciseWithin?: string;

  @Choice(['held', 'exercisable'], {
    optional: true,
    default: '`held`',
    meaning:
      'With `exerciseWithin`, and only there: from when it counts. `held`: from the end of the last period at whose end the ' +
      'condition held; for a single event, from its day. `exercisable`: from the day on which the right could be exercised.',
  })
  exerciseFrom?: ExitTrigger['exerciseFrom'];
}

export function resolveExit(
  authored: ExitClause,
  path: string,
  resolution: Resolution,
): ExitTrigger | undefined {
  const when = resolveExitCondition(authored.when, `${path}.when`, resolution);
  const { scope = 'whole' } = authored;
  if (scope !== 'whole') checkDistinct(scope, `${path}.scope`, resolution);
  checkNeeds(authored, 'cureTest', 'cure', path, resolution);
  checkNeeds(authored, 'exerciseFrom', 'exerciseWithin', path, resolution);
  if (authored.cureTest === 'measured') checkMeasurable(when, `${path}.cureTest`, resolution);
  const days = (key: 'cure' | 'noticeWithin' | 'notice' | 'exerciseWithin'): number | undefined => {
    const text = authored[key];
    return text === undefined ? undefined : calendarDayCount(text, `${path}.${key}`, resolution);
  };
  const dates = {
    cureDays: days('cure'),
    noticeWithinDays: days('noticeWithin'),
    noticeDays: days('notice'),
    exerciseWithinDays: days('exerciseWithin'),
  };
  if (when === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    text: authored.text,
    when,
    scope: scope === 'whole' ? scope : Object.freeze([...scope]),
    ...dates,
    cureTest: authored.cureTest ?? 'accepted',
    exerciseFrom: authored.exerciseFrom ?? 'held',
  });
}

function checkNeeds(
  authored: ExitClause,
  key: 'cureTest' | 'exerciseFrom',
  needs: 'cure' | 'exerciseWithin',
  path: string,
  resolution: Resolution,
): void {
  if (authored[key] === undefined || authored[needs] !== undefined) return;
  resolution.problem(
    `${path}.${key}`,
    `It has no effect without \`${needs}\`.`,
    `Write \`${needs}\`, or leave it out.`,
  );
}

/** Measures that have a value over any days, not only over whole periods. */
const anyDaysMeasured: readonly MeasureKind[] = [
  'ticket-share',
  'availability',
  'statistic',
  'count',
  'change-share',
  'recurrence',
  'reported',
];

/** Over the days of a cure one level can be measured, of its own and with a value of its own. */
function checkMeasurable(when: ExitCondition | undefined, path: string, resolution: Resolution): void {
  if (when === undefined) return;
  const mend = 'Write `accepted` or `condition-clears`.';
  if (when.kind !== 'in-a-row' && when.kind !== 'times-of' && when.kind !== 'rolling-mean') {
    resolution.problem(path, 'The condition is not on one service level that could be measured.', mend);
    return;
  }
  const { measure } = resolution.serviceLevels.sound().get(when.serviceLevel)!;
  if (!anyDaysMeasured.includes(measure.kind)) {
    resolution.problem(
      path,
      `\`${when.serviceLevel}\` is measured over whole periods (${measure.kind}), not over any days.`,
      mend,
    );
  }
  if (when.below.kind === 'default') {
    resolution.problem(path, 'Whether a miss is a default is known of whole periods, not of any days.', mend);
  }
}
