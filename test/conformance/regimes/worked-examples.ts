import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** A worked example of a real regime: inputs in the regime's own words, and what must come out. */
export interface WorkedExample {
  readonly id: string;
  readonly regime: string;
  readonly topic: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: Readonly<Record<string, unknown>>;
}

const path = fileURLToPath(new URL('../../../../shared/conformance/regimes/worked.json', import.meta.url));

/** The worked examples by id, or undefined (said aloud) where the shared folder is not beside the checkout. */
export function workedExamples(): ReadonlyMap<string, WorkedExample> | undefined {
  if (!existsSync(path)) {
    console.warn(`Skipped: the worked examples of real regimes are not at ${path}.`);
    return undefined;
  }
  const examples = JSON.parse(readFileSync(path, 'utf8')) as readonly WorkedExample[];
  return new Map(examples.map((example) => [example.id, example]));
}

/** Examples that need kinds of the contract language that are not built yet, and which. */
export const laterKinds: Readonly<Record<string, string>> = {
  'dir-03': 'gate: nth miss in m periods',
  'dir-04': 'gate: nth miss in m periods',
  'dir-05': 'gate: nth miss in m periods',
  'sas-04': 'multiply: a surcharge of its own for a repeated miss',
  'sas-05': 'multiply: a surcharge of its own for a repeated miss',
  'acc-04': 'cap over n periods',
  'cref-01': 'window: rolling 12 months; base: a contract year',
  'cref-02': 'window: rolling 12 months; base: a contract year',
  'pf-01': 'target relative to a baseline',
  'aws-02': 'cap: minimum payable',
  'tel-01': 'measure: smoothed',
  'rig-01': 'exit: notice and cure',
  'chr-01': 'window: sliding days; exit: chronic outages',
  'eb-01': 'earn-back',
  'rel-01': 'relief: notice within a limit',
};
