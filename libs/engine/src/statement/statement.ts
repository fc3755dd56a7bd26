import type { AccountabilityStatement } from './accountability.js';
import type { BonusesStatement } from './bonuses.js';
import type { CreditsStatement, PointsStatement } from './credits.js';
import type { EarnBacksStatement } from './earn-backs.js';
import type { Evidence } from './evidence.js';
import type { ExitStatus } from './exits.js';
import type { ObligationsStatement } from './obligations.js';
import type { ReliefStatement } from './reliefs.js';
import type {
  InstantText,
  DateText,
  MoneyText,
  ExactText,
  DecimalText,
  Unit,
  Verdict,
  MeasuredValue,
  MoneyFigure,
  Because,
} from './figures.js';

export type * from './accountability.js';
export type * from './bonuses.js';
export type * from './credits.js';
export type * from './earn-backs.js';
export type * from './evidence.js';
export type * from './exits.js';
export type * from './figures.js';
export type * from './obligations.js';
export type * from './reliefs.js';

export interface StatementPeriod {
  /** `2025-03`, `2025-Q1` or `2025`: of an anchored period the month or year that it, or for quarters its year, begins in. */
  readonly label: string;
  /** First and last local day, cut to the term. */
  readonly from: DateText;
  readonly to: DateText;
  readonly days: number;
  /** Half-open on the instant line. */
  readonly startsAt: InstantText;
  readonly endsAt: InstantText;
  readonly timezone: string;
  /** True where `from`..`to` is not the whole period. */
  readonly cut: boolean;
}

/** A version of the terms on days of the period, cut to it. */
export interface StatementTermsVersion {
  readonly from: DateText;
  readonly to: DateText;
  readonly digest: string;
  readonly sources: readonly {
    readonly factId: string;
    readonly kind: 'signed' | 'amendment' | 'correction';
    readonly name: string;
  }[];
}

/** A time zone as used: enough to compute the statement again under another time-zone database. */
export interface SealedZone {
  readonly zone: string;
  readonly initialOffsetSeconds: number;
  /** [epoch second, offset in seconds from it on]. */
  readonly transitions: readonly (readonly [number, number])[];
  readonly coversFrom: number;
  readonly coversUntil: number;
}
export interface SealedZones {
  readonly version: string;
  readonly zones: readonly SealedZone[];
}

export interface ChargeLine extends MoneyFigure {
  readonly id: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly passThrough: boolean;
  /** The stretches of days under one amount each. */
  readonly because: Because;
  readonly stretches: readonly ChargeStretch[];
}
export interface ChargeStretch {
  readonly from: DateText;
  readonly to: DateText;
  readonly days: number;
  /** Days of the span that the amount pays for. */
  readonly ofDays: number;
  readonly amount: DecimalText;
  readonly exact: ExactText;
  readonly termsDigest: string;
}

export interface TargetStatement {
  readonly comparison: 'at-least' | 'more-than' | 'at-most' | 'less-than';
  readonly expected: DecimalText;
  readonly minimum: DecimalText | null;
}

/** How a verdict came about. */
export type DecidedBy =
  | 'value'
  | 'low-volume-misses-allowed'
  | 'low-volume-not-measured'
  | 'volume-above-forecast-misses-allowed'
  | 'volume-above-forecast-not-measured'
  | 'nothing-to-measure'
  /** One of the periods that the baseline is taken from, or there is no baseline to hold the value against. */
  | 'baseline-period'
  | 'no-baseline'
  | 'not-reported'
  /** No figure yet, and the limit for reporting it has not passed (`report-not-due`), or has. */
  | 'report-not-due'
  | 'not-reported-in-time'
  /** Not reported, whatever was: an obligation was missed, and the terms say so. */
  | 'report-obligation-missed'
  | 'not-qualified'
  /** The window that the level is measured over has not closed yet. */
  | 'window-open';

