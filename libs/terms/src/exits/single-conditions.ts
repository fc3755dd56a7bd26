import { invariant } from '@tallystick/errors';
import type { DescribeMoney } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import { capReached } from './cap-reached.js';
import { chronic } from './chronic.js';
import type { ExitKindOf, UnitOf } from './exit-kind.js';
import { inARow } from './in-a-row.js';
import { obligationMissed } from './obligation-missed.js';
import { portfolio } from './portfolio.js';
import { rollingMean } from './rolling-mean.js';
import { singleEvent } from './single-event.js';
import { sumOver } from './sum-over.js';
import { timesOf } from './times-of.js';

type KindName = Exclude<ExitCondition['kind'], 'any-of' | 'all-of'>;
type SingleCondition = Extract<ExitCondition, { kind: KindName }>;

/** Every kind of exit condition that stands by itself. Adding one is its file and its line here. */
const kinds = {
  'in-a-row': inARow,
  'times-of': timesOf,
  'sum-over': sumOver,
  'rolling-mean': rollingMean,
  event: singleEvent,
  chronic,
  obligation: obligationMissed,
  portfolio,
  'cap-reached': capReached,
} satisfies { [Kind in KindName]: ExitKindOf<Kind> };

type DocumentsOf<Kind extends KindName> = (typeof kinds)[Kind]['documents'];
export type AuthoredSingleCondition = InstanceType<DocumentsOf<KindName>[string]>;

const byName = kinds as unknown as Readonly<Record<KindName, ExitKindOf<KindName>>>;

export const singleDocuments = Object.fromEntries(
  Object.values(byName).flatMap(({ documents }) =>
    Object.entries(documents).map(([key, document]) => [key, () => document] as const),
  ),
);

/** The kind of an authored condition, by the class that its key made it an instance of. */
export function singleKindOf(authored: AuthoredSingleCondition): ExitKindOf<KindName> {
  const found = Object.values(byName).find(({ documents }) =>
    Object.values(documents).some((document) => authored instanceof document),
  );
  invariant(found !== undefined, 'the exit condition is registered');
  return found;
}

/** @param unitOf what the values of the service levels of the terms count in. */
export function describeSingleCondition(
  condition: SingleCondition,
  unitOf: UnitOf,
  money: DescribeMoney,
): string {
  return byName[condition.kind].describe(condition, unitOf, money);
}
