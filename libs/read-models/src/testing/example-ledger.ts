import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteServices, runExampleYear, type Services, signAgreement } from '@tallystick/application';
import { type EpochMilliseconds, parseInstant } from '@tallystick/quantities';

const examples = new URL('../../../../examples/acme-northwind/', import.meta.url);

function example(name: string): { readonly name: string; readonly text: string } {
  return { name, text: readFileSync(new URL(name, examples), 'utf8') };
}

/** A ledger in a temporary folder, with a clock that a test sets. */
export interface ExampleLedger {
  readonly services: Services;
  readonly folder: string;
  readonly file: string;
  at(instant: string): void;
  remove(): Promise<void>;
}

export async function emptyLedger(startsAt = '2024-12-16T10:00:00Z'): Promise<ExampleLedger> {
  let now: EpochMilliseconds = parseInstant(startsAt);
  const folder = mkdtempSync(join(tmpdir(), 'tally-views-'));
  const file = join(folder, 'tally.db');
  const services = await openSqliteServices(file, { clock: () => now });
  return {
    services,
    folder,
    file,
    at: (instant) => {
      now = parseInstant(instant);
    },
    remove: async () => {
      await services.ledger.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The example agreement, signed; `name` replaces its own. */
export async function signExample(services: Services, name = 'acme-northwind'): Promise<string> {
  const { text } = example('terms.yaml');
  const document = { name: 'terms.yaml', text: text.replace('acme-northwind', name) };
  return (await signAgreement(services, { document })).agreement;
}

/** A whole year of the example agreement, with amendments and issued statements. */
export async function liveThroughYear(ledger: ExampleLedger, seed = 1): Promise<string> {
  const { agreement } = await runExampleYear(ledger.services, {
    terms: example('terms.yaml'),
    amendment: example('amendment-1.yaml'),
    seed,
    setClock: (now) => ledger.at(new Date(now).toISOString().replace('.000Z', 'Z')),
    onStep: () => Promise.resolve(),
  });
  return agreement;
}
