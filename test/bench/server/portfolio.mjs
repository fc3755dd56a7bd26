/** A ledger of fifty agreements: one with a large year of tickets, the others small. */
import { rooms } from '../build.mjs';
import { factBatches } from '../rows.mjs';
import { signedFact } from '../terms.mjs';

export const largeAgreement = 'agreement-01';
export const agreements = Array.from(
  { length: 50 },
  (_, index) => `agreement-${String(index + 1).padStart(2, '0')}`,
);
/** About 100 tickets in the year of each of the others. */
const smallFacts = 700;

/** Writes the ledger; returns how many facts it holds. */
export async function writePortfolio(file, largeFacts) {
  const { openSqliteLedger } = await rooms.ledger();
  const ledger = await openSqliteLedger(file, { clock: () => Date.now() });
  let written = 0;
  for (const [index, agreement] of agreements.entries()) {
    const count = agreement === largeAgreement ? largeFacts : smallFacts;
    const year = { seed: 1000 + index, source: agreement, tickets: Math.ceil(count / 6.5) };
    let { lastPosition } = await ledger.append(agreement, 'none', [await signedFact(rooms, agreement)]);
    for await (const batch of factBatches(count, 1000, year)) {
      ({ lastPosition } = await ledger.append(agreement, lastPosition, batch));
    }
    written += lastPosition + 1;
  }
  await ledger.close();
  return written;
}
