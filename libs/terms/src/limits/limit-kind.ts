import type { CalendarTerms } from '../model/terms.js';
import type { Limit } from '../model/limit.js';
import type { Resolution } from '../resolution/resolution.js';

/** One way to write a limit. */
export interface LimitKind<Kind extends Limit['kind']> {
  /** The texts of this kind; no text matches two kinds. */
  readonly pattern: RegExp;
  /** Whether the text means another time under another calendar. */
  dependsOnCalendar(text: string): boolean;
  /** The limit that a matching text means under a calendar; a limit of nothing is recorded as a problem. */
  resolve(
    text: string,
    calendar: CalendarTerms,
    path: string,
    resolution: Resolution,
  ): Extract<Limit, { kind: Kind }> | undefined;
  describe(limit: Extract<Limit, { kind: Kind }>): string;
}
