import type { InvoiceState } from '@tallystick/application';

/**
 * The rows of the read models, as custom views see them. They follow from the log alone: for each agreement the rows
 * are a pure function of its facts up to the checkpoint, valued at the instant at which the last of them was recorded,
 * so that rebuilt, live and resumed rows are the same. Instants are canonical UTC text, dates local dates of the
 * agreement's zone, money exact decimal text with its currency, `month` the local month `2025-03` in which it counts.
 */
interface AgreementRow {
  readonly agreement: string;
}

/** A fact as recorded, and whether it counts. */
export interface FactRow extends AgreementRow {
  readonly position: number;
  readonly id: string;
  readonly type: string;
  readonly family: string;
  readonly effectiveAt: string;
  readonly recordedAt: string;
  /** Local month of `effectiveAt`. */
  readonly month: string;
  readonly party: string;
  readonly actor: string | null;
  readonly sourceSystem: string | null;
  /** What it is about, by its own key, e.g. the ticket, outage, change, invoice or obligation. */
  readonly subject: string | null;
  /** The title that an opening or a request gives its ticket or change. */
  readonly title: string | null;
  /** `counts`; `contested`: disputed, counts until settled; `retracted`, `overturned`: it counts no more. */
  readonly standing: 'counts' | 'contested' | 'retracted' | 'overturned';
}

/** A ticket as last known. */
export interface TicketRow extends AgreementRow {
  readonly ticket: string;
  readonly ticketType: string | null;
  readonly priority: string | null;
  readonly service: string | null;
  readonly category: string | null;
  readonly configurationItem: string | null;
  readonly site: string | null;
  readonly title: string | null;
  readonly status: string | null;
  /** Who must act next; null once it has ended. */
  readonly ball: string | null;
  readonly openedAt: string | null;
  readonly respondedAt: string | null;
  readonly resolvedAt: string | null;
  readonly closedAt: string | null;
  /** Local month of the opening. */
  readonly month: string | null;
  /** Seconds of the wall clock from opening to resolution; null while it is not resolved. */
  readonly resolutionSeconds: number | null;
  /** Wall-clock seconds for which each held the ball. */
  readonly clientSeconds: number;
  readonly providerSeconds: number;
  readonly thirdPartySeconds: number;
  readonly reopenings: number;
  /** How many of its clocks have a limit, are breached, and still run. */
  readonly limits: number;
  readonly breaches: number;
  readonly running: number;
  /** The earliest instant at which a running clock will breach; null where none will. */
  readonly nextDueAt: string | null;
  readonly complete: boolean;
}

/** One clock of a ticket with a limit: a breach is one whose limit has passed. */
export interface ClockRow extends AgreementRow {
  readonly ticket: string;
  readonly serviceLevel: string;
  readonly clock: string;
  readonly instance: number;
  readonly clause: string | null;
  readonly ticketType: string | null;
  /** The priority that the clock was read under. */
  readonly priority: string;
  readonly service: string | null;
  readonly category: string | null;
  /** Local month in which the clock started. */
  readonly month: string | null;
  readonly startedAt: string | null;
  readonly stoppedAt: string | null;
  readonly dueAt: string | null;
  readonly elapsedSeconds: number;
  readonly limitSeconds: number | null;
  readonly running: boolean;
  readonly paused: boolean;
  /** The instant from which on it is certain that the limit is passed; null where it is kept or undecided. */
  readonly breachedAt: string | null;
  /** Null while undecided. */
  readonly met: boolean | null;
  /** Who holds the ball at present, or held it when the clock stopped. */
  readonly ball: string | null;
  readonly termsDigest: string;
}

export interface OutageRow extends AgreementRow {
  readonly outage: string;
  readonly service: string;
  readonly kind: 'outage' | 'degradation';
  readonly beganAt: string;
  readonly endedAt: string | null;
  readonly month: string;
  /** Wall-clock seconds; null while it lasts. */
  readonly seconds: number | null;
  readonly shareAffected: string;
  readonly assertedBy: string;
}

export interface ChangeRow extends AgreementRow {
  readonly change: string;
  readonly service: string | null;
  readonly state: string;
  readonly requestedAt: string | null;
  readonly scheduledFrom: string | null;
  readonly scheduledUntil: string | null;
  readonly startedAt: string | null;
  readonly finishedAt: string | null;
  readonly outcome: string | null;
  readonly authorised: boolean;
  readonly month: string;
}

export interface ObligationRow extends AgreementRow {
  readonly obligation: string;
  /** The occurrence: the period that it is about, or the event's key. */
  readonly occurrence: string;
  readonly period: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly owedBy: string;
  readonly dueAt: string;
  readonly doneAt: string | null;
  readonly state: string;
  readonly daysLate: number;
  readonly month: string;
}

