export { attributionOf } from './attribution.js';
export { ClockEnvironment } from './clock-environment.js';
export type { ClockQuestion } from './clock-question.js';
export type { ClockReading, ClockSlots } from './clock-reading.js';
export type { ClockRelief, ReliefTime, TicketRelief } from './clock-relief.js';
export { forEachClockReading } from './for-each-clock-reading.js';
export { forEachTicket, type TicketSlots } from './for-each-ticket.js';
export { clockReader } from './read-clock.js';
