import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EpochMilliseconds, parseInstant } from '@tallystick/quantities';
import { openSqliteServices } from '../open-services.js';
import type { Services } from '../services.js';

/** Services over a ledger in a temporary folder, with a clock that a test sets. */
export interface TemporaryServices extends Services {
  readonly folder: string;
  /** Sets the clock. */
  at(instant: string): void;
  remove(): Promise<void>;
}

/** So that queries of the tests read what earlier ones have folded, as they do on a server. */
const warmFacts = 1_000_000;

export async function temporaryServices(startsAt = '2025-01-01T00:00:00Z'): Promise<TemporaryServices> {
  let now: EpochMilliseconds = parseInstant(startsAt);
  const folder = mkdtempSync(join(tmpdir(), 'tally-test-'));
  const services = await openSqliteServices(join(folder, 'tally.db'), { clock: () => now, warmFacts });
  return {
    ...services,
    folder,
    at: (instant) => {
      now = parseInstant(instant);
    },
    remove: async () => {
      await services.ledger.close();
      rmSync(folder, { recursive: true });
    },
  };
}
