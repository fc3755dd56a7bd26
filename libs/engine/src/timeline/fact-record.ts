import type { Fact, FactType } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';

/** A fact that counts (not taken out), with its place in the ledger and its two times as numbers. */
export interface FactRecord<T extends FactType = FactType> {
  readonly position: number;
  readonly effectiveAt: EpochMilliseconds;
  readonly recordedAt: EpochMilliseconds;
  readonly fact: Fact<T>;
}

/** What decides the order of facts. */
type FactOrder = Pick<FactRecord, 'effectiveAt' | 'position'>;

/** The order of facts everywhere (design 2): when they happened, then ledger order. */
export function inEffectiveOrder(a: FactOrder, b: FactOrder): number {
  return a.effectiveAt - b.effectiveAt || a.position - b.position;
}

export function inLedgerOrder(a: FactRecord, b: FactRecord): number {
  return a.position - b.position;
}
