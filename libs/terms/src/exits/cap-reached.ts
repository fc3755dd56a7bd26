import { Field, mendUnknownName, WholeNumber } from '@tallystick/documents';
import { readReach } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { ExitKindOf } from './exit-kind.js';
import { describeTimesIn } from './exit-window.js';
import { fitsIn } from './times-of.js';

export class CapReachedTerms {
  @WholeNumber({ min: 1, max: 1000, meaning: 'In at least so many …' })
  capReached!: number;

  @Field(words.reach, {
    meaning:
      '… of the last so many periods, the current one among them; or of those of the `contract year` so far.',
  })
  of!: string;

  @Field(words.id, {
    optional: true,
    default: 'any cap',
    meaning: 'The id of the cap that the credits reached; that of a single `cap` is `cap`.',
  })
  cap?: string;
}

export const capReached: ExitKindOf<'cap-reached', CapReachedTerms> = {
  kind: 'cap-reached',
  documents: { capReached: CapReachedTerms },
  resolve(authored, path, resolution) {
    const window = readReach(authored.of);
    if (!fitsIn(authored.capReached, window, `${path}.capReached`, resolution)) return undefined;
    const caps = resolution.credits?.caps.map(({ id }) => id);
    // Credits with errors of their own may hold the cap.
    if (caps !== undefined && resolution.isSound('credits')) {
      if (caps.length === 0) {
        return resolution.problem(
          `${path}.capReached`,
          'The credits have no cap that they could reach.',
          'Give `credits` a `cap`.',
        );
      }
      if (authored.cap !== undefined && !caps.includes(authored.cap)) {
        return resolution.problem(
          `${path}.cap`,
          `There is no cap \`${authored.cap}\`.`,
          mendUnknownName(authored.cap, caps, 'cap'),
        );
      }
    }
    return Object.freeze({ kind: 'cap-reached', cap: authored.cap, times: authored.capReached, window });
  },
  describe: ({ cap, times, window }) =>
    `the credits reach ${cap === undefined ? 'a cap' : cap === 'cap' ? 'the cap' : `the cap ${cap}`} in ${describeTimesIn(times, window)}`,
};
