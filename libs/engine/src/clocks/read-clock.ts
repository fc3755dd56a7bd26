import type { Timeline } from '../timeline/index.js';
import type { ClockEnvironment } from './clock-environment.js';
import type { ClockQuestion } from './clock-question.js';
import type { ClockReading } from './clock-reading.js';

/** Reads a clock of one ticket in full: several readings where reopenings or priorities make several. */
export declare function readClock(
  timeline: Timeline,
  ticket: number,
  environment: ClockEnvironment,
  question: ClockQuestion,
): readonly ClockReading[];
