import { TallyError } from '@tallystick/errors';
import { Rational } from '@tallystick/quantities';
import { type CommandFields, draft, type Recorded, recordCommand } from '../commands/command.js';
import type { Services } from '../services.js';
import { compareInvoice } from './compare-invoice.js';
import { creditsDueOf } from './credits-due.js';
import { type Invoice, invoicesOf } from './invoice-book.js';
import { currencyOf, invoiceAt, type InvoiceView, moneyText, requireInvoice } from './invoice-views.js';
import { amountOf, requireReadableInvoice } from './invoice-rules.js';

export interface ReceiveInvoiceCommand extends CommandFields {
  /** Its number. */
  readonly invoice: string;
  /** The period charged for. */
  readonly period?: string | undefined;
  /** The total; negative for a credit note. */
  readonly amount: string;
  readonly currency: string;
  readonly lines?:
    | readonly {
        readonly amount: string;
        readonly charge?: string | undefined;
        readonly description?: string | undefined;
        readonly period?: string | undefined;
      }[]
    | undefined;
}

export interface InvoiceRecorded extends Recorded {
  /** The invoice as it stands after the command. */
  readonly invoice: InvoiceView;
}

/**
 * Records an invoice, or a credit note, as it was received. Whether it is right, the comparison says.
 * @throws TallyError `invoice-refused` (another currency, lines that do not add up), `invoice-exists`.
 */
export async function receiveInvoice(
  services: Services,
  command: ReceiveInvoiceCommand,
): Promise<InvoiceRecorded> {
  const { agreement, invoice, period, amount, currency, lines } = command;
  const recorded = await recordCommand(services, 'receiveInvoice', command, async ({ knowledge }) => {
    const known = await knowledge();
    requireReadableInvoice(command, currencyOf(known).code);
    if (invoicesOf(known).some((one) => one.invoice === invoice)) {
      throw new TallyError('invoice-exists', `The invoice ${invoice} is recorded already.`, [
        {
          place: 'invoice',
          problem: `${invoice} is taken.`,
          mend: 'Check the number; retract the recorded one where it was wrong.',
        },
      ]);
    }
    const places = currencyOf(known).decimalPlaces;
    const canonical = (text: string): string => moneyText(Rational.parse(text), places);
    const own = lines?.map((line) => {
      const said = Object.entries(line).filter(([, value]) => value !== undefined);
      return { ...Object.fromEntries(said), amount: canonical(line.amount) };
    });
    return [
      draft('InvoiceReceived', {
        invoice,
        period,
        amount: canonical(amount),
        currency,
        lines: own,
      }),
    ];
  });
  return { ...recorded, invoice: await invoiceAt(services, agreement, invoice, recorded.revision) };
}

interface InvoiceStepCommand extends CommandFields {
  readonly invoice: string;
}

export interface DisputeInvoiceCommand extends InvoiceStepCommand {
  /** Default: what the comparison finds too much, at most what is open. */
  readonly amount?: string | undefined;
  /** Why. */
  readonly reason: string;
}

/**
 * Disputes an invoice, or what of it is too much. A later dispute takes the place of an earlier one.
 * @throws TallyError `invoice-unknown`, `invoice-step-refused`.
 */
export async function disputeInvoice(
  services: Services,
  command: DisputeInvoiceCommand,
): Promise<InvoiceRecorded> {
  return step(services, 'disputeInvoice', command, (found, { comparison, places }) => {
    const amount = amountOf(command.amount) ?? comparison().toDispute;
    requireOpen(found, amount, places);
    const text = moneyText(amount, places);
    return draft('InvoiceDisputed', { invoice: found.invoice, amount: text, reason: command.reason });
  });
}

export interface SettleInvoiceCommand extends InvoiceStepCommand {
  /** Default: everything that is open and not in dispute. */
  readonly amount?: string | undefined;
}

/**
 * Records that an invoice was paid, wholly or in part; of a credit note, that it was paid back.
 * @throws TallyError `invoice-unknown`, `invoice-step-refused`.
 */
