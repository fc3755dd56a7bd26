import { Rational } from '@tallystick/quantities';
import type { Band, Target } from '@tallystick/terms';
import { wantsHigh } from '../measures/compare.js';
import type { OperandValue } from '../statement/statement.js';
import type { CreditRuleOf } from './credit-rule.js';

/** Whether a value stands in a band. */
function standsIn(band: Band, value: Rational): boolean {
  const { lower, upper } = band;
  if (lower !== undefined) {
    const order = value.compare(lower.value);
    if (order < 0 || (order === 0 && !lower.inclusive)) return false;
  }
  if (upper !== undefined) {
    const order = value.compare(upper.value);
    if (order > 0 || (order === 0 && !upper.inclusive)) return false;
  }
  return true;
}

/** The band that a value stands in. */
export function bandOf(bands: readonly Band[], value: Rational): Band | undefined {
  return bands.find((band) => standsIn(band, value));
}

/** The band next to the target. */
function nearestBand(bands: readonly Band[], target: Target): Band | undefined {
  const high = wantsHigh(target.comparison);
  let nearest: Band | undefined;
  for (const band of bands) {
    const edge = high ? band.upper : band.lower;
    const nearestEdge = high ? nearest?.upper : nearest?.lower;
    if (nearest === undefined || edge === undefined) {
      nearest = band;
    } else if (nearestEdge !== undefined) {
      const order = edge.value.compare(nearestEdge.value);
      if (high ? order > 0 : order < 0) nearest = band;
    }
  }
  return nearest;
}

function edgeText(edge: Band['lower']): OperandValue {
  return edge === undefined ? null : edge.value.toDecimal();
}

/** Which of some bands it is, and its edges. */
export function bandOperands(bands: readonly Band[], band: Band): Readonly<Record<string, OperandValue>> {
  return {
    band: bands.indexOf(band),
    lower: edgeText(band.lower),
    lowerInclusive: band.lower?.inclusive ?? null,
    upper: edgeText(band.upper),
    upperInclusive: band.upper?.inclusive ?? null,
  };
}

/**
 * The band that the compared value stands in. A miss without a value (not reported, or nothing to measure and the
 * terms call that missed) is priced at the band next to the target: nothing shows that it was worse.
 */
export const priceBands: CreditRuleOf<'bands'> = (rule, { judgement, target }) => {
  const { compared } = judgement;
  const band = compared === undefined ? nearestBand(rule.bands, target) : bandOf(rule.bands, compared);
  if (band === undefined) return undefined;
  return {
    price: band.price,
    units: Rational.one,
    weighs: 'period',
    clause: band.clause,
    operands: {
      ...bandOperands(rule.bands, band),
      compared: compared === undefined ? null : compared.toString(),
    },
  };
};
