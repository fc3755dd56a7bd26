import { formatLocalDate } from '@tallystick/quantities';
import { daysOf, isCut, type Period } from '../periods/period.js';
import type { StatementPeriod } from './statement.js';
import { instantText } from './texts.js';

export function shapePeriod(period: Period, timezone: string): StatementPeriod {
  return {
    label: period.label,
    from: formatLocalDate(period.from),
    to: formatLocalDate(period.to),
    days: daysOf(period),
    startsAt: instantText(period.startsAt),
    endsAt: instantText(period.endsAt),
    timezone,
    cut: isCut(period),
  };
}
