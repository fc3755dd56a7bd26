import type { CalendarHours } from '@tallystick/calendar';
import type { PlainObject } from '@tallystick/documents';
import type { DayNumber } from '@tallystick/quantities';
import type { Charge } from './charge.js';
import type { Clock } from './clock.js';
import type { CreditRules } from './credit-rules.js';
import type { EarnBack } from './earn-back.js';
import type { ExitTrigger } from './exit-trigger.js';
import type { AccountabilityRules, Escalation, Obligation, Responsibility } from './obligation.js';
import type { ReliefRules } from './relief-rules.js';
import type { ServiceLevel } from './service-level.js';

export interface CalendarTerms {
  readonly id: string;
  readonly clause: string | undefined;
  readonly hours: CalendarHours;
  /** Working seconds of a nominal day: what `1d` in a limit means. Absent: limits in days are a load error. */
  readonly nominalDaySeconds: number | undefined;
  /** Defaults to the agreement's zone. */
  readonly timezone: string;
}

/** One version of the terms, fully resolved: every default filled in as the language reference states it. */
export interface Terms {
  readonly semantics: 1;
  readonly agreement: string;
  readonly title: string;
  readonly parties: {
    readonly client: string;
    readonly provider: string;
    readonly others: ReadonlyMap<string, string>;
  };
  readonly timezone: string;
  readonly currency: { readonly code: string; readonly decimalPlaces: number };
  /** First and last local day of the term; no last day: until ended. */
  readonly term: { readonly from: DayNumber; readonly to: DayNumber | undefined };
  readonly period: {
    readonly every: 'month' | 'quarter' | 'year';
    /** A local day on which a period begins; absent: periods are those of the calendar. Its day of the month is 1 to 28. */
    readonly anchor: DayNumber | undefined;
  };
  readonly midPeriod: 'start' | 'end' | 'segment';
  readonly rounding: 'half-up' | 'half-even';
  readonly charges: ReadonlyMap<string, Charge>;
  readonly calendars: ReadonlyMap<string, CalendarTerms>;
  readonly clocks: ReadonlyMap<string, Clock>;
  readonly serviceLevels: ReadonlyMap<string, ServiceLevel>;
  /** The ids of the service levels, each after those whose results it reads. */
  readonly evaluationOrder: readonly string[];
  readonly credits: CreditRules;
  readonly earnBacks: ReadonlyMap<string, EarnBack>;
  readonly exits: ReadonlyMap<string, ExitTrigger>;
  readonly relief: ReliefRules;
  /** Obligations and reviews. */
  readonly obligations: ReadonlyMap<string, Obligation>;
  readonly escalations: ReadonlyMap<string, Escalation>;
  /** By area. */
  readonly responsibilities: ReadonlyMap<string, Responsibility>;
  readonly accountability: AccountabilityRules;
  /** Canonical priorities from highest to lowest, for `highest` and for telling a downgrade. */
  readonly priorities: readonly string[];
  /** SHA-256 (hex) of the canonical terms document that this version comes to. */
  readonly digest: string;
  /** That document: plain data as authored, amendments applied. Figures never read it; comparing versions does. */
  readonly document: PlainObject;
}

/** One stretch of local dates and the terms in force on each of them. */
export interface TermsVersion {
  /** First local date on which this version is in force. */
  readonly from: DayNumber;
  /** Last local date, or none. */
  readonly to: DayNumber | undefined;
  readonly terms: Terms;
  /** Ids of service levels and exit clauses whose history starts afresh with this version's first day. */
  readonly restarts: ReadonlySet<string>;
  /** What made this version: the signed terms and the amendments in order, each by its fact id and name. */
  readonly sources: readonly {
    readonly factId: string;
    readonly kind: 'signed' | 'amendment' | 'correction';
    readonly name: string;
  }[];
}

/** One fact about the terms, as the ledger holds it. The entries of an agreement stand in ledger order. */
export type TermsEntry =
  /** `terms` is the plain terms document of AgreementSigned. */
  | { readonly kind: 'signed'; readonly position: number; readonly factId: string; readonly terms: unknown }
  /** `document` is the plain amendment document of TermsAmended. */
  | {
      readonly kind: 'amended';
      readonly position: number;
      readonly factId: string;
      readonly document: unknown;
    }
  /** Takes an amendment out from a local date (`2025-06-01`) on, or altogether where no date is given. */
  | {
      readonly kind: 'rescinded';
      readonly position: number;
      readonly factId: string;
      readonly amendment: string;
      readonly effectiveFrom: string | undefined;
    };

/**
 * The terms as known at one ledger position: consecutive versions that cover every day of the term exactly once.
 */
export interface TermsInForce {
  readonly versions: readonly TermsVersion[];
  /** @throws TallyError `period-invalid` for a date before the first version. */
  on(date: DayNumber): TermsVersion;
}
