import { Either, Field, NotYet, OneOf, shape, Text } from '@tallystick/documents';
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

  @NotYet('How long the provider has to mend.')
  cure?: unknown;

  @NotYet('How much notice is given.')
  notice?: unknown;

  @NotYet('Until when the right lasts.')
  exerciseWithin?: unknown;
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
  });
}
