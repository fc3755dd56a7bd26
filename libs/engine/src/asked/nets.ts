import type { EpochMilliseconds, Rational } from '@tallystick/quantities';
import { AgreementState } from '../history/agreement-state.js';
import { lastBegun, valuationOf } from '../statement/make-statement.js';
import type { Knowledge } from '../statement/statement-input.js';
import { instantText, moneyForm } from '../statement/texts.js';

/** What one period comes to: credits less earn-backs less bonuses; positive is owed to the client. */
export interface NetOfPeriod {
  readonly period: string;
  /** A statement of it was issued: a change of it comes as an adjustment of the next one. */
  readonly stated: boolean;
  readonly net: Rational;
}

export interface NetsAsKnown {
  readonly currency: string;
  readonly valuedAt: string;
  /** How the agreement writes money. */
  readonly text: (amount: Rational) => string;
  /** From the first of the term to the last that was asked for. */
  readonly periods: readonly NetOfPeriod[];
}

/**
 * What every period comes to as known and as valued, without the rest of their statements. The last one is the last
 * that had begun when the last fact known was recorded; valued as its statement would be. None where none had begun.
 */
export function netsAsKnown(
  known: Knowledge & { readonly to?: string; readonly valuedAt?: EpochMilliseconds },
): NetsAsKnown {
  const state = new AgreementState(known.timeline, known.zones);
  const last = known.to === undefined ? lastBegun(state, known) : state.grid.ofLabel(known.to);
  const { terms } = state.terms.versions[0]!;
  const money = moneyForm(terms);
  const text = (amount: Rational): string => money.text(amount);
  const currency = terms.currency.code;
  const valuedAt = valuationOf(known, last ?? state.grid.at(0));
  if (last === undefined) return { currency, valuedAt: instantText(valuedAt), text, periods: [] };
  const stated = new Set(known.timeline.issuedStatements.map(({ fact }) => fact.period));
  const outcomes = state.evaluation(last.index, valuedAt).through(last.index);
  return {
    currency,
    valuedAt: instantText(valuedAt),
    text,
    periods: outcomes.map(({ period: { label }, net }) => ({
      period: label,
      stated: stated.has(label),
      net,
    })),
  };
}