/** A service level of a period as known now. */
export interface LevelRow extends AgreementRow {
  readonly period: string;
  readonly serviceLevel: string;
  readonly clause: string | null;
  readonly title: string | null;
  readonly verdict: 'met' | 'missed' | 'not-measured';
  readonly belowMinimum: boolean;
  readonly unit: string;
  readonly value: string | null;
  readonly target: string;
  readonly volume: number | null;
  readonly misses: number | null;
  readonly credit: string | null;
  readonly points: string | null;
  readonly currency: string;
  /** Local month in which the period begins. */
  readonly month: string;
}

/** A line of credits of a period as known now. */
export interface CreditRow extends AgreementRow {
  readonly period: string;
  readonly of: string;
  readonly line: string;
  readonly clause: string | null;
  readonly amount: string;
  readonly kept: string;
  readonly owed: string;
  readonly currency: string;
  readonly state: string;
  readonly claimBy: string | null;
  readonly month: string;
}

/** A difference to a stated period; of the statement that carries it, issued or still to come. */
export interface AdjustmentRow extends AgreementRow {
  /** The period whose statement carries it, and the period that it is about. */
  readonly statedIn: string;
  readonly period: string;
  readonly was: string;
  readonly is: string;
  readonly difference: string;
  readonly currency: string;
  /** Number of facts or amendments that caused it. */
  readonly causes: number;
  readonly issued: boolean;
  readonly month: string;
}

/** A period of an agreement: what it comes to as known now, and its sealed statement where there is one. */
export interface PeriodRow extends AgreementRow {
  readonly period: string;
  readonly from: string;
  readonly to: string;
  readonly finished: boolean;
  readonly issued: boolean;
  readonly issuedAt: string | null;
  /** Position of the seal, and the sealed digest; null where it is not issued. */
  readonly sealPosition: number | null;
  readonly digest: string | null;
  readonly currency: string;
  readonly credits: string;
  readonly bonuses: string;
  readonly adjustments: string;
  /** As known now, and as sealed. */
  readonly total: string;
  readonly sealedTotal: string | null;
  readonly levelsMet: number;
  readonly levelsMissed: number;
  /** The sum of what hangs on each open contest by itself; null where there is none, or none was worked out. */
  readonly atStake: string | null;
  /** Local month in which the period begins. */
  readonly month: string;
}

/** An exit right as it stands. */
export interface ExitRow extends AgreementRow {
  readonly exit: string;
  readonly clause: string | null;
  readonly state: string;
  readonly scope: string;
  readonly since: string;
  readonly reached: string | null;
  readonly threshold: string;
  readonly distance: string | null;
  readonly unit: string;
  readonly noticeBy: string | null;
  readonly curesBy: string | null;
  readonly exercisableFrom: string | null;
  readonly exerciseBy: string | null;
  readonly endsOn: string | null;
}

export interface ContestRow extends AgreementRow {
  /** The id of the FactContested that raised it; a fact can be contested again once that is settled. */
  readonly contest: string;
  readonly fact: string;
  /** Null, as who asserted it is, where the ledger does not hold the contested fact. */
  readonly factType: string | null;
  readonly subject: string | null;
  readonly assertedBy: string | null;
  readonly contestedBy: string;
  readonly contestedAt: string;
  readonly reason: string;
  readonly state: 'open' | 'upheld' | 'rejected';
  readonly settledAt: string | null;
  /** What the open statement's total would change by were it upheld; null where settled or not worked out. */
  readonly atStake: string | null;
  readonly currency: string;
}

export interface ReliefRow extends AgreementRow {
  readonly relief: string;
  readonly state: string;
  readonly claimedBy: string | null;
  readonly claimedAt: string | null;
  readonly decidedAt: string | null;
  readonly from: string | null;
  readonly until: string | null;
  readonly reason: string | null;
}

export interface InvoiceRow extends AgreementRow {
  readonly invoice: string;
  readonly period: string | null;
  readonly amount: string;
  readonly currency: string;
  readonly receivedAt: string;
  readonly state: InvoiceState;
  /** What is still to be paid; negative: to be given back. */
  readonly open: string;
  /** What of it is in dispute; null where nothing is. */
  readonly disputed: string | null;
  readonly paid: string;
  readonly creditsApplied: string;
  readonly month: string;
}

/** Each view by its name. */
export interface ViewRows {
  readonly facts: FactRow;
  readonly tickets: TicketRow;
  readonly clocks: ClockRow;
  readonly outages: OutageRow;
  readonly changes: ChangeRow;
  readonly obligations: ObligationRow;
  readonly levels: LevelRow;
  readonly credits: CreditRow;
  readonly adjustments: AdjustmentRow;
  readonly periods: PeriodRow;
  readonly exits: ExitRow;
  readonly contests: ContestRow;
  readonly reliefs: ReliefRow;
  readonly invoices: InvoiceRow;
}

export type ViewName = keyof ViewRows;
