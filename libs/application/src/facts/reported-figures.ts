import { TallyError } from '@tallystick/errors';
import type { NewFact } from '@tallystick/facts';
import { Rational } from '@tallystick/quantities';
import type { Measure, TermsInForce } from '@tallystick/terms';
import { readTermsInForce } from '../agreement/terms-entries.js';
import type { Services } from '../services.js';

/**
 * Refuses a reported percentage that no service level can have: one outside 0 to 100 is a slip, and once recorded it
 * could only be retracted.
 * @throws TallyError `fact-invalid`.
 */
export async function requireSoundFigures(
  services: Services,
  agreement: string,
  facts: readonly NewFact[],
  position: number,
): Promise<void> {
  const figures = facts.filter((fact) => fact.type === 'MeasurementReported');
  if (figures.length === 0) return;
  const terms = await readTermsInForce(services, agreement, position);
  const problems = figures.flatMap((fact) => {
    const percent = percentOf(fact);
    const sound = !percent.isNegative && percent.compare(Rational.hundred) <= 0;
    if (sound || !isPercentage(fact.serviceLevel, terms)) return [];
    return [
      {
        place: `MeasurementReported of ${fact.serviceLevel} at ${fact.effectiveAt}`,
        problem: `${percent.toDecimal()} is no percentage: a service level is 0 to 100.`,
        mend: 'Report the figure again as a percentage, or as numerator and denominator.',
      },
    ];
  });
  if (problems.length === 0) return;
  throw new TallyError('fact-invalid', 'A reported figure is outside of what it can be.', problems);
}

function percentOf(fact: NewFact<'MeasurementReported'>): Rational {
  if (fact.value !== undefined) return Rational.parse(fact.value);
  const denominator = Rational.parse(fact.denominator ?? '0');
  if (denominator.isZero) return Rational.zero;
  return Rational.parse(fact.numerator ?? '0')
    .dividedBy(denominator)
    .times(Rational.hundred);
}

/** Whether any version of the terms has the level, or the level that it is one of several of, measured in percent. */
function isPercentage(serviceLevel: string, terms: TermsInForce): boolean {
  const [family = serviceLevel] = serviceLevel.split('/');
  const measures = terms.versions.flatMap(({ terms: { serviceLevels } }): Measure[] =>
    [serviceLevels.get(serviceLevel), serviceLevels.get(family)].flatMap((level) =>
      level === undefined ? [] : [level.measure],
    ),
  );
  return measures.some((measure) => measure.kind === 'reported' && measure.unit === 'percent');
}
