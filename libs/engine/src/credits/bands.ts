import { Rational } from '@tallystick/quantities';
import type { Band, Target } from '@tallystick/terms';
import { wantsHigh } from '../measures/compare.js';
import type { DecidedBy, OperandValue } from '../statement/statement.js';
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

/** The band that begins or ends farthest in one direction; one without an edge there goes on without end. */
function outermostBand(bands: readonly Band[], upwards: boolean): Band | undefined {
  let outermost: Band | undefined;
  for (const band of bands) {
    const edge = upwards ? band.upper : band.lower;
    const outermostEdge = upwards ? outermost?.upper : outermost?.lower;
    if (outermost === undefined || edge === undefined) {
      outermost = band;
    } else if (outermostEdge !== undefined) {
      const order = edge.value.compare(outermostEdge.value);
      if (upwards ? order > 0 : order < 0) outermost = band;
    }
  }
  return outermost;
}

/** The band next to the target. */
function nearestBand(bands: readonly Band[], target: Target): Band | undefined {
  return outermostBand(bands, wantsHigh(target.comparison));
}

/** The band farthest from the target. */
function worstBand(bands: readonly Band[], target: Target): Band | undefined {
  return outermostBand(bands, !wantsHigh(target.comparison));
}

const notReported: ReadonlySet<DecidedBy> = new Set([
  'not-reported',
  'not-reported-in-time',
  'report-obligation-missed',
]);

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
 * terms call that missed) is priced at the band next to the target, since nothing shows that it was worse; one that was
 * not reported at the worst band, where the terms say so.
 */
export const priceBands: CreditRuleOf<'bands'> = (rule, { judgement, target }) => {
  const { compared } = judgement;
  const atWorst = rule.notReported === 'worst-band' && notReported.has(judgement.decidedBy);
  const band = atWorst
    ? worstBand(rule.bands, target)
    : compared === undefined
      ? nearestBand(rule.bands, target)
      : bandOf(rule.bands, compared);
  if (band === undefined) return undefined;
  return {
    price: band.price,
    units: Rational.one,
    weighs: 'period',
    clause: band.clause,
    operands: {
      ...bandOperands(rule.bands, band),
      compared: compared === undefined ? null : compared.toString(),
      ...(atWorst ? { notReported: 'worst-band', decidedBy: judgement.decidedBy } : {}),
    },
  };
};
