import type { ClockEnvironment } from '../clocks/index.js';
import type { ObligationBook } from '../obligations/obligation-book.js';
import type { Timeline } from '../timeline/index.js';

/** Every relief claim with what it is worth under the terms, and the relief that the client's own lateness gives. */
export class ReliefBook {
  constructor(
    readonly timeline: Timeline,
    readonly environment: ClockEnvironment,
    readonly obligations: ObligationBook,
  ) {}
}
