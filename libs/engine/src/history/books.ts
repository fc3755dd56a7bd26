import type { ZoneTransitions } from '@tallystick/calendar';
import type { ClockEnvironment } from '../clocks/index.js';
import { ObligationBook } from '../obligations/obligation-book.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import { ReliefBook } from '../relief/relief-book.js';
import type { Timeline } from '../timeline/index.js';
import type { PeriodWorld } from './period-context.js';

/**
 * The obligations and the reliefs, and the environment whose clocks stand still in what was granted. Each needs the
 * others, when it is asked: the client's lateness is relief, relief excuses an obligation, and the steps of ladders go
 * by clocks. No question leads back to itself: lateness is found before it is asked whether anything is excused, and
 * without reading a clock.
 */
export function booksOf(
  timeline: Timeline,
  plain: ClockEnvironment,
  grid: PeriodGrid,
  zone: ZoneTransitions,
  charges: PeriodWorld['charges'],
): Pick<PeriodWorld, 'environment' | 'obligations' | 'reliefs'> {
  const environment = plain.withRelief((serviceLevel) => reliefs.forClocks(serviceLevel));
  const obligations: ObligationBook = new ObligationBook(
    timeline,
    environment,
    grid,
    zone,
    charges,
    (occurrence) => reliefs.excuses(occurrence),
  );
  const reliefs: ReliefBook = new ReliefBook(timeline, environment, obligations);
  return { environment, obligations, reliefs };
}
