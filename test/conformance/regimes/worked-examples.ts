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
