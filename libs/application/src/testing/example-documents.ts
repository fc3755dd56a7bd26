import { readFileSync } from 'node:fs';
import type { AuthoredText } from '../authored-text.js';

/** A document of the example agreement. */
export function exampleDocument(name: 'terms.yaml' | 'amendment-1.yaml'): AuthoredText {
  const url = new URL(`../../../../examples/acme-northwind/${name}`, import.meta.url);
  return { name, text: readFileSync(url, 'utf8') };
}

/** Lines as a command reads them. */
export async function* linesOf(...facts: readonly object[]): AsyncGenerator<readonly string[]> {
  yield await Promise.resolve(facts.map((fact) => JSON.stringify(fact)));
}
