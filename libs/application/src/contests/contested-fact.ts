import { TallyError } from '@tallystick/errors';
import { type Fact, isUuid } from '@tallystick/facts';
import { factAt } from '../knowledge/fact-at.js';
import type { Services } from '../services.js';

/** A fact that is spoken of by its id, as recorded up to a position. @throws TallyError `fact-unknown`. */
export async function factById(
  services: Services,
  agreement: string,
  id: string,
  position: number,
): Promise<{ readonly fact: Fact; readonly position: number }> {
  const at = isUuid(id) ? (await services.ledger.positionsOf(agreement, [id])).get(id) : undefined;
  if (at === undefined || at > position) {
    throw new TallyError('fact-unknown', `"${agreement}" holds no fact ${id}.`, [
      { place: 'fact', problem: `${id} is recorded nowhere in it.`, mend: 'Name a fact by its id.' },
    ]);
  }
  return { fact: await factAt(services, agreement, at), position: at };
}
