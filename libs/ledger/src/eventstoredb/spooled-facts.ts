import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { checkAgreementName } from '../batch.js';
import type { RecordedEnvelope } from '../recorded-text.js';
import { checkRestoredLine, invalidLine } from '../restored-line.js';

/** An export that was read and checked to its end, in a file of its own that only this user can read. */
export interface SpooledFacts {
  readonly count: number;
  lines(): AsyncIterable<string>;
  remove(): Promise<void>;
}

/**
 * Checks every line of an export and keeps them all, so that nothing is written before everything is known to be
 * right. A canonical text has no line breaks: RFC 8785 writes them as escapes.
 * @throws TallyError `restore-invalid` naming the line; whatever the source throws.
 */
export async function spoolFacts(
  agreement: string,
  pages: AsyncIterable<readonly string[]>,
): Promise<SpooledFacts> {
  checkAgreementName(agreement);
  const folder = await mkdtemp(join(tmpdir(), 'tallystick-restore-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const path = join(folder, 'facts.jsonl');
    const file = await open(path, 'wx', 0o600);
    let last: RecordedEnvelope | undefined;
    let count = 0;
    const ids = new Set<string>();
    try {
      for await (const page of pages) {
        for (const text of page) {
          last = checkRestoredLine(agreement, count + 1, text, last);
          if (ids.has(last.id)) throw invalidLine(agreement, count + 1, `the id ${last.id} stood before`);
          ids.add(last.id);
          count += 1;
        }
        if (page.length > 0) await file.write(`${page.join('\n')}\n`);
      }
    } finally {
      await file.close();
    }
    if (count === 0) throw invalidLine(agreement, 1, 'there are no facts to restore');
    const lines = () => createInterface({ input: createReadStream(path, 'utf8'), crlfDelay: Infinity });
    return { count, lines, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}
