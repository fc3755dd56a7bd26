import { invariant } from '@tallystick/errors';
import { ledgerLimits, type RecordedFact } from '@tallystick/ledger';
import type { Services } from '../../services.js';

/** Where facts stand that the ledger itself names. */
export async function readPositions(
  services: Pick<Services, 'ledger'>,
  agreement: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const positions = new Map<string, number>();
  for (let at = 0; at < ids.length; at += ledgerLimits.pageFacts) {
    const some = ids.slice(at, at + ledgerLimits.pageFacts);
    for (const [id, position] of await services.ledger.positionsOf(agreement, some))
      positions.set(id, position);
  }
  invariant(positions.size === ids.length, 'a statement names facts of its own ledger');
  return positions;
}

/** The facts at scattered positions, in the order of the ledger. */
export async function readFactsAt(
  services: Pick<Services, 'ledger'>,
  agreement: string,
  positions: Iterable<number>,
): Promise<readonly RecordedFact[]> {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const facts: RecordedFact[] = [];
  for (let at = 0; at < sorted.length; at += ledgerLimits.pageFacts) {
    const some = sorted.slice(at, at + ledgerLimits.pageFacts);
    facts.push(...(await services.ledger.factsAt(agreement, some)));
  }
  return facts;
}
