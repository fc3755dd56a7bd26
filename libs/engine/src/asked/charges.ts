import { chargesOver } from '../charges/charge-stretches.js';
import { AgreementState } from '../history/agreement-state.js';
import { shapeCharges } from '../statement/shape-charges.js';
import type { ChargeLine } from '../statement/statement.js';
import type { Knowledge } from '../statement/statement-input.js';
import { moneyForm } from '../statement/texts.js';

/**
 * The charges of one period under the terms in force on each of its days, as its statement shows them.
 * @throws TallyError `period-invalid`.
 */
export function chargesOfPeriod(
  known: Pick<Knowledge, 'timeline' | 'zones'>,
  label: string,
): readonly ChargeLine[] {
  const state = new AgreementState(known.timeline, known.zones);
  const period = state.grid.ofLabel(label);
  return shapeCharges(chargesOver(state.terms, period).values(), moneyForm(state.terms.versions[0]!.terms));
}
