export type { Contest } from './contest.js';
export {
  EventKind,
  isEnd,
  responseEvidenceCodeOf,
  StatusCode,
  statusCodeOf,
  statusOf,
} from './event-kinds.js';
export type { TicketEscalation } from './escalations.js';
export { type FactRecord, inEffectiveOrder } from './fact-record.js';
export type {
  Change,
  Maintenance,
  Outage,
  Relief,
  ReliefClaim,
  ReliefDecision,
  ReliefExtent,
} from './service-records.js';
export { evidenceBit, StepKind, TicketState, type TicketTracks } from './ticket-tracks.js';
export { Timeline, type TimelineMark } from './timeline.js';
