import type { DocumentClass } from '@tallystick/documents';
import type { ExitCondition } from '../model/exit-trigger.js';
import type { Resolution } from '../resolution/resolution.js';

/** What the stage "exit" knows of one kind of condition. */
export interface ExitKindOf<Kind extends ExitCondition['kind'], Authored extends object = object> {
  readonly kind: Kind;
  /** The key of `when` that says it is this kind. */
  readonly key: string;
  readonly document: DocumentClass<Authored>;
  resolve(
    authored: Authored,
    path: string,
    resolution: Resolution,
  ): Extract<ExitCondition, { kind: Kind }> | undefined;
  /** When the right arises, for people; begins in lower case, without a full stop. */
  describe(condition: Extract<ExitCondition, { kind: Kind }>): string;
}
