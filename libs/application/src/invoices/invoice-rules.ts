import { type ErrorDetail, TallyError } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';

interface Received {
  readonly invoice: string;
  readonly amount: string;
  readonly currency: string;
  readonly lines?: readonly { readonly amount: string }[] | undefined;
}

/**
 * What makes an invoice no invoice of this agreement, whatever the comparison would say.
 * @throws TallyError `invoice-refused` with every place.
 */
export function requireReadableInvoice({ invoice, amount, currency, lines }: Received, agreed: string): void {
  const problems: ErrorDetail[] = [];
  if (currency !== agreed) {
    problems.push({
      place: 'currency',
      problem: `It is in ${currency}, and the agreement charges in ${agreed}.`,
      mend: `Ask for an invoice in ${agreed}; amounts are never converted.`,
    });
  }
  for (const [place, text] of [
    ['amount', amount] as const,
    ...(lines ?? []).map((line, index) => [`lines[${index}].amount`, line.amount] as const),
  ]) {
    if (!Rational.isDecimal(text)) {
      problems.push({ place, problem: `"${text}" is no amount.`, mend: 'Write a decimal such as 1250.00.' });
    }
  }
  if (problems.length === 0 && lines !== undefined) {
    const sum = Rational.sum(lines.map((line) => Rational.parse(line.amount)));
    if (!sum.equals(Rational.parse(amount))) {
      problems.push({
        place: 'lines',
        problem: `They come to ${sum.toDecimal()}, and the invoice says ${amount}.`,
        mend: 'Record every line of it, or leave the lines out.',
      });
    }
  }
  if (problems.length === 0) return;
  throw new TallyError('invoice-refused', `Invoice ${invoice} is no invoice of this agreement.`, problems);
}

/** An amount as a person writes it. @throws TallyError `quantity-invalid`. */
export function amountOf(text: string | undefined): Rational | undefined {
  if (text === undefined) return undefined;
  if (Rational.isDecimal(text)) return Rational.parse(text);
  throw new TallyError('quantity-invalid', `"${text}" is no amount.`, [
    { place: 'amount', problem: `"${text}" is no decimal.`, mend: 'Write a decimal such as 1250.00.' },
  ]);
}
