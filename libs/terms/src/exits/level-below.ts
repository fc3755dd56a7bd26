import { Choice, Field } from '@tallystick/documents';
import type { Resolution } from '../resolution/resolution.js';
import { words } from '../resolution/words.js';

/** The keys of every condition on the verdicts of one service level. */
export class LevelBelowTerms {
  @Field(words.id, { meaning: 'The id of the service level.' })
  serviceLevel!: string;

  @Choice(['expected', 'minimum'], {
    optional: true,
    default: '`expected`',
    meaning: 'Below which of its two levels a period counts.',
  })
  below?: 'expected' | 'minimum';
}

/** Checks the reference, and that a minimum exists where one is named. */
export function readLevelBelow(
  authored: LevelBelowTerms,
  path: string,
  resolution: Resolution,
): { readonly serviceLevel: string; readonly below: 'expected' | 'minimum' } {
  const level = resolution.serviceLevels.find(authored.serviceLevel, `${path}.serviceLevel`, resolution);
  const below = authored.below ?? 'expected';
  if (below === 'minimum' && level !== undefined && level.target.minimum === undefined) {
    resolution.problem(
      `${path}.below`,
      `The service level \`${level.id}\` has no minimum.`,
      'Give its target a `minimum`, or write `below: expected`.',
    );
  }
  return { serviceLevel: authored.serviceLevel, below };
}
