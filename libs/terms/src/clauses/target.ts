import { Field } from '@tallystick/documents';
import type { Rational } from '@tallystick/quantities';
import type { Comparison, Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, rangeOf, readValue } from '../resolution/values.js';
import { words } from '../resolution/words.js';

class WithMinimum {
  @Field(words.value, {
    optional: true,
    meaning:
      'The second level, read with the same comparison; a value that does not reach it is below minimum.',
  })
  minimum?: string;
}

export class AtLeastTarget extends WithMinimum {
  @Field(words.value, { meaning: 'Met by this value and every higher one.' })
  atLeast!: string;
}

export class MoreThanTarget extends WithMinimum {
  @Field(words.value, { meaning: 'Met by every higher value, not by this one.' })
  moreThan!: string;
}

export class AtMostTarget extends WithMinimum {
  @Field(words.value, { meaning: 'Met by this value and every lower one.' })
  atMost!: string;
}

export class LessThanTarget extends WithMinimum {
  @Field(words.value, { meaning: 'Met by every lower value, not by this one.' })
  lessThan!: string;
}

export type TargetTerms = AtLeastTarget | MoreThanTarget | AtMostTarget | LessThanTarget;

export const targetDocuments = {
  atLeast: () => AtLeastTarget,
  moreThan: () => MoreThanTarget,
  atMost: () => AtMostTarget,
  lessThan: () => LessThanTarget,
};

/** Whether a higher value is the better one. */
export function wantsHigh(comparison: Comparison): boolean {
  return comparison === 'at-least' || comparison === 'more-than';
}

/** The contract language's key for a comparison. */
export const comparisonKeys: { readonly [C in Comparison]: keyof typeof targetDocuments } = {
  'at-least': 'atLeast',
  'more-than': 'moreThan',
  'at-most': 'atMost',
  'less-than': 'lessThan',
};

function comparisonOf(authored: TargetTerms): readonly [Comparison, string] {
  if ('atLeast' in authored) return ['at-least', authored.atLeast];
  if ('moreThan' in authored) return ['more-than', authored.moreThan];
  if ('atMost' in authored) return ['at-most', authored.atMost];
  return ['less-than', authored.lessThan];
}

export function resolveTarget(
  authored: TargetTerms,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): Target | undefined {
  const [comparison, text] = comparisonOf(authored);
  const key = comparisonKeys[comparison];
  const expected = readValue(text, unit, `${path}.${key}`, resolution);
  const minimum =
    authored.minimum === undefined
      ? undefined
      : readValue(authored.minimum, unit, `${path}.minimum`, resolution);
  if (expected === undefined) return undefined;
  checkReachable(comparison, expected, text, unit, `${path}.${key}`, resolution);
  if (minimum !== undefined) {
    const difference = minimum.compare(expected);
    if (wantsHigh(comparison) ? difference >= 0 : difference <= 0) {
      resolution.problem(
        `${path}.minimum`,
        `The minimum ${authored.minimum!} is not worse than the expected ${text}.`,
        wantsHigh(comparison) ? `Write a value below ${text}.` : `Write a value above ${text}.`,
      );
    } else {
      checkReachable(comparison, minimum, authored.minimum!, unit, `${path}.minimum`, resolution);
    }
  }
  return Object.freeze({ comparison, expected, minimum });
}

/** A target that no value of the measure can meet, or (for a minimum) a level that none can fall short of. */
function checkReachable(
  comparison: Comparison,
  value: Rational,
  text: string,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): void {
  const { min, max } = rangeOf(unit);
  const unreachable =
    comparison === 'at-least'
      ? max !== undefined && value.compare(max) > 0
      : comparison === 'more-than'
        ? max !== undefined && value.compare(max) >= 0
        : comparison === 'at-most'
          ? min !== undefined && value.compare(min) < 0
          : min !== undefined && value.compare(min) <= 0;
  if (!unreachable) return;
  const bound = wantsHigh(comparison) ? `at most ${max!.toDecimal()}` : `at least ${min!.toDecimal()}`;
  resolution.problem(
    path,
    `No value can meet ${comparisonKeys[comparison]} ${text}: the measure is ${bound}.`,
    'Write a value that can be met.',
  );
}
