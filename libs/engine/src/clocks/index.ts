export { ClockEnvironment } from './clock-environment.js';
export type { ClockJudge, ClockQuestion } from './clock-question.js';
export {
  type ClockPause,
  type ClockReading,
  type ClockSlots,
  type ClockStretch,
  type ClockVerdict,
  clockVerdicts,
  type PauseRefusal,
  type ReadingTerms,
} from './clock-reading.js';
export { forEachClockReading } from './for-each-clock-reading.js';
export { clockReader, readClock } from './read-clock.js';
export { forEachTicket, type TicketJudge, type TicketSlots } from './for-each-ticket.js';
export { type Attribution, attributionOf } from './attribution.js';
