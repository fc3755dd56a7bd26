import { TallyError } from '@tallystick/errors';
import type { FactType } from '@tallystick/facts';
import {
  type CommandFields,
  draft,
  type Recorded,
  recordCommand,
  type Situation,
} from '../commands/command.js';
import type { Services } from '../services.js';
import { factById } from './contested-fact.js';

export interface ContestCommand extends CommandFields {
  /** The id of the fact that is contested. */
  readonly fact: string;
  readonly reason: string;
}

/** Facts about facts, and seals: a contest of them would say nothing about what happened. */
const notContestable: ReadonlySet<FactType> = new Set<FactType>([
  'FactContested',
  'ContestSettled',
  'FactRetracted',
  'StatementIssued',
  'SigningKeyAnnounced',
  'CosigningKeyAnnounced',
  'SubjectErased',
  'CheckpointSigned',
  'CheckpointCosigned',
]);

/**
 * Contests a fact of another party; it counts until the contest is settled.
 * @throws TallyError `fact-unknown`, `contest-refused`.
 */
export async function contestFact(services: Services, command: ContestCommand): Promise<Recorded> {
  return recordCommand(services, 'contestFact', command, async (situation) => {
    await requireContestable(services, command, situation);
    return [draft('FactContested', { fact: command.fact, reason: command.reason })];
  });
}

async function requireContestable(
  services: Services,
  { agreement, assertedBy, fact: id }: ContestCommand,
  situation: Situation,
): Promise<void> {
  const { fact } = await factById(services, agreement, id, situation.position);
  const refuse = (problem: string, mend: string) =>
    new TallyError('contest-refused', `The fact ${id} cannot be contested. ${problem}`, [
      { place: 'fact', problem, mend },
    ]);
  if (notContestable.has(fact.type)) {
    throw refuse(`It is a ${fact.type}.`, 'Contest the fact that it speaks of, or that stands behind it.');
  }
  if (fact.assertedBy.party === assertedBy.party) {
    throw refuse(`"${assertedBy.party}" asserted it itself.`, 'Retract it where it is wrong.');
  }
  const { timeline } = await situation.knowledge();
  if (timeline.isTakenOut(id)) {
    throw refuse(
      'It no longer counts: it was retracted, or contested with success.',
      'Nothing is left to contest.',
    );
  }
  const open = timeline.contests.find(({ factId, status }) => factId === id && status === 'open');
  if (open !== undefined) {
    throw refuse(`"${open.contestedBy}" contested it, and that is open.`, 'Settle that contest first.');
  }
}
