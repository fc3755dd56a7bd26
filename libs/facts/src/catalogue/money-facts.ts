import {
  amount,
  count,
  currency,
  decimal,
  declareFamily,
  digest,
  document,
  instant,
  key,
  line,
  listOf,
  optional,
  period,
  ownWords,
  record,
  required,
  version,
} from './field.js';

const declare = declareFamily('money');

const invoice = required(key, 'The invoice, by its number.');

/** Statements sealed, credits claimed, invoices received and settled. */
export const moneyFacts = {
  StatementIssued: declare('The statement of a period was sealed.', {
    period: required(period, 'The period stated.'),
    statement: required(document, 'The whole statement.'),
    digest: required(digest, "The SHA-256 digest of the statement's canonical bytes."),
    knownAtPosition: required(count, 'The position of the last fact that the statement knows.'),
    valuedAt: required(instant, 'The instant at which running clocks were read.'),
    statementFormat: required(version, "The version of the statement's format."),
  }),
  CreditClaimed: declare('The client claimed the credits of a period.', {
    period: required(period, 'The period they arose in.'),
    serviceLevel: optional(key, 'The service level claimed for; without it, all of the period.'),
    amount: optional(amount, 'The amount claimed; without it, what the statement says.'),
  }),
  InvoiceReceived: declare('The provider sent an invoice.', {
    invoice,
    period: optional(period, 'The period charged for.'),
    amount: required(decimal, 'The total; negative for a credit note.'),
    currency: required(currency, 'The currency of all its amounts.'),
    lines: optional(
      listOf(
        record({
          amount: required(decimal, 'The amount of the line; negative for a credit.'),
          charge: optional(key, 'The id of the charge in the terms.'),
          description: optional(line, 'Its words.'),
          period: optional(period, 'The period charged for, where it differs.'),
        }),
      ),
      'Its lines.',
    ),
  }),
  InvoiceDisputed: declare('The client disputed an invoice.', {
    invoice,
    amount: optional(amount, 'The amount in dispute; without it, all of it.'),
    reason: required(ownWords, 'Why.'),
  }),
  InvoiceSettled: declare('An invoice was paid.', {
    invoice,
    amount: required(amount, 'The amount paid.'),
  }),
  CreditApplied: declare('A service credit was set off against an invoice.', {
    invoice,
    period: optional(period, 'The period that the credit arose in.'),
    amount: required(amount, 'The amount set off.'),
  }),
};
