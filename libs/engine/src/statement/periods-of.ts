import { AgreementState } from '../history/agreement-state.js';
import { shapePeriod } from './shape-period.js';
import type { Knowledge } from './statement-input.js';
import type { StatementPeriod } from './statement.js';
import { wholeSecond } from '@tallystick/quantities';

type Known = Pick<Knowledge, 'timeline' | 'zones'>;

/**
 * One period of the agreement, by its label.
 *
 * @throws TallyError `period-invalid`.
 */
export function periodOf(known: Known, label: string): StatementPeriod {
  const state = new AgreementState(known.timeline, known.zones);
  return shapePeriod(state.grid.ofLabel(label), timezoneOf(state));
}

/** The periods of the agreement that have begun at an instant (milliseconds), in order. */
export function periodsBegunBy(known: Known, instant: number): StatementPeriod[] {
  const state = new AgreementState(known.timeline, known.zones);
  const { grid } = state;
  const periods: StatementPeriod[] = [];
  for (let index = 0; index < grid.count && grid.at(index).startsAt <= wholeSecond(instant); index += 1) {
    periods.push(shapePeriod(grid.at(index), timezoneOf(state)));
  }
  return periods;
}

/**
 * The first period that no statement has been issued for after the last one that has: what to issue next. Undefined
 * where the whole term has been stated.
 */
export function nextPeriodToIssue(known: Known): StatementPeriod | undefined {
  const state = new AgreementState(known.timeline, known.zones);
  const { grid } = state;
  const stated = known.timeline.issuedStatements.map(({ fact }) => grid.find(fact.period)?.index ?? -1);
  const next = Math.max(-1, ...stated) + 1;
  return next < grid.count ? shapePeriod(grid.at(next), timezoneOf(state)) : undefined;
}

function timezoneOf(state: AgreementState): string {
  return state.terms.versions[0]!.terms.timezone;
}
