import type { DocumentClass } from '@tallystick/documents';
import type { DescribeMoney } from '../describe/words.js';
import type { CreditRule, ForEach, Target, Window } from '../model/service-level.js';
import type { Price } from '../model/price.js';
import type { Resolution } from '../resolution/resolution.js';
import type { MeasureUnit } from '../resolution/values.js';

/** What the rest of a service level says that its credit rule must agree with. */
export interface CreditContext {
  /** Absent where the target has errors of its own. */
  readonly target: Target | undefined;
  readonly unit: MeasureUnit;
  readonly measureKind: string;
  /** Of a level that stands for several; absent also where that has errors of its own. */
  readonly forEach: ForEach | undefined;
  /** Whether a period without a figure is missed: of reported figures, where the terms do not say otherwise. */
  readonly missedWithoutReport: boolean;
  /** Whether the measure has single events that can each have a price. */
  readonly hasEvents: boolean;
  /** Over which time the level is measured. */
  readonly window: Window;
}

/** What the stage "price" knows of one kind of rule. */
export interface CreditRuleKindOf<Kind extends CreditRule['kind'], Authored extends object = object> {
  readonly kind: Kind;
  /** The key of `credit` that says it is this kind. */
  readonly key: string;
  readonly document: DocumentClass<Authored>;
  resolve(
    authored: Authored,
    context: CreditContext,
    path: string,
    resolution: Resolution,
  ): Extract<CreditRule, { kind: Kind }> | undefined;
  prices(rule: Extract<CreditRule, { kind: Kind }>): readonly Price[];
  /** Lines for people. */
  describe(
    rule: Extract<CreditRule, { kind: Kind }>,
    unit: MeasureUnit,
    money: DescribeMoney,
  ): readonly string[];
}
