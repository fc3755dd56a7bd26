import { TallyError } from '@tallystick/errors';
import { factTextFromExport } from '@tallystick/facts';
import type { LedgerHead } from '@tallystick/ledger';
import type { Services } from '../services.js';

/**
 * Records an export again, byte for byte, in a ledger that does not hold its agreement; the chain comes out as it was.
 * Each line must be the canonical text of a valid fact. All or nothing.
 *
 * @param lines the lines of the export, some at a time.
 * @param name what errors call the export, e.g. `acme.ndjson`.
 * @throws TallyError `restore-invalid`, `restore-not-empty`, `fact-invalid`, `json-invalid`.
 */
export async function restoreLedger(
  services: Services,
  lines: AsyncIterable<readonly string[]>,
  name: string,
): Promise<LedgerHead> {
  const reader = lines[Symbol.asyncIterator]();
  const first = await firstPage(reader);
  if (first === undefined) {
    throw new TallyError('restore-invalid', `${name} has no facts.`);
  }
  const { agreement } = factTextFromExport(first[0]!, `${name} line 1`).fact;
  return services.ledger.restore(agreement, checkedPages(first, reader, name));
}

async function firstPage(reader: AsyncIterator<readonly string[]>): Promise<readonly string[] | undefined> {
  for (;;) {
    const next = await reader.next();
    if (next.done === true) return undefined;
    if (next.value.length > 0) return next.value;
  }
}

async function* checkedPages(
  first: readonly string[],
  reader: AsyncIterator<readonly string[]>,
  name: string,
): AsyncGenerator<readonly string[], void, undefined> {
  let line = 0;
  for (let page: readonly string[] = first; ;) {
    for (const text of page) {
      line += 1;
      factTextFromExport(text, `${name} line ${line}`);
    }
    yield page;
    const next = await reader.next();
    if (next.done === true) return;
    page = next.value;
  }
}
