import { isTallyError, type TallyError } from '@tallystick/errors';
import { loadTerms } from '../loading/load-terms.js';
import type { Terms } from '../model/terms.js';
import { exampleAgreement } from './example-agreement.js';
import { plain, zones } from './entries.js';

type Plain = Record<string, unknown>;

/** The example agreement with keys of the document replaced, and with further clauses at the end of its lists. */
export function exampleWith(keys: string, clauses: Readonly<Record<string, string>> = {}): Plain {
  const document: Plain = { ...plain(exampleAgreement), ...(keys === '' ? {} : plain(keys)) };
  for (const [list, text] of Object.entries(clauses)) {
    document[list] = [...((document[list] as unknown[] | undefined) ?? []), plain(text)];
  }
  return document;
}

export function load(document: unknown): Terms {
  return loadTerms(document, zones);
}

export function refusalOf(document: unknown): TallyError {
  try {
    load(document);
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('The document was accepted.');
}

/** `path | problem | mend` of every error of a document. */
export function errorsOf(document: unknown): string[] {
  return refusalOf(document).details.map(({ place, problem, mend }) => `${place} | ${problem} | ${mend}`);
}
