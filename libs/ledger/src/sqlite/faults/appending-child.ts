import { writeSync } from 'node:fs';
import { isTallyError } from '@tallystick/errors';
import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import { openSqliteLedger } from '../open-sqlite-ledger.js';

/**
 * A process that appends batches to agreement A of a ledger and says on standard output, a line each, what was
 * acknowledged. Arguments: path, how, prefix of the facts' tickets, first batch, number of batches, facts a batch.
 * How: `any` expects nothing; `exact` expects the head that it read, and reads again on a conflict; `lost` dies after
 * the commit of its last batch and before it says so.
 */
const [path = '', how = '', prefix = '', ...numbers] = process.argv.slice(2);
const [first = 0, count = 0, batchSize = 1] = numbers.map(Number);

function batchOf(batch: number): NewFact[] {
  return Array.from({ length: batchSize }, (_, index) => {
    const number = batch * batchSize + index;
    return newFact('TicketOpened', {
      id: factIdOf([prefix, String(number)], 1_740_000_000_000 + number),
      effectiveAt: '2025-03-01T08:30:00Z',
      assertedBy: { party: 'client' },
      ticket: `${prefix}${number}`,
      ticketType: 'incident',
      priority: '3',
    });
  });
}

const ledger = await openSqliteLedger(path);

async function appendExactly(facts: readonly NewFact[]): Promise<number> {
  for (let conflicts = 0; ; conflicts += 1) {
    try {
      await ledger.append('A', (await ledger.head('A'))?.position ?? 'none', facts);
      return conflicts;
    } catch (error) {
      if (!isTallyError(error) || error.code !== 'ledger-conflict') {
        throw error;
      }
    }
  }
}

for (let batch = first; batch < first + count; batch += 1) {
  const facts = batchOf(batch);
  if (how === 'exact') {
    await appendExactly(facts);
  } else {
    await ledger.append('A', 'any', facts);
  }
  if (how === 'lost' && batch === first + count - 1) {
    process.kill(process.pid, 'SIGKILL');
  }
  // Written through at once: what was printed was acknowledged, whenever the process is killed.
  writeSync(1, `${batch}\n`);
}
await ledger.close();
