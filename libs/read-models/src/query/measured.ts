import { Rational } from '@tallystick/quantities';
import type { StoredValue } from '../store/row-writer.js';
import type { ColumnKind } from '../views/catalogue.js';
import type { ViewName } from '../views/rows.js';
import type { Measure } from '../views/view-query.js';
import { compareStored } from './placing.js';
import type { Tallies, Tally } from './read-groups.js';

/** The values of one column in one group. */
export class Measured {
  private readonly tallies: readonly Tally[];
  private inOrder: readonly Tally[] | undefined;
  private readonly count: number;

  constructor(
    private readonly kind: ColumnKind,
    tallies: Tallies,
  ) {
    this.tallies = [...tallies.values()];
    this.count = this.tallies.reduce((sum, one) => sum + one.count, 0);
  }

  figure<View extends ViewName>(measure: Exclude<Measure<View>, { kind: 'count' }>): string | null {
    if (measure.kind === 'countDistinct') return String(this.tallies.length);
    if (this.tallies.length === 0) return null;
    const { count, kind } = this;
    switch (measure.kind) {
      case 'sum':
        return sumOf(this.tallies).toDecimal();
      case 'mean':
        return sumOf(this.tallies).dividedBy(Rational.of(count)).toString();
      case 'share': {
        const yes = this.tallies.reduce((sum, one) => (one.value === 1 ? sum + one.count : sum), 0);
        return Rational.of(100 * yes, count).toString();
      }
      case 'minimum':
        return textOf(kind, this.sorted()[0]!.value);
      case 'maximum':
        return textOf(kind, this.sorted().at(-1)!.value);
      case 'percentile': {
        // Nearest rank: the least value that so many percent of the rows do not exceed.
        let left = Math.ceil((measure.rank * count) / 100);
        for (const { value, count: times } of this.sorted()) {
          left -= times;
          if (left <= 0) return textOf(kind, value);
        }
        return null;
      }
    }
  }

  private sorted(): readonly Tally[] {
    this.inOrder ??= this.tallies.toSorted((a, b) => compareStored(a.comparedBy, b.comparedBy));
    return this.inOrder;
  }
}

function textOf(kind: ColumnKind, value: StoredValue): string {
  return kind === 'decimal' ? Rational.parse(String(value)).toDecimal() : String(value);
}

/** Whole numbers are added as such; only amounts need more. */
function sumOf(tallies: readonly Tally[]): Rational {
  let whole = 0n;
  let rest = Rational.zero;
  for (const { value, count } of tallies) {
    if (typeof value === 'number') whole += BigInt(value) * BigInt(count);
    else rest = rest.plus(Rational.parse(String(value)).times(Rational.of(count)));
  }
  return rest.plus(Rational.of(whole));
}
