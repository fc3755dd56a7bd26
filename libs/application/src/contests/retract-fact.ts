import { TallyError } from '@tallystick/errors';
import { factIdOf, newFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import { requireValidTerms } from '../agreement/terms-entries.js';
import { type CommandFields, draft, type Recorded, recordCommand } from '../commands/command.js';
import { saidBy } from '../commands/said-by.js';
import type { Services } from '../services.js';
import { factById } from './contested-fact.js';

export interface RetractCommand extends CommandFields {
  /** The id of the fact that was wrong. */
  readonly fact: string;
  readonly reason: string;
}

/**
 * Takes one's own fact back; it no longer counts. What was stated stays stated, and later statements adjust it.
 * @throws TallyError `fact-unknown`, `retraction-refused`; `fact-invalid` where the terms cannot do without the fact.
 */
export async function retractFact(services: Services, command: RetractCommand): Promise<Recorded> {
  const { agreement, assertedBy, fact: id, reason } = command;
  return recordCommand(services, 'retractFact', command, async ({ position, effectiveAt, knowledge }) => {
    const { fact } = await factById(services, agreement, id, position);
    const refuse = (problem: string, mend: string) =>
      new TallyError('retraction-refused', `The fact ${id} cannot be retracted. ${problem}`, [
        { place: 'fact', problem, mend },
      ]);
    if (fact.type === 'StatementIssued') {
      throw refuse('It seals a statement.', 'What is known later adjusts the next statement.');
    }
    if (fact.type === 'SubjectErased') {
      throw refuse('It says that a key was destroyed.', 'Nothing brings the key back.');
    }
    if (fact.assertedBy.party !== assertedBy.party) {
      throw refuse(`"${fact.assertedBy.party}" asserted it.`, 'Contest it.');
    }
    if ((await knowledge()).timeline.isTakenOut(id)) {
      throw refuse('It no longer counts.', 'Nothing is left to retract.');
    }
    const at = { id: factIdOf(['would retract', id], effectiveAt), effectiveAt: formatInstant(effectiveAt) };
    const retracted = newFact('FactRetracted', { ...at, assertedBy: saidBy(assertedBy), fact: id, reason });
    await requireValidTerms(services, agreement, [retracted], position);
    return [draft('FactRetracted', { fact: id, reason })];
  });
}
