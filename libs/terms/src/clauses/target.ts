import { Field } from '@tallystick/documents';
import type { Rational } from '@tallystick/quantities';
import type { Comparison, Target } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, rangeOf, readValue } from '../resolution/values.js';
import { words } from '../resolution/words.js';

export class AtLeast {
  @Field(words.value, { meaning: 'Met by this value and every higher one.' })
  atLeast!: string;
}

export class MoreThan {
  @Field(words.value, { meaning: 'Met by every higher value, not by this one.' })
  moreThan!: string;
}

export class AtMost {
  @Field(words.value, { meaning: 'Met by this value and every lower one.' })
  atMost!: string;
}

export class LessThan {
  @Field(words.value, { meaning: 'Met by every lower value, not by this one.' })
  lessThan!: string;
}

/** One of the four comparisons. */
export type ComparisonTerms = AtLeast | MoreThan | AtMost | LessThan;

export const comparisonDocuments = {
  atLeast: () => AtLeast,
  moreThan: () => MoreThan,
  atMost: () => AtMost,
  lessThan: () => LessThan,
};

const minimum = {
  optional: true,
  meaning:
    'The second level, read with the same comparison; a value that does not reach it is below minimum.',
} as const;

export class AtLeastTarget extends AtLeast {
  @Field(words.value, minimum)
  minimum?: string;
}

export class MoreThanTarget extends MoreThan {
  @Field(words.value, minimum)
  minimum?: string;
}

export class AtMostTarget extends AtMost {
  @Field(words.value, minimum)
  minimum?: string;
}

export class LessThanTarget extends LessThan {
  @Field(words.value, minimum)
  minimum?: string;
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

function comparisonOf(authored: ComparisonTerms): readonly [Comparison, string] {
  if ('atLeast' in authored) return ['at-least', authored.atLeast];
  if ('moreThan' in authored) return ['more-than', authored.moreThan];
  if ('atMost' in authored) return ['at-most', authored.atMost];
  return ['less-than', authored.lessThan];
}

/** A comparison that some value of the unit can keep. */
export function resolveComparison(
  authored: ComparisonTerms,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): { readonly comparison: Comparison; readonly value: Rational } | undefined {
  const [comparison, text] = comparisonOf(authored);
  const place = `${path}.${comparisonKeys[comparison]}`;
  const value = readValue(text, unit, place, resolution);
  if (value === undefined) return undefined;
  checkReachable(comparison, value, text, unit, place, resolution);
  return Object.freeze({ comparison, value });
}

export function resolveTarget(
  authored: TargetTerms,
  unit: MeasureUnit,
  path: string,
  resolution: Resolution,
): Target | undefined {
  const read = resolveComparison(authored, unit, path, resolution);
  const minimum =
    authored.minimum === undefined
      ? undefined
      : readValue(authored.minimum, unit, `${path}.minimum`, resolution);
  if (read === undefined) return undefined;
  const { comparison, value: expected } = read;
  if (minimum !== undefined) {
    const difference = minimum.compare(expected);
    if (wantsHigh(comparison) ? difference >= 0 : difference <= 0) {
      const [, text] = comparisonOf(authored);
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
