import { formatLocalDate } from '@tallystick/quantities';
import type { ChargeOverPeriod } from '../charges/charge-stretches.js';
import type { ChargeLine } from './statement.js';
import { clauseOf, type MoneyForm } from './texts.js';

/** The charges of a period, in the order of the terms. */
export function shapeCharges(charges: Iterable<ChargeOverPeriod>, money: MoneyForm): ChargeLine[] {
  return [...charges].map(({ id, charge, stretches, exact }) => ({
    id,
    clause: charge.clause ?? null,
    title: charge.title ?? null,
    passThrough: charge.passThrough,
    ...money.figure(exact),
    stretches: stretches.map((stretch) => ({
      from: formatLocalDate(stretch.from),
      to: formatLocalDate(stretch.to),
      days: stretch.days,
      ofDays: stretch.ofDays,
      amount: stretch.charge.amount.toDecimal(),
      exact: stretch.exact.toString(),
      termsDigest: stretch.version.terms.digest,
    })),
    because: {
      rule: charge.prorate === 'days' && charge.per !== 'once' ? 'charge-by-days' : 'charge-whole',
      clauses: [clauseOf(charge)],
      operands: { per: charge.per, prorate: charge.prorate, sum: exact.toString() },
      facts: [],
    },
  }));
}
