import { ListOf, shape } from '@tallystick/documents';
import type { DescribeMoney } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import type { UnitOf } from './exit-kind.js';
import {
  type AuthoredSingleCondition,
  describeSingleCondition,
  singleDocuments,
  singleKindOf,
} from './single-conditions.js';

type Combined = Extract<ExitCondition, { kind: 'any-of' | 'all-of' }>;
export type AuthoredExitCondition = AuthoredSingleCondition | AnyOfTerms | AllOfTerms;

/** The keys of `when`, also inside `anyOf` and `allOf`. */
export const exitDocuments = {
  ...singleDocuments,
  anyOf: () => AnyOfTerms,
  allOf: () => AllOfTerms,
};
const branches = shape.oneOf({ kinds: exitDocuments });

export class AnyOfTerms {
  @ListOf(branches, {
    min: 2,
    max: 26,
    meaning: 'Conditions, each as `when` has it: any one of them is enough.',
  })
  anyOf!: readonly AuthoredExitCondition[];
}

export class AllOfTerms {
  @ListOf(branches, {
    min: 2,
    max: 26,
    meaning:
      'Conditions, each as `when` has it: all of them have to hold at the end of one period. A single event holds at the end of the period in which it came.',
  })
  allOf!: readonly AuthoredExitCondition[];
}

export function resolveExitCondition(
  authored: AuthoredExitCondition,
  path: string,
  resolution: Resolution,
): ExitCondition | undefined {
  if (authored instanceof AnyOfTerms) {
    return combine('any-of', authored.anyOf, `${path}.anyOf`, resolution);
  }
  if (authored instanceof AllOfTerms) {
    return combine('all-of', authored.allOf, `${path}.allOf`, resolution);
  }
  return singleKindOf(authored).resolve(authored, path, resolution);
}

function combine(
  kind: Combined['kind'],
  authored: readonly AuthoredExitCondition[],
  path: string,
  resolution: Resolution,
): Combined | undefined {
  const of = authored.flatMap(
    (branch, index) => resolveExitCondition(branch, `${path}[${index}]`, resolution) ?? [],
  );
  return of.length < authored.length ? undefined : Object.freeze({ kind, of: Object.freeze(of) });
}

/** @param unitOf what the values of the service levels of the terms count in. */
export function describeExitCondition(
  condition: ExitCondition,
  unitOf: UnitOf,
  money: DescribeMoney,
): string {
  if (!isCombined(condition)) return describeSingleCondition(condition, unitOf, money);
  const texts = condition.of.map(
    (branch, index) => `(${letter(index)}) ${describeExitCondition(branch, unitOf, money)}`,
  );
  const joint = condition.kind === 'any-of' ? '; or ' : '; and ';
  const end = condition.kind === 'any-of' ? '' : ', all at the end of one period';
  return `${texts.join(joint)}${end}`;
}

function isCombined(condition: ExitCondition): condition is Combined {
  return condition.kind === 'any-of' || condition.kind === 'all-of';
}

/** `a` for the first, as a contract counts its alternatives. */
function letter(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}
