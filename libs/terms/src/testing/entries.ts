import { pinnedZoneTable } from '@tallystick/calendar';
import { isPlainObject, readDocument } from '@tallystick/documents';
import type { TermsEntry } from '../model/terms.js';
import { exampleAgreement } from './example-agreement.js';

export const zones = pinnedZoneTable();

/** The plain data of a YAML text. */
export function plain(text: string): Record<string, unknown> {
  const { value } = readDocument(text, 'test.yaml');
  if (!isPlainObject(value)) throw new Error('The text is not an object.');
  return { ...value };
}

export function signed(text: string = exampleAgreement): TermsEntry {
  return { kind: 'signed', position: 1, factId: 'signed', terms: plain(text) };
}

/** An amendment of the example agreement; `text` holds its `change` and `remove`, and may state the other keys anew. */
export function amended(position: number, id: string, effectiveFrom: string, text: string): TermsEntry {
  const document = {
    amendment: id,
    agreement: 'acme-northwind',
    kind: 'amendment',
    effectiveFrom,
    executedAt: '2025-01-15',
    ...plain(text),
  };
  return { kind: 'amended', position, factId: `fact-${id}`, document };
}

export function corrected(position: number, id: string, corrects: string, text: string): TermsEntry {
  const document = {
    amendment: id,
    agreement: 'acme-northwind',
    kind: 'correction',
    corrects,
    executedAt: '2025-01-15',
    ...plain(text),
  };
  return { kind: 'amended', position, factId: `fact-${id}`, document };
}

export function rescinded(position: number, amendment: string, effectiveFrom?: string): TermsEntry {
  return { kind: 'rescinded', position, factId: `fact-rescinds-${amendment}`, amendment, effectiveFrom };
}
