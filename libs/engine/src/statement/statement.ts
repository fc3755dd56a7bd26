/**
 * The shape of a statement, format 1 (design 2, "Statements"). It is plain JSON: texts, whole numbers, booleans,
 * lists, objects and null; no floating point and no prose. Instants are canonical UTC text, dates are local dates of
 * the agreement's zone, money is text with the currency's decimal places, exact figures are `n` or `n/d` text.
 */
export type InstantText = string;
export type DateText = string;
/** Money rounded to the currency, e.g. `-12.50`. */
export type MoneyText = string;
/** An exact number as `n` or `n/d` in lowest terms. */
export type ExactText = string;
/** A plain decimal without trailing zeros, rounded half-up to 12 places where it has no shorter form. */
export type DecimalText = string;

export type Unit = 'percent' | 'seconds' | 'number';
export type Verdict = 'met' | 'missed' | 'not-measured';

/**
 * A measured value. For `percent` numerator and denominator are what was counted (38 of 40) and `decimal` is the
 * percentage (95); for other units `decimal` is numerator / denominator.
 */
export interface MeasuredValue {
  readonly numerator: string;
  readonly denominator: string;
  readonly decimal: DecimalText;
}

/** Money that was worked out: the exact figure, and what it comes to when rounded once. */
export interface MoneyFigure {
  readonly exact: ExactText;
  readonly amount: MoneyText;
}

/**
 * Why a figure is what it is: the rule that made it, the clauses of the terms it stands on (id and place on paper),
 * what went into it, and the facts behind it (of a service level its evidence names them).
 */
export interface Because {
  readonly rule: string;
  readonly clauses: readonly ClauseReference[];
  readonly operands: Readonly<Record<string, OperandValue>>;
  readonly facts: readonly string[];
}
export interface ClauseReference {
  readonly id: string;
  readonly clause: string | null;
}
export type OperandValue = string | number | boolean | null | readonly (string | number)[];