/** A service level over one part of the period. There is one part unless the terms say `midPeriod: segment`. */
export interface ServiceLevelPart {
  readonly from: DateText;
  readonly to: DateText;
  readonly days: number;
  readonly termsDigest: string;
  readonly clause: string | null;
  readonly measure: string;
  readonly unit: Unit;
  readonly verdict: Verdict;
  readonly decidedBy: DecidedBy;
  readonly belowMinimum: boolean;
  readonly value: MeasuredValue | null;
  /** The value as compared, where the terms bring it to a number of places first; else the same. */
  readonly compared: DecimalText | null;
  readonly target: TargetStatement;
  /** What was counted: tickets, readings, reports' denominators; null where the measure has no volume. */
  readonly volume: number | null;
  readonly misses: number | null;
  readonly evidence: Evidence;
  /** What it was measured over where that is not the part itself; null where it is. */
  readonly window: WindowStatement | null;
  readonly because: Because;
}

/** A window that a level is measured over (design 3, "window"), cut to where its history starts. */
export interface WindowStatement {
  readonly kind: 'last-periods' | 'last-days' | 'any-days' | 'days-from-first' | 'every';
  /** How many periods or days, or which span. */
  readonly of: number | 'quarter' | 'year';
  /** Half-open; of sliding windows and of those that an event opens, everything that they may hold. */
  readonly startsAt: InstantText;
  readonly endsAt: InstantText;
}

export interface ServiceLevelStatement {
  /** Of a level that stands for one of several values `level/value`. */
  readonly id: string;
  /** Which level it is one of, what that tells apart, and which value it stands for; null for any other level. */
  readonly instance: {
    readonly of: string;
    readonly by: 'service' | 'site' | 'priority' | 'category' | 'configurationItem';
    readonly value: string;
  } | null;
  readonly clause: string | null;
  readonly title: string | null;
  readonly verdict: Verdict;
  readonly belowMinimum: boolean;
  readonly unit: Unit;
  /** Null where nothing was measured, and where several parts each have their own. */
  readonly value: MeasuredValue | null;
  readonly target: TargetStatement;
  readonly volume: number | null;
  readonly misses: number | null;
  /** Periods missed in a row up to and with this one, 0 where it is not missed. */
  readonly missesInARow: number;
  readonly parts: readonly ServiceLevelPart[];
  /** The money this level credits in this period; null where it has no money credit. */
  readonly credit: MoneyText | null;
  /** The points it scores; null where it has none. */
  readonly points: DecimalText | null;
  readonly because: Because;
}

/** What a change in an already stated period comes from. */
export type AdjustmentCause =
  | {
      readonly kind: 'facts';
      /**
       * What they are about: a ticket, an outage, a maintenance, a relief, a measurement, a survey, a change, an
       * obligation, a claim; or a service, site, category or configurationItem that has a level since they name it.
       */
      readonly subject: string;
      readonly key: string;
      readonly serviceLevels: readonly string[];
      readonly facts: readonly string[];
    }
  | {
      readonly kind: 'terms';
      readonly amendment: string;
      readonly facts: readonly string[];
    }
  | { readonly kind: 'time-passed'; readonly ticket: string; readonly serviceLevels: readonly string[] }
  /** Something else than a clock that was not due yet, or was not missed yet: an obligation, a report, the period. */
  | {
      readonly kind: 'due-passed';
      readonly subject: string;
      readonly key: string;
      readonly serviceLevels: readonly string[];
    }
  | { readonly kind: 'earlier-period'; readonly period: string; readonly serviceLevels: readonly string[] }
  /** Nothing known changed it: the time-zone database did. */
  | { readonly kind: 'time-zones'; readonly was: string; readonly is: string };

