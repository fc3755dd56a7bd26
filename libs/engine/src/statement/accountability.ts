import type { Because, DateText, DecimalText, InstantText, Unit } from './figures.js';

/** The first so many of a list, in its order, and how many more there are. */
export interface ListedOf<Item> {
  readonly listed: readonly Item[];
  readonly more: number;
}

/** How long one party held the ball, over all tickets of the period. */
export interface BallHolder {
  /** `client`, `provider`, a third party by its short name, or as facts call it; null: one that no fact names. */
  readonly party: string | null;
  readonly seconds: number;
  readonly tickets: number;
  /** The tickets that it held longest, each with the facts that put it there. */
  readonly longest: ListedOf<{
    readonly ticket: string;
    readonly seconds: number;
    readonly facts: readonly string[];
  }>;
  readonly because: Because;
}

/** Who had to act on the tickets that were open in the period, in seconds on the clock on the wall. */
export interface BallInCourt {
  readonly from: InstantText;
  readonly until: InstantText;
  readonly tickets: number;
  readonly seconds: number;
  readonly holders: ListedOf<BallHolder>;
}

/** A problem as it stands at the end of the period. */
export interface ProblemStatement {
  readonly problem: string;
  readonly service: string | null;
  readonly category: string | null;
  readonly configurationItem: string | null;
  readonly owner: string | null;
  /** Whether a fact states the root cause; its words stand in that fact. */
  readonly rootCauseKnown: boolean;
  readonly identifiedOn: DateText;
  readonly settledOn: DateText | null;
  readonly lacks: readonly ('owner' | 'root-cause')[];
  readonly because: Because;
}

/** A service, category or configuration item with so many tickets within so many local days. */
export interface RecurringStatement {
  readonly value: string;
  /** The tickets that make it recurring, and the local days on which the first and last of them were opened. */
  readonly tickets: number;
  readonly firstOn: DateText;
  readonly lastOn: DateText;
  /** The last of them, latest first, each with the fact that opened it. */
  readonly latest: ListedOf<{
    readonly ticket: string;
    readonly openedAt: InstantText;
    readonly fact: string;
  }>;
  /** The problems about it that were open in the period. */
  readonly problems: ListedOf<Pick<ProblemStatement, 'problem' | 'owner' | 'rootCauseKnown' | 'settledOn'>>;
  readonly lacks: readonly ('problem' | 'owner' | 'root-cause')[];
  readonly because: Because;
}

/** A risk or recommendation that is open at the end of the period and lacks an owner, or whose review is past. */
export interface OpenPointStatement {
  readonly key: string;
  readonly owner: string | null;
  readonly raisedOn: DateText;
  /** The last local day for looking at it again. */
  readonly reviewBy: DateText | null;
  readonly lacks: readonly ('owner' | 'review')[];
  readonly because: Because;
}

export interface OpenPointsStatement {
  readonly open: number;
  readonly withoutOwner: number;
  readonly pastReview: number;
  readonly lacking: ListedOf<OpenPointStatement>;
}

/** Who answers for an area from a local day on. */
export interface OwnerStatement {
  readonly since: DateText;
  /** Null: nobody, since the terms no longer name the area. */
  readonly owner: string | null;
  readonly coordinatedBy: string | null;
  /** Whether the terms say so or a fact does. */
  readonly by: 'terms' | 'fact';
  readonly facts: readonly string[];
}

/** One line of the responsibility matrix, as it stands at the end of the period. */
export interface ResponsibilityStatement extends Omit<OwnerStatement, 'facts'> {
  readonly area: string;
  readonly clause: string | null;
  readonly services: readonly string[];
  readonly categories: readonly string[];
  /** What changed in the period, latest first. */
  readonly changes: ListedOf<OwnerStatement>;
  readonly because: Because;
}

/** A service or category that facts of the period name and no area holds. */
export interface ResponsibilityGapStatement {
  readonly kind: 'service' | 'category';
  readonly value: string;
  /** Tickets about it that belong to no area; outages, maintenances and changes of it. */
  readonly tickets: number;
  readonly others: number;
  /** Of the facts behind it, those that are not listed. */
  readonly moreFacts: number;
  readonly because: Because;
}

export interface ResponsibilitiesStatement {
  readonly areas: ListedOf<ResponsibilityStatement>;
  readonly gaps: ListedOf<ResponsibilityGapStatement>;
  /** Tickets of the period that name neither a service nor a category, so that no area can hold them. */
  readonly ticketsWithoutEither: number;
}

/** A service level that was met by its value, or missed. */
export interface LevelResultStatement {
  readonly of: 'service-level';
  readonly id: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly owedBy: 'provider';
  readonly unit: Unit;
  /** How far the value is beyond the target, and negative how far short of it; null where no value decided. */
  readonly margin: DecimalText | null;
  readonly because: Because;
}

/** An obligation, review or ladder: of a win how much was met, of a shortfall what was not. */
export interface ObligationResultStatement {
  readonly of: 'obligation' | 'escalation';
  readonly id: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly owedBy: string;
  /** Occurrences due in the period, and how they stand. */
  readonly due: number;
  readonly met: number;
  readonly late: number;
  readonly missed: number;
  readonly overdue: number;
  /** Of the facts behind it, those that are not listed. */
  readonly moreFacts: number;
  readonly because: Because;
}

export type ResultStatement = LevelResultStatement | ObligationResultStatement;

/** Where the values of a service level are going: the last one against the mean of those before it. */
export interface TrendStatement {
  readonly id: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly unit: Unit;
  /** Null where there is no value of this period, or none before it. */
  readonly trend: 'improving' | 'steady' | 'worsening' | null;
  readonly last: DecimalText | null;
  readonly mean: DecimalText | null;
  /** The periods looked at, oldest first; null where nothing was measured. */
  readonly values: readonly { readonly period: string; readonly value: DecimalText | null }[];
  readonly because: Because;
}

/**
 * Who owned what in the period, and what nobody did, at its end or at the instant of valuation where that is earlier
 * (design 2, "Accountability, not only support"). Nothing here is money, and no money depends on it.
 */
export interface AccountabilityStatement {
  readonly ball: BallInCourt;
  readonly recurring: {
    readonly service: ListedOf<RecurringStatement>;
    readonly category: ListedOf<RecurringStatement>;
    readonly configurationItem: ListedOf<RecurringStatement>;
  };
  /** Open problems, and those of them without an owner or a root cause. */
  readonly problems: {
    readonly open: number;
    readonly withoutOwner: number;
    readonly withoutRootCause: number;
    readonly lacking: ListedOf<ProblemStatement>;
  };
  readonly risks: OpenPointsStatement;
  readonly recommendations: OpenPointsStatement;
  readonly responsibilities: ResponsibilitiesStatement;
  readonly wins: ListedOf<ResultStatement>;
  readonly shortfalls: ListedOf<ResultStatement>;
  readonly trends: {
    readonly improving: number;
    readonly steady: number;
    readonly worsening: number;
    /** Without a value of this period, or without one before it. */
    readonly unknown: number;
    readonly levels: ListedOf<TrendStatement>;
  };
}
