export type { Contest } from './contest.js';
export { type TicketEventName, ticketEventNames } from './event-kinds.js';
export { type FactRecord, inEffectiveOrder, inLedgerOrder } from './fact-record.js';
export type { Change, Maintenance, Outage, Relief, ReliefExtent } from './service-records.js';
export type { TicketEvent, TicketView } from './ticket-view.js';
export { Timeline, type TermsFactType } from './timeline.js';
export { isEnd, responseEvidenceCodeOf, StatusCode, statusCodeOf, statusOf } from './event-kinds.js';
export { evidenceBit, StepKind, TicketState, type TicketTracks } from './ticket-tracks.js';
