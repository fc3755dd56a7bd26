import { isTallyError, TallyError } from '@tallystick/errors';
import type { NewFact } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';

/** How often a command decides anew because someone else wrote first, before it gives up. */
const mostAttempts = 20;

export interface Decided {
  /** The ledger after the command; undefined only where it holds no agreement of that name and nothing was decided. */
  readonly head: LedgerHead | undefined;
  readonly recorded: readonly NewFact[];
}

/**
 * The way of every command: look at the ledger as it is, decide which facts follow, append them expecting exactly the
 * revision that was looked at. Where somebody else wrote in between, decide again on what is now there.
 *
 * @param decide must be safe to call again. An empty decision records nothing.
 * @throws TallyError `ledger-conflict` after too many attempts; whatever `decide` and the ledger throw.
 */
export async function decideAndAppend(
  services: Pick<Services, 'ledger'>,
  agreement: string,
  decide: (head: LedgerHead | undefined) => readonly NewFact[] | Promise<readonly NewFact[]>,
): Promise<Decided> {
  let lastError: TallyError | undefined;
  for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
    const head = await services.ledger.head(agreement);
    const recorded = await decide(head);
    if (recorded.length === 0) return { head, recorded };
    try {
      const result = await services.ledger.append(agreement, head?.position ?? 'none', recorded);
      return { head: result.head, recorded };
    } catch (error) {
      // A partial repeat means the same as a conflict here: another writer recorded some of it in between.
      const raced =
        isTallyError(error) && (error.code === 'ledger-conflict' || error.code === 'ledger-partial-repeat');
      if (!raced) throw error;
      lastError = error;
    }
  }
  throw new TallyError(
    'ledger-conflict',
    `Others kept writing to "${agreement}": ${mostAttempts} attempts to record met another revision.`,
    [],
    lastError,
  );
}
