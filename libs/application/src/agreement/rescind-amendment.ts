import { type CommandFields, draft, type Recorded, recordCommand } from '../commands/command.js';
import { saidBy } from '../commands/said-by.js';
import type { Services } from '../services.js';
import { factIdOf, newFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import { TallyError } from '@tallystick/errors';
import { readTermsEntries, requireValidTerms } from './terms-entries.js';

export interface RescindCommand extends CommandFields {
  /** The id of the amendment. */
  readonly amendment: string;
  /** The first local date without it. Default: it never held. */
  readonly effectiveFrom?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Takes an amendment back: from a date on, or as if it had never held.
 * @throws TallyError `amendment-invalid` where there is no such amendment; `fact-invalid` where a later one builds on it.
 */
export async function rescindAmendment(services: Services, command: RescindCommand): Promise<Recorded> {
  const { agreement, assertedBy, amendment, effectiveFrom, reason } = command;
  return recordCommand(services, 'rescindAmendment', command, async ({ position, effectiveAt }) => {
    const entries = await readTermsEntries(services, agreement, position);
    const named = entries.flatMap((entry) =>
      entry.kind === 'amended' ? [(entry.document as { amendment?: unknown }).amendment] : [],
    );
    if (!named.includes(amendment)) {
      throw new TallyError('amendment-invalid', `There is no amendment "${amendment}" to take back.`, [
        {
          place: 'amendment',
          problem: named.length === 0 ? 'None is recorded.' : `Recorded are ${named.join(', ')}.`,
          mend: 'Name one of them.',
        },
      ]);
    }
    const fact = draft('TermsRescinded', { amendment, effectiveFrom, reason });
    await requireValidTerms(
      services,
      agreement,
      [
        newFact('TermsRescinded', {
          id: factIdOf(['would rescind', amendment], effectiveAt),
          effectiveAt: formatInstant(effectiveAt),
          assertedBy: saidBy(assertedBy),
          amendment,
          ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
        }),
      ],
      position,
    );
    return [fact];
  });
}
