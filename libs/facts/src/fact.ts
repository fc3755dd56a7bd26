import type { factCatalogue, FactType } from './catalogue/catalogue.js';
import type { PayloadOf } from './catalogue/field.js';

/** Who says so: a party as the terms name it, and the person or program that spoke for it. */
export interface AssertedBy {
  readonly party: string;
  readonly actor?: string;
}

/** Where a fact came from: the system, its own key of the record, its own revision of it. */
export interface FactSource {
  readonly system: string;
  readonly key: string;
  readonly revision?: string;
}

/** What every fact carries (design 2, "Ledger, facts and their two times"). */
export interface FactEnvelope<T extends FactType = FactType> {
  /** The agreement whose ledger holds the fact. */
  readonly agreement: string;
  /** UUID in lower case; the same id twice is the same fact. */
  readonly id: string;
  readonly type: T;
  /** The version of the payload. */
  readonly schema: number;
  /** When it happened in the world: an instant in UTC. */
  readonly effectiveAt: string;
  /** When the ledger took it: an instant in UTC, set by the ledger, never going back. */
  readonly recordedAt: string;
  readonly assertedBy: AssertedBy;
  readonly source?: FactSource;
}

/** The payload of each type, made from the catalogue. */
export type FactPayloads = {
  readonly [T in FactType]: PayloadOf<(typeof factCatalogue)[T]['fields']>;
};

/**
 * A recorded fact: one flat object, envelope and payload side by side, discriminated by `type`.
 */
export type Fact<T extends FactType = FactType> = { [K in T]: FactEnvelope<K> & FactPayloads[K] }[T];

/** A fact before it is recorded: the ledger adds `agreement` and `recordedAt`. Made by `newFact`. */
export type NewFact<T extends FactType = FactType> = {
  [K in T]: Omit<FactEnvelope<K>, 'agreement' | 'recordedAt'> & FactPayloads[K];
}[T];

/** What a maker of a fact hands to `newFact` beside its type: the envelope's fields it must know, and the payload. */
export type NewFactFields<T extends FactType> = Pick<
  FactEnvelope,
  'id' | 'effectiveAt' | 'assertedBy' | 'source'
> &
  FactPayloads[T];

/**
 * A validated and normalised line of a person or of another program (`tally record`, `tally evaluate`): a fact at the
 * current schema in which the envelope may still have gaps.
 */
export type FactInput<T extends FactType = FactType> = {
  [K in T]: Omit<FactEnvelope<K>, 'agreement' | 'id' | 'recordedAt' | 'assertedBy'> &
    Partial<Pick<FactEnvelope, 'agreement' | 'id' | 'recordedAt' | 'assertedBy'>> &
    FactPayloads[K];
}[T];
