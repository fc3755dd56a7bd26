import {
  type AssertedBy,
  type FactPayloads,
  type FactType,
  mapPersonalTexts,
  newFact,
  type NewFact,
  factIdOf,
} from '@tallystick/facts';
import { type EpochMilliseconds, formatInstant } from '@tallystick/quantities';

/** A fact of a row, and the key under which a later export may say otherwise. */
export interface RowFact {
  readonly fact: NewFact;
  readonly supersedesKey?: string;
  /** The person whom its words are about, where the row tells. */
  readonly about?: string;
}

/** Whose facts they are. */
export interface FactOrigin {
  readonly system: string;
  readonly assertedBy: AssertedBy;
}

export interface FactIdentity {
  /** The record in the system: `source.key`. */
  readonly key: string;
  /** The system's own revision of the record: `source.revision`. */
  readonly revision?: string | undefined;
  /** What tells the fact apart, besides the system and the type. */
  readonly parts: readonly string[];
  /** The instant that stands in the id; without it the id has none, and stays the same whenever the fact happened. */
  readonly instant?: EpochMilliseconds;
}

/** Makes a fact whose id follows from what it is about, so that importing it again makes the same fact. */
export function importedFact<T extends FactType>(
  origin: FactOrigin,
  type: T,
  effectiveAt: EpochMilliseconds,
  identity: FactIdentity,
  payload: FactPayloads[T],
): NewFact {
  const { key, revision } = identity;
  return newFact(type, {
    id: factIdOf([origin.system, type, ...identity.parts], identity.instant ?? 0),
    effectiveAt: formatInstant(effectiveAt),
    assertedBy: origin.assertedBy,
    source: { system: origin.system, key, ...(revision !== undefined && { revision }) },
    ...payload,
  }) as NewFact;
}

/**
 * Makes a fact of a system that shows only the latest value. Its key names what it says; its id follows from what it
 * says, so that another value is another fact, which supersedes this one. What it says of persons is left out of the id,
 * which anybody who has the ledger could try names against; where nothing else differs, the import tells the facts apart.
 */
export function latestFact<T extends FactType>(
  origin: FactOrigin,
  type: T,
  effectiveAt: EpochMilliseconds,
  key: string,
  revision: string | undefined,
  payload: FactPayloads[T],
): RowFact {
  const instant = formatInstant(effectiveAt);
  const { type: _type, ...said } = mapPersonalTexts({ ...payload, type }, () => 'personal');
  const parts = [key, instant, JSON.stringify(said)];
  const fact = importedFact(
    origin,
    type,
    effectiveAt,
    { key, revision, parts, instant: effectiveAt },
    payload,
  );
  return { fact, supersedesKey: key };
}
