import { invariant } from '@tallystick/errors';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { ExitKindOf } from './exit-kind.js';
import { inARow } from './in-a-row.js';
import { sumOver } from './sum-over.js';
import { timesOf } from './times-of.js';

type KindName = ExitCondition['kind'];

/** Every kind of exit condition. Adding one is its file and its line here. */
const kinds = { 'in-a-row': inARow, 'times-of': timesOf, 'sum-over': sumOver } satisfies {
  [Kind in KindName]: ExitKindOf<Kind>;
};

/** Conditions that the contract language knows and a later version evaluates. */
export const laterExitKeys = [
  'rollingMean',
  'event',
  'chronic',
  'obligation',
  'portfolio',
  'result',
] as const;

export type AuthoredExitCondition = InstanceType<(typeof kinds)[KindName]['document']>;

const byName = kinds as unknown as Readonly<Record<KindName, ExitKindOf<KindName>>>;

export const exitDocuments = Object.fromEntries(
  Object.values(byName).map((kind) => [kind.key, () => kind.document]),
);

/** The kind of an authored condition, by the class that its key made it an instance of. */
export function exitKindOf(authored: AuthoredExitCondition): ExitKindOf<KindName> {
  const found = Object.values(byName).find((kind) => authored instanceof kind.document);
  invariant(found !== undefined, 'the exit condition is registered');
  return found;
}

export function describeExitCondition(condition: ExitCondition): string {
  return byName[condition.kind].describe(condition);
}