export interface StatementPeriod {
  /** `2025-03`, `2025-Q1` or `2025`. */
  readonly label: string;
  /** First and last local day, cut to the term. */
  readonly from: DateText;
  readonly to: DateText;
  readonly days: number;
  /** Half-open on the instant line. */
  readonly startsAt: InstantText;
  readonly endsAt: InstantText;
  readonly timezone: string;
  /** True where `from`..`to` is not the whole calendar period. */
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

/** One ticket under one clock. */
export interface TicketEvidence {
  readonly ticket: string;
  /** From 1; more than one where a reopening makes a new instance. */
  readonly instance: number;
  readonly priority: string | null;
  readonly startedAt: InstantText | null;
  readonly stoppedAt: InstantText | null;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | null;
  readonly due: InstantText | null;
  readonly facts: readonly string[];
}
export interface ExcludedTicket {
  readonly ticket: string;
  readonly reason: string;
  readonly facts: readonly string[];
}
export interface TicketListEvidence {
  readonly kind: 'tickets';
  readonly counted: number;
  readonly met: number;
  /** Every counted ticket over its limit. */
  readonly breached: readonly TicketEvidence[];
  /** Running and not yet due at `valuedAt`: neither met nor missed. */
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface OutageEvidence {
  readonly outage: string;
  readonly service: string;
  readonly beganAt: InstantText;
  readonly endedAt: InstantText | null;
  /** Seconds of agreed service time lost in the period before other outages are merged in; the share as text. */
  readonly seconds: number;
  readonly shareAffected: DecimalText;
  readonly counted: boolean;
  /** Why not, e.g. `shorter-than-counts`, `excluded-time`, `outside-service-time`. */
  readonly reason: string | null;
  readonly facts: readonly string[];
}
export interface ExcludedInterval {
  readonly kind: 'maintenance' | 'relief';
  readonly key: string;
  readonly service: string;
  readonly from: InstantText;
  readonly until: InstantText;
  readonly counted: boolean;
  readonly reason: string | null;
  readonly facts: readonly string[];
}
export interface AvailabilityEvidence {
  readonly kind: 'availability';
  /** Agreed service time of the period (working seconds), what of it was taken out, and what was lost. */
  readonly serviceSeconds: number;
  readonly excludedSeconds: number;
  readonly downSeconds: ExactText;
  readonly outages: readonly OutageEvidence[];
  readonly excluded: readonly ExcludedInterval[];
}
export interface ReadingsEvidence {
  readonly kind: 'readings';
  /** How many readings the statistic is of. */
  readonly count: number;
  /** The readings that decide it: the largest, the smallest, those at the rank. Empty for means and sums. */
  readonly deciding: readonly {
    readonly key: string;
    readonly value: DecimalText;
    readonly facts: readonly string[];
  }[];
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface CountEvidence {
  readonly kind: 'count';
  readonly count: number;
  readonly counted: readonly { readonly key: string; readonly facts: readonly string[] }[];
  readonly breached: readonly TicketEvidence[];
  readonly undecided: readonly TicketEvidence[];
  readonly excluded: readonly ExcludedTicket[];
}
export interface ReportsEvidence {
  readonly kind: 'reports';
  /** Every figure reported for the period, of each party; the one used is marked. */
  readonly reports: readonly {
    readonly party: string;
    readonly value: DecimalText | null;
    readonly numerator: DecimalText | null;
    readonly denominator: DecimalText | null;
    readonly agreed: boolean;
    readonly effectiveAt: InstantText;
    readonly recordedAt: InstantText | null;
    readonly used: boolean;
    /** Why it cannot be used, e.g. `outside-0-to-100`; null where it can. */
    readonly refused: string | null;
    readonly facts: readonly string[];
  }[];
}
export type Evidence =
  TicketListEvidence | AvailabilityEvidence | ReadingsEvidence | CountEvidence | ReportsEvidence;

/** How a verdict came about. */
export type DecidedBy =
  'value' | 'low-volume-misses-allowed' | 'low-volume-not-measured' | 'nothing-to-measure' | 'not-reported';

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
  readonly because: Because;
}

export interface ServiceLevelStatement {
  readonly id: string;
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

/** One line of credits: one service level. */
export interface CreditLine extends MoneyFigure {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
export interface PointsLine {
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly points: DecimalText;
  readonly parts: readonly CreditPart[];
  readonly because: Because;
}
/** How one part of the period was priced, step by step: price × units, × repeat factor, at most. */
export interface CreditPart {
  readonly from: DateText;
  readonly to: DateText;
  readonly kind: 'percent' | 'money' | 'points';
  /** The price of the band, unit or event. */
  readonly price: DecimalText;
  readonly units: ExactText;
  readonly base: ExactText | null;
  readonly factor: DecimalText;
  /** Before and after `atMost`. */
  readonly priced: ExactText;
  readonly exact: ExactText;
  readonly because: Because;
}
export interface CapLine extends MoneyFigure {
  /** True where the credits come to more. */
  readonly reached: boolean;
  /** What the cap takes away; 0 where it is not reached. */
  readonly lost: MoneyText;
  readonly because: Because;
}
export interface CreditsStatement {
  readonly lines: readonly CreditLine[];
  readonly combined: MoneyFigure;
  readonly cap: CapLine | null;
  /** What the client is owed for this period's own misses. */
  readonly payable: MoneyText;
  readonly because: Because;
}
export interface PointsStatement {
  readonly lines: readonly PointsLine[];
  readonly total: DecimalText;
  readonly because: Because;
}

/** What a change in an already stated period comes from. */
export type AdjustmentCause =
  | {
      readonly kind: 'facts';
      /** What they are about: a ticket, an outage, a maintenance, a relief, a measurement, a survey, a change. */
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
  readonly adjustments: MoneyText;
  readonly total: MoneyText;
  readonly points: DecimalText;
  readonly because: Because;
}

export interface ExitStatus {
  readonly id: string;
  readonly clause: string | null;
  readonly condition: 'in-a-row' | 'times-of' | 'sum-over';
  readonly scope: 'whole' | readonly string[];
  /** `watch`: one step away. `armed`: the condition holds. */
  readonly state: 'clear' | 'watch' | 'armed';
  /** The period since which the state has been what it is. */
  readonly since: { readonly period: string; readonly from: DateText };
  /** What stands (misses, money, points), the threshold, and what is missing to it (0 where armed). */
  readonly reached: DecimalText;
  readonly threshold: DecimalText;
  readonly distance: DecimalText;
  readonly unit: 'periods' | 'money' | 'points';
  /** The last day on which `distance` further misses would still open the right; null where it does not apply. */
  readonly by: DateText | null;
  /** Earlier and present periods at whose end the condition held. */
  readonly heldIn: readonly string[];
  /** The periods looked at, oldest first. */
  readonly window: readonly {
    readonly period: string;
    readonly verdict: Verdict | null;
    readonly belowMinimum: boolean | null;
    readonly amount: DecimalText | null;
    readonly counts: boolean;
  }[];
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

export interface Statement {
  readonly format: 1;
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
  readonly adjustments: readonly Adjustment[];
  readonly settlement: Settlement;
  readonly exits: readonly ExitStatus[];
  readonly contests: readonly OpenContest[];
  /** Tickets with facts in the period but without an opening (a cut export): no clock can be read of them. */
  readonly incompleteTickets: readonly { readonly ticket: string; readonly facts: readonly string[] }[];
}
