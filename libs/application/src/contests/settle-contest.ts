import { TallyError } from '@tallystick/errors';
import { type CommandFields, draft, type Recorded, recordCommand } from '../commands/command.js';
import { saidBy } from '../commands/said-by.js';
import type { Services } from '../services.js';
import { requireValidTerms } from '../agreement/terms-entries.js';
import { factById } from './contested-fact.js';
import { factIdOf, newFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';

/**
 * How a contest ends. `upheld`: it was right, and the fact no longer counts. `rejected`: the fact stands. `withdrawn`:
 * whoever contested lets it be; recorded as rejected.
 */
export type ContestOutcome = 'upheld' | 'rejected' | 'withdrawn';

export interface SettleContestCommand extends CommandFields {
  /** The id of the contested fact. */
  readonly fact: string;
  readonly outcome: ContestOutcome;
  readonly reason?: string | undefined;
  /** The asker stands outside of the parties and decides either way. */
  readonly asArbiter?: boolean | undefined;
}

/**
 * Settles an open contest: the party that contested may withdraw it, the party whose fact it is may concede it (uphold),
 * an arbiter decides either way.
 * @throws TallyError `fact-unknown`, `contest-unknown`, `settlement-refused`; `fact-invalid` where the terms cannot do
 * without the fact.
 */
export async function settleContest(services: Services, command: SettleContestCommand): Promise<Recorded> {
  const { agreement, fact: id, reason } = command;
  const outcome = command.outcome === 'upheld' ? 'upheld' : 'rejected';
  return recordCommand(services, 'settleContest', command, async ({ position, effectiveAt, knowledge }) => {
    const { fact } = await factById(services, agreement, id, position);
    const { timeline } = await knowledge();
    const open = timeline.contests.find((one) => one.factId === id && one.status === 'open');
    if (open === undefined) {
      throw new TallyError('contest-unknown', `There is no open contest of the fact ${id}.`, [
        {
          place: 'fact',
          problem: 'It is not contested, or that is settled.',
          mend: 'List the open contests.',
        },
      ]);
    }
    requireMaySettle(command, open.contestedBy, fact.assertedBy.party);
    // Upheld, it may take terms out that later ones build on.
    const assertedBy = saidBy(command.assertedBy);
    const at = { id: factIdOf(['would settle', id], effectiveAt), effectiveAt: formatInstant(effectiveAt) };
    const settled = newFact('ContestSettled', { ...at, assertedBy, fact: id, outcome });
    await requireValidTerms(services, agreement, [settled], position);
    return [draft('ContestSettled', { fact: id, outcome, reason })];
  });
}

function requireMaySettle(
  { assertedBy: { party }, outcome, asArbiter = false }: SettleContestCommand,
  contestedBy: string,
  owner: string,
): void {
  const refuse = (problem: string, mend: string) =>
    new TallyError('settlement-refused', `"${party}" cannot settle the contest so. ${problem}`, [
      { place: 'outcome', problem, mend },
    ]);
  if (outcome === 'withdrawn' && party !== contestedBy) {
    throw refuse(
      `Only "${contestedBy}", who contested, can withdraw it.`,
      'Settle it as upheld, or ask the arbiter.',
    );
  }
  if (asArbiter || (outcome !== 'upheld' && party === contestedBy)) return;
  if (outcome === 'upheld' && party === owner) return;
  if (party === contestedBy) {
    throw refuse(
      'Who contested cannot decide that it was right.',
      'Withdraw it, or ask the other party or the arbiter.',
    );
  }
  if (party === owner) {
    throw refuse(
      'Whose fact it is cannot decide that it stands.',
      'Concede it as upheld, or ask the arbiter.',
    );
  }
  throw refuse(`It is between "${contestedBy}" and "${owner}".`, 'Leave it to them, or to the arbiter.');
}
