import { localOfInstant, startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import { invariant, TallyError } from '@tallystick/errors';
import { type DayNumber, type EpochSeconds, formatLocalDate, localDateParts } from '@tallystick/quantities';
import {
  calendarAnchor,
  type DaySpan,
  labelOfNumber,
  numberOfLabel,
  type SpanAnchor,
  type SpanKind,
  spanNumberOf,
  spanOfNumber,
} from './calendar-span.js';
import type { Period } from './period.js';

const exampleLabels: Readonly<Record<SpanKind, string>> = {
  month: '2025-03',
  quarter: '2025-Q1',
  year: '2025',
};

/**
 * The measurement periods of one agreement, in order from the first day of its term; the first and the last are cut
 * to the term. They are months, quarters or years of the calendar, or of an anchor: the day of the month of any day on
 * which a period begins, and for quarters and years its month (design 3, "contract-anchored period"). A period's
 * instants are those of its local midnights in the agreement's zone, so one that holds a change of the clocks is an
 * hour shorter or longer. Labels: `labelOfNumber`.
 */
export class PeriodGrid {
  readonly #every: SpanKind;
  readonly #term: { readonly from: DayNumber; readonly to: DayNumber | undefined };
  readonly #zone: ZoneTransitions;
  readonly #anchor: SpanAnchor;
  readonly #firstNumber: number;
  readonly #periods: Period[] = [];

  /** @param anchor a local day on which a period begins, its day of the month 1 to 28; absent: of the calendar. */
  constructor(
    every: SpanKind,
    term: { readonly from: DayNumber; readonly to: DayNumber | undefined },
    zone: ZoneTransitions,
    anchor?: DayNumber,
  ) {
    this.#every = every;
    this.#term = term;
    this.#zone = zone;
    this.#anchor = anchor === undefined ? calendarAnchor : localDateParts(anchor);
    invariant(this.#anchor.day <= 28, 'periods begin on a day that every month has');
    this.#firstNumber = this.#numberOf(term.from);
  }

  get every(): SpanKind {
    return this.#every;
  }

  /** How many periods the term has; infinite where it has no last day. */
  get count(): number {
    return this.#term.to === undefined
      ? Number.POSITIVE_INFINITY
      : this.#numberOf(this.#term.to) - this.#firstNumber + 1;
  }

  /** The period of that index. The caller keeps within `0 <= index < count`. */
  at(index: number): Period {
    let period = this.#periods[index];
    if (period === undefined) {
      const number = this.#firstNumber + index;
      const whole = spanOfNumber(this.#every, number, this.#anchor);
      const from = Math.max(whole.from, this.#term.from);
      const to = this.#term.to === undefined ? whole.to : Math.min(whole.to, this.#term.to);
      period = Object.freeze({
        index,
        label: labelOfNumber(this.#every, number),
        from,
        to,
        wholeFrom: whole.from,
        wholeTo: whole.to,
        startsAt: startOfLocalDate(this.#zone, from),
        endsAt: startOfLocalDate(this.#zone, to + 1),
      });
      this.#periods[index] = period;
    }
    return period;
  }

  /** @throws TallyError `period-invalid` for a label of another kind or outside the term. */
  ofLabel(label: string): Period {
    const number = numberOfLabel(this.#every, label);
    if (number === undefined) {
      const example = exampleLabels[this.#every];
      throw new TallyError(
        'period-invalid',
        `"${label}" is not a period of this agreement, which is measured by ${this.#every}. Write it as ${example}.`,
      );
    }
    const index = number - this.#firstNumber;
    if (index < 0 || index >= this.count) {
      const until = this.#term.to === undefined ? 'on' : `to ${formatLocalDate(this.#term.to)}`;
      throw new TallyError(
        'period-invalid',
        `The period ${label} lies outside the term of the agreement, which runs from ` +
          `${formatLocalDate(this.#term.from)} ${until}. ${this.#neighbours()}`,
      );
    }
    return this.at(index);
  }

  /** The same, or undefined where there is none of that label. */
  find(label: string): Period | undefined {
    const number = numberOfLabel(this.#every, label);
    if (number === undefined) return undefined;
    const index = number - this.#firstNumber;
    return index < 0 || index >= this.count ? undefined : this.at(index);
  }

  /** The period that a local day lies in, or undefined outside the term. */
  ofDate(date: DayNumber): Period | undefined {
    if (date < this.#term.from || (this.#term.to !== undefined && date > this.#term.to)) return undefined;
    return this.at(this.#numberOf(date) - this.#firstNumber);
  }

  /** The period that an instant lies in, or undefined outside the term. */
  ofInstant(instant: EpochSeconds): Period | undefined {
    return this.ofDate(localOfInstant(this.#zone, instant).date);
  }

  /**
   * When something that happens at an instant counts: then, or in the last second of the term where that is over. What
   * arises in the term and is due after it is settled with its last period.
   */
  countedAt(instant: EpochSeconds): EpochSeconds {
    return Number.isFinite(this.count) ? Math.min(instant, this.at(this.count - 1).endsAt - 1) : instant;
  }

  /** The month, quarter or year that a local day lies in, of the same anchor as the periods and not cut to the term. */
  spanAround(kind: SpanKind, date: DayNumber): DaySpan {
    return spanOfNumber(kind, spanNumberOf(kind, date, this.#anchor), this.#anchor);
  }

  #numberOf(date: DayNumber): number {
    return spanNumberOf(this.#every, date, this.#anchor);
  }

  #neighbours(): string {
    const first = this.at(0).label;
    if (!Number.isFinite(this.count)) return `Its first period is ${first}.`;
    return `Its periods are ${first} to ${this.at(this.count - 1).label}.`;
  }
}
