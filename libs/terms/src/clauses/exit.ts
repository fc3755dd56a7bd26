import { Either, Field, OneOf, shape, Text } from '@tallystick/documents';
import { type AuthoredExitCondition, exitDocuments, exitKindOf, laterExitKeys } from '../exits/registry.js';
import type { ExitTrigger } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

export class ExitClause {
  @Field(words.id, { meaning: aboutClause.id })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: aboutClause.text })
  text?: string;

  @OneOf({ kinds: exitDocuments, notYet: laterExitKeys, meaning: 'When the right to leave arises.' })
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
    meaning: 'How long the provider has to cure after a notice. The exit status shows it.',
  })
  cure?: string;

  @Field(words.calendarDays, {
    optional: true,
    meaning: 'How long before leaving notice has to be given. The exit status shows it.',
  })
  notice?: string;

  @Field(words.calendarDays, {
    optional: true,
    meaning:
      'How long the right lasts after the end of the last period at whose end the condition held. The exit status shows its last day.',
  })
  exerciseWithin?: string;
}

export function resolveExit(
  authored: ExitClause,
  path: string,
  resolution: Resolution,
): ExitTrigger | undefined {
  const when = exitKindOf(authored.when).resolve(authored.when, `${path}.when`, resolution);
  const { scope = 'whole' } = authored;
  if (scope !== 'whole') checkDistinct(scope, `${path}.scope`, resolution);
  if (when === undefined) return undefined;
  return Object.freeze({
    id: authored.id,
    clause: authored.clause,
    text: authored.text,
    when,
    scope: scope === 'whole' ? scope : Object.freeze([...scope]),
    cureDays: wholeDays(authored.cure, `${path}.cure`, resolution),
    noticeDays: wholeDays(authored.notice, `${path}.notice`, resolution),
    exerciseWithinDays: wholeDays(authored.exerciseWithin, `${path}.exerciseWithin`, resolution),
  });
}

function wholeDays(text: string | undefined, path: string, resolution: Resolution): number | undefined {
  if (text === undefined) return undefined;
  const days = Number.parseInt(text, 10);
  if (days === 0)
    return resolution.problem(path, `${text} is no time at all.`, 'Write 1 calendar day or more.');
  return days;
}
