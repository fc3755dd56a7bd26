import type { FactPayloads } from '@tallystick/facts';

/**
 * Whose text something is. A `person` is known by the key that facts name it by; what is written on a `ticket` belongs to
 * the ticket, since anybody may be named there; other words without an author belong to their `fact`.
 */
export type SubjectKind = 'person' | 'ticket' | 'fact';

export interface SubjectName {
  readonly kind: SubjectKind;
  readonly name: string;
}

/** Whose key it is, as long as there is one. */
export interface Subject {
  readonly agreement: string;
  /** The random UUID that sealed texts name. */
  readonly pseudonym: string;
  /** Undefined once the key is destroyed: the name went with it. */
  readonly subject: SubjectName | undefined;
  /** `erasing`: the key is destroyed, and the ledger does not say so yet. */
  readonly state: 'kept' | 'erasing' | 'erased';
}

export interface SubjectKey {
  readonly pseudonym: string;
  readonly agreement: string;
  readonly key: Uint8Array;
}

/** The fact that will say that a key was destroyed, kept until the ledger holds it. */
export interface ErasureRecord {
  readonly agreement: string;
  readonly effectiveAt: string;
  readonly assertedBy: { readonly party: string; readonly actor?: string };
  readonly erased: FactPayloads['SubjectErased'];
}

/**
 * The keys that seal personal text: one a subject and agreement, outside of the ledger (decision 25). Whoever has the ledger
 * alone has none. All methods are synchronous, as the embedded store is.
 *
 * @throws TallyError `subject-keys-refused`, `input-output` from each.
 */
export interface SubjectKeys {
  /** The keys of these subjects; those that are missing are made, and are on the disk when it returns. */
  keysOf(agreement: string, subjects: readonly SubjectName[]): readonly SubjectKey[];

  /** The key that a pseudonym names; `erased` where it is destroyed, undefined where this store never had it. */
  keyOf(pseudonym: string): SubjectKey | 'erased' | undefined;

  /** By name while it has one, else by pseudonym. */
  find(agreement: string, nameOrPseudonym: SubjectName | string): Subject | undefined;

  list(agreement: string): readonly Subject[];

  /**
   * A secret of the store, for ids that follow from personal text: who has the ledger alone cannot try names against them.
   */
  readonly identitySecret: Uint8Array;

  /** Destroys key and name for good, whatever becomes of the process; the record waits until `settle`. */
  destroy(pseudonym: string, record: ErasureRecord): void;

  /** What was destroyed and may not be in the ledger yet. */
  unsettled(): readonly ErasureRecord[];

  /** The ledger says that the key is destroyed. Destroys one that a restored backup brought back. */
  settle(agreement: string, pseudonym: string): void;

  close(): void;
}