export async function settleInvoice(
  services: Services,
  command: SettleInvoiceCommand,
): Promise<InvoiceRecorded> {
  return step(services, 'settleInvoice', command, (found, { places }) => {
    const amount = amountOf(command.amount) ?? found.open.absolute().minus(found.inDispute);
    requireOpen(found, amount, places);
    return draft('InvoiceSettled', { invoice: found.invoice, amount: moneyText(amount, places) });
  });
}

export interface ApplyCreditCommand extends InvoiceStepCommand {
  /** The period of the statement that the credit is due by. Default: the oldest of which something is left. */
  readonly period?: string | undefined;
  /** Default: what is left of it, at most what is open. */
  readonly amount?: string | undefined;
}

/**
 * Sets a credit that an issued statement makes due off against an invoice.
 * @throws TallyError `invoice-unknown`, `invoice-step-refused`, `credit-not-due`.
 */
export async function applyCredit(services: Services, command: ApplyCreditCommand): Promise<InvoiceRecorded> {
  const { period } = command;
  return step(services, 'applyCredit', command, (found, { credits, places }) => {
    const due = credits().filter((one) => period === undefined || one.period === period);
    const left = Rational.sum(due.map((one) => Rational.max(one.left, Rational.zero)));
    const open = found.open.isPositive ? found.open : Rational.zero;
    const amount = amountOf(command.amount) ?? Rational.min(left, open);
    if (!amount.isPositive || amount.compare(left) > 0) {
      throw new TallyError('credit-not-due', `A credit of ${moneyText(amount, places)} is not due.`, [
        {
          place: command.amount === undefined ? 'period' : 'amount',
          problem: `${moneyText(left, places)} is left of what issued statements${period === undefined ? '' : ` of ${period}`} come to.`,
          mend: 'Set off at most what is left, or issue the statement that it is due by first.',
        },
      ]);
    }
    requireOpen(found, amount, places);
    return draft('CreditApplied', { invoice: found.invoice, period, amount: moneyText(amount, places) });
  });
}

interface StepLooksAt {
  readonly comparison: () => ReturnType<typeof compareInvoice>;
  readonly credits: () => ReturnType<typeof creditsDueOf>;
  readonly places: number;
}

async function step(
  services: Services,
  operation: string,
  command: InvoiceStepCommand,
  decide: (found: Invoice, looksAt: StepLooksAt) => ReturnType<typeof draft>,
): Promise<InvoiceRecorded> {
  const { agreement, invoice } = command;
  const recorded = await recordCommand(services, operation, command, async ({ knowledge }) => {
    const known = await knowledge();
    const all = invoicesOf(known);
    const found = requireInvoice(all, invoice);
    return [
      decide(found, {
        comparison: () => compareInvoice(known, found, all),
        credits: () => creditsDueOf(known, all),
        places: currencyOf(known).decimalPlaces,
      }),
    ];
  });
  return { ...recorded, invoice: await invoiceAt(services, agreement, invoice, recorded.revision) };
}

/** @throws TallyError `invoice-step-refused` for an amount of nothing, or of more than is open. */
function requireOpen({ invoice, open }: Invoice, amount: Rational, places: number): void {
  const most = open.absolute();
  if (amount.isPositive && amount.compare(most) <= 0) return;
  const problem = most.isZero
    ? 'Nothing of it is open.'
    : amount.isPositive
      ? `${moneyText(amount, places)} is more than the ${moneyText(most, places)} that is open.`
      : 'There is nothing to record: the amount comes to nothing.';
  throw new TallyError('invoice-step-refused', `The step does not fit invoice ${invoice}. ${problem}`, [
    {
      place: 'amount',
      problem,
      mend: most.isZero
        ? 'Look at the invoice; what is owed beyond it is a credit of the next one.'
        : `Name an amount up to ${moneyText(most, places)}.`,
    },
  ]);
}