export interface Adjustment {
  /** The period that was stated otherwise. */
  readonly period: string;
  /** The StatementIssued facts that stated it, and its adjustments since. */
  readonly statedBy: readonly string[];
  readonly was: MoneyText;
  readonly is: MoneyText;
  /** is − was; added to this statement's settlement. */
  readonly difference: MoneyText;
  readonly points: { readonly was: DecimalText; readonly is: DecimalText; readonly difference: DecimalText };
  /** The service levels that come out otherwise. */
  readonly serviceLevels: readonly {
    readonly id: string;
    readonly was: StatedLevel | null;
    readonly is: StatedLevel | null;
  }[];
  readonly causes: readonly AdjustmentCause[];
  readonly because: Because;
}
export interface StatedLevel {
  readonly verdict: Verdict;
  readonly value: DecimalText | null;
  readonly credit: MoneyText | null;
  readonly points: DecimalText | null;
}

/** What the client is owed by this statement; negative: the client owes it back. */
export interface Settlement {
  readonly currency: string;
  readonly credits: MoneyText;
  /** What the client owes for bonuses, and gives back of earlier credits. */
  readonly bonuses: MoneyText;
  readonly earnBacks: MoneyText;
  /** What the period itself comes to: credits less bonuses and earn-backs. */
  readonly net: MoneyText;
  readonly adjustments: MoneyText;
  readonly total: MoneyText;
  readonly points: DecimalText;
  /** Only where the terms do not settle every period. */
  readonly payment?: SettlementPayment;
  readonly because: Because;
}

/** What is paid with a statement, and what of the settlements is left to accrue. */
export interface SettlementPayment {
  /** Of the statements issued for earlier periods: what they come to and have not paid. */
  readonly accruedBefore: MoneyText;
  /** All that is accrued where this period settles, else 0: accrued before + total = paid + accrued after. */
  readonly paid: MoneyText;
  readonly accruedAfter: MoneyText;
  /** The label of the period that pays it: this one, or the next that settles. */
  readonly settledIn: string;
  readonly because: Because;
}

/** A contest that is not settled; the contested fact counts until it is. */
export interface OpenContest {
  /** The contested fact, and the ticket that it is about, if any. */
  readonly fact: string;
  readonly ticket: string | null;
  readonly contestedBy: string;
  /** The facts of the contest itself. */
  readonly facts: readonly string[];
  /** What this statement's total would change by were the contest upheld; null where that was not worked out. */
  readonly atStake: MoneyText | null;
}

/**
 * The shape of a statement, format 2 (design 2, "Statements"). It is plain JSON: texts, whole numbers, booleans,
 * lists, objects and null; no floating point and no prose. Instants are canonical UTC text, dates are local dates of
 * the agreement's zone, money is text with the currency's decimal places, exact figures are `n` or `n/d` text.
 */
export interface Statement {
  readonly format: 2;
  readonly semantics: 1;
  readonly agreement: string;
  readonly title: string;
  readonly parties: {
    readonly client: string;
    readonly provider: string;
    readonly others: Readonly<Record<string, string>>;
  };
  readonly currency: { readonly code: string; readonly decimalPlaces: number };
  readonly rounding: 'half-up' | 'half-even';
  readonly period: StatementPeriod;
  readonly knownAt: { readonly position: number; readonly recordedAt: InstantText };
  readonly valuedAt: InstantText;
  readonly ledger: { readonly chainHash: string };
  readonly terms: readonly StatementTermsVersion[];
  readonly midPeriod: 'start' | 'end' | 'segment';
  readonly zones: SealedZones;
  readonly charges: readonly ChargeLine[];
  readonly serviceLevels: readonly ServiceLevelStatement[];
  readonly credits: CreditsStatement;
  readonly points: PointsStatement;
  readonly bonuses: BonusesStatement;
  readonly earnBacks: EarnBacksStatement;
  readonly obligations: ObligationsStatement;
  readonly reliefs: readonly ReliefStatement[];
  readonly accountability: AccountabilityStatement;
  readonly adjustments: readonly Adjustment[];
  readonly settlement: Settlement;
  readonly exits: readonly ExitStatus[];
  readonly contests: readonly OpenContest[];
  /** Tickets with facts in the period but without an opening (a cut export): no clock can be read of them. */
  readonly incompleteTickets: readonly { readonly ticket: string; readonly facts: readonly string[] }[];
}
