import type { NewFact } from '@tallystick/facts';
import { Readable } from 'node:stream';
import type { ImportBatch, ImportedFact, ImportOptions, RejectedRow, WithdrawnKey } from '../import-batch.js';
import { importRows } from '../import-rows.js';
import type { Mapping } from '../mapping/mapping.js';
import { readMapping } from '../mapping/read-mapping.js';
import { shippedMapping } from '../mapping/shipped-mappings.js';
import { readFileSync } from 'node:fs';

/** Everything that an import gave. */
export interface Imported {
  readonly facts: readonly NewFact[];
  readonly imported: readonly ImportedFact[];
  readonly withdrawnKeys: readonly WithdrawnKey[];
  readonly rejects: readonly RejectedRow[];
  readonly last: ImportBatch;
}

/** Imports texts or bytes to the end and gathers what came; for tests, whose exports are small. */
export async function importAll(
  mapping: Mapping,
  inputs: readonly (string | Uint8Array | Readable)[],
  options: ImportOptions = {},
): Promise<Imported> {
  const imported: ImportedFact[] = [];
  const withdrawnKeys: WithdrawnKey[] = [];
  const rejects: RejectedRow[] = [];
  let last: ImportBatch | undefined;
  const streams = inputs.map((input, index) => ({
    name: `input-${index + 1}`,
    stream: input instanceof Readable ? input : Readable.from([Buffer.from(input)]),
  }));
  for await (const batch of importRows(mapping, streams, options)) {
    imported.push(...batch.facts);
    withdrawnKeys.push(...batch.withdrawnKeys);
    rejects.push(...batch.rejects);
    last = batch;
  }
  return { facts: imported.map(({ fact }) => fact), imported, withdrawnKeys, rejects, last: last! };
}

export function shipped(name: string): Mapping {
  const { path } = shippedMapping(name);
  return readMapping(readFileSync(path, 'utf8'), path);
}

/** One line a fact, as a reader would say it: `2025-03-01T09:00:00Z TicketOpened T1 P1`. */
export function told(facts: readonly NewFact[]): readonly string[] {
  const envelope = new Set(['id', 'type', 'schema', 'effectiveAt', 'assertedBy', 'source']);
  return facts.map((fact) => {
    const payload = Object.entries(fact)
      .filter(([key]) => !envelope.has(key))
      .map(([key, value]) => `${key}=${String(value)}`);
    return [fact.effectiveAt, fact.type, ...payload].join(' ');
  });
}

/** The canonical content of a set of facts, for comparing two imports. */
export function asSet(facts: readonly NewFact[]): readonly string[] {
  return facts.map((fact) => JSON.stringify(fact)).sort();
}
