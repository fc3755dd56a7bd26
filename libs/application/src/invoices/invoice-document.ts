import { readDocument } from '@tallystick/documents';
import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { readFactInput } from '@tallystick/facts';
import type { AuthoredText } from '../authored-text.js';
import type { CommandFields } from '../commands/command.js';
import type { ReceiveInvoiceCommand } from './invoice-commands.js';

const keys: readonly string[] = ['invoice', 'period', 'amount', 'currency', 'lines'];

/**
 * An invoice as a person writes it: `{invoice, period, amount, currency, lines}` in YAML or JSON.
 * @throws TallyError `document-invalid`, `invoice-refused` for a key that an invoice does not have, `fact-invalid` with
 * every wrong field.
 */
export function readInvoiceDocument({
  text,
  name,
}: AuthoredText): Omit<ReceiveInvoiceCommand, keyof CommandFields> {
  const { value, placeOf } = readDocument(text, name);
  const fields = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  const unknown = Object.keys(fields).filter((key) => !keys.includes(key));
  if (unknown.length > 0) {
    throw new TallyError(
      'invoice-refused',
      `${name} is no invoice.`,
      unknown.map((key): ErrorDetail => ({
        place: placeOf(key),
        problem: `There is no such key here.`,
        mend: `The keys are ${keys.join(', ')}.`,
      })),
    );
  }
  const fact = readFactInput(
    { ...fields, type: 'InvoiceReceived', effectiveAt: '2000-01-01T00:00:00Z' },
    name,
    { agreement: name, assertedBy: { party: 'client' } },
  );
  const { invoice, period, amount, currency, lines } = fact as Extract<
    typeof fact,
    { type: 'InvoiceReceived' }
  >;
  return { invoice, period, amount, currency, lines };
}
