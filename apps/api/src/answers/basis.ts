import type { ViewName } from '@tallystick/read-models';

/**
 * What can be kept track of: an agreement's ledger, which agreements there are, how far its rows in the read models are, and
 * the rows of one view, which other facts leave as they are.
 */
export type Store = 'ledger' | 'all ledgers' | 'views' | `view ${ViewName}`;

/**
 * What an answer rests on, noted while it is made: how far each agreement was in each store that was read. Whatever
 * is read in a way that is not noted makes the answer one that cannot be kept; so does the clock.
 */
export class Basis {
  private readonly stamps = new Map<string, Stamp>();
  private unkeepable = false;

  /** The answer rests on something else as well, and may come out otherwise at any time. */
  noteUnkeepable(): void {
    this.unkeepable = true;
  }

  /** @param stamp read before what it stands for was read; undefined where the store cannot tell. */
  note(store: Store, agreement: string, stamp: string | undefined): void {
    const key = `${store} ${agreement}`;
    const known = this.stamps.get(key);
    // What was read at two moments is of neither.
    if (stamp === undefined || (known !== undefined && known.stamp !== stamp)) this.unkeepable = true;
    else if (known === undefined) this.stamps.set(key, { store, agreement, stamp });
  }

  /** What has to be as it was for the answer to be what it would be now; undefined where nothing says so. */
  get keepable(): readonly Stamp[] | undefined {
    return this.unkeepable ? undefined : [...this.stamps.values()];
  }
}

/** How far an agreement was in a store: equal stamps mean equal content. */
export interface Stamp {
  readonly store: Store;
  readonly agreement: string;
  readonly stamp: string;
}
