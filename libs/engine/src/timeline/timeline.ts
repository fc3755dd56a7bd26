import type { Fact, FactType } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import type { Contest } from './contest.js';
import type { FactRecord } from './fact-record.js';
import type { Change, Maintenance, Outage, Relief } from './service-records.js';
import type { TicketView } from './ticket-view.js';

export type TermsFactType = 'AgreementSigned' | 'TermsAmended' | 'TermsRescinded';

/** Published ahead of its body: the fold of one agreement's facts. */
export declare class Timeline {
  /** Adds one fact, in any order; the same fact again changes nothing. */
  add(position: number, fact: Fact): void;
  /** The same facts up to a ledger position only; shares the columns. */
  knownAt(position: number): Timeline;

  readonly ticketCount: number;
  ticketKey(ticket: number): string;
  ticketIndex(key: string): number | undefined;
  ticket(ticket: number): TicketView;
  /** Ticket indexes in the order of their keys (UTF-16 units). */
  ticketsInOrder(): Int32Array;
  /** The text behind a code of the columns, e.g. of a priority. */
  text(code: number): string;
  /** The facts of a ticket that count, in effective order; with `afterPosition` only those recorded after it. */
  factIdsOfTicket(ticket: number, afterPosition?: number): readonly string[];

  /** Facts of one type that count, in effective order. For ticket events use the columns. */
  facts<T extends FactType>(type: T): readonly FactRecord<T>[];
  outages(service?: string): readonly Outage[];
  maintenances(service?: string): readonly Maintenance[];
  readonly changes: readonly Change[];
  readonly reliefs: readonly Relief[];
  readonly contests: readonly Contest[];
  readonly measurements: readonly FactRecord<'MeasurementReported'>[];
  readonly surveys: readonly FactRecord<'SurveyAnswered'>[];
  /** In ledger order. */
  readonly termsEntries: readonly FactRecord<TermsFactType>[];
  /** In ledger order. */
  readonly issuedStatements: readonly FactRecord<'StatementIssued'>[];
  /** Whether a fact of this id is recorded but taken out (retracted, or its contest upheld). */
  isTakenOut(factId: string): boolean;

  readonly factCount: number;
  /** Highest position added, or 0. */
  readonly lastPosition: number;
  readonly lastRecordedAt: EpochMilliseconds | undefined;
  /** Of the facts that count. */
  readonly earliestEffectiveAt: EpochMilliseconds | undefined;
}
