import type { Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { ClockQuestion } from './clock-question.js';
import type { ClockSlots } from './clock-reading.js';

/** Reads a clock of every ticket in scope, in no particular order, into reused slots. */
export declare function forEachClockReading(
  timeline: Timeline,
  environment: ClockEnvironment,
  question: ClockQuestion,
  visit: (reading: ClockSlots) => void,
): void;
