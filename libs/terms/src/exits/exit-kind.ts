import type { DocumentClass } from '@tallystick/documents';
import type { DescribeMoney } from '../describe/words.js';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';

/** What the values of a service level count in, by its id. */
export type UnitOf = (serviceLevel: string) => MeasureUnit;

/** What the stage "exit" knows of one kind of condition. */
export interface ExitKindOf<Kind extends ExitCondition['kind'], Authored extends object = object> {
  readonly kind: Kind;
  /** The keys of `when` that say it is this kind, each with what else is written beside it. */
  readonly documents: Readonly<Record<string, DocumentClass<Authored>>>;
  resolve(
    authored: Authored,
    path: string,
    resolution: Resolution,
  ): Extract<ExitCondition, { kind: Kind }> | undefined;
  /** When the right arises, for people; begins in lower case, without a full stop. */
  describe(condition: Extract<ExitCondition, { kind: Kind }>, unitOf: UnitOf, money: DescribeMoney): string;
}
