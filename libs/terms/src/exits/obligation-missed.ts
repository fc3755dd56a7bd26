import { Field, WholeNumber } from '@tallystick/documents';
import { readReach } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { describeWindow, times } from './exit-window.js';

export class ObligationMissedTerms {
  @Field(words.id, { meaning: 'The id of an obligation, a review or an escalation ladder.' })
  obligation!: string;

  @WholeNumber({ min: 1, max: 1000, meaning: 'Missed at least so often …' })
  missed!: number;

  @Field(words.reach, {
    meaning: '… within the last so many periods, the current one among them, or the `contract year` so far.',
  })
  of!: string;
}

export const obligationMissed: ExitKindOf<'obligation', ObligationMissedTerms> = {
  kind: 'obligation',
  documents: { obligation: ObligationMissedTerms },
  resolve(authored, path, resolution) {
    const { obligation, missed } = authored;
    resolution.obligations.find(obligation, `${path}.obligation`, resolution);
    return Object.freeze({ kind: 'obligation', obligation, times: missed, window: readReach(authored.of) });
  },
  describe: ({ obligation, times: count, window }) =>
    `${obligation} is missed ${times(count)} in ${describeWindow(window)}`,
};
