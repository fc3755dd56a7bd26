import type { Services } from '@tallystick/application';
import type { ReadModels, ViewName } from '@tallystick/read-models';
import type { Stamp, Store } from './basis.js';
import { RememberedHeads } from './remembered-heads.js';

/** How far agreements are now, in the ledger and in the read models. */
export class Stamps {
  readonly heads: RememberedHeads;

  constructor(
    ledger: Services['ledger'],
    private readonly readModels: ReadModels,
  ) {
    this.heads = new RememberedHeads(ledger);
  }

  /** Differs whenever any stamp may differ; undefined where that cannot be told. */
  get mark(): string | undefined {
    const ledger = this.heads.changeMark();
    const views = this.readModels.changeMark();
    return ledger === undefined || views === undefined ? undefined : `${ledger} ${views}`;
  }

  /** Undefined where it cannot be told at present. */
  async of(store: Store, agreement: string): Promise<string | undefined> {
    if (store === 'views') return this.readModels.stampOf(agreement);
    if (isView(store)) return this.readModels.stampOf(agreement, store.slice(5) as ViewName);
    const mark = this.heads.changeMark();
    if (store === 'all ledgers' || mark === undefined) return mark;
    return (await this.heads.head(agreement))?.chainHash ?? 'nothing recorded';
  }

  /** Whether all is as far as it was. */
  async stand(stamps: readonly Stamp[]): Promise<boolean> {
    for (const { store, agreement, stamp } of stamps) {
      if ((await this.of(store, agreement)) !== stamp) return false;
    }
    return true;
  }
}

function isView(store: Store): store is `view ${ViewName}` {
  return store.startsWith('view ');
}
