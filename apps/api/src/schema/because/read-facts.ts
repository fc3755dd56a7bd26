import { invariant } from '@tallystick/errors';
import { factCatalogue, readRecordedFact, sha256Hex } from '@tallystick/facts';
import type { Services } from '@tallystick/application';
import { globalId, type LoaderDefinition } from '../common/index.js';
import type { Fact } from './fact.js';

/** A fact by the name that parts of statements and tickets have for it. */
export interface FactKey {
  readonly agreement: string;
  readonly factId: string;
}

/** All facts that one answer asks for at a time, in two reads of each agreement: where they stand, and their texts. */
export function factsById({ ledger }: Pick<Services, 'ledger'>): LoaderDefinition<FactKey, Fact> {
  return {
    immutable: true,
    keyOf: ({ agreement, factId }) => JSON.stringify([agreement, factId]),
    read: async (keys) => {
      const found = new Map<string, Map<string, Fact>>();
      for (const [agreement, own] of Map.groupBy(keys, (key) => key.agreement)) {
        const positions = await ledger.positionsOf(
          agreement,
          own.map(({ factId }) => factId),
        );
        const recorded = await ledger.factsAt(agreement, [...positions.values()]);
        found.set(
          agreement,
          new Map(
            recorded.map((each) => {
              const fact = shownFact(agreement, each.position, each.text);
              return [fact.factId, fact];
            }),
          ),
        );
      }
      return keys.map(({ agreement, factId }) => {
        const fact = found.get(agreement)?.get(factId);
        invariant(fact !== undefined, 'what names a fact names one that the ledger holds');
        return fact;
      });
    },
  };
}

/** A fact as the schema shows it. */
export function shownFact(agreement: string, position: number, text: string): Fact {
  const fact = readRecordedFact(text);
  const {
    agreement: _agreement,
    id,
    type,
    schema,
    effectiveAt,
    recordedAt,
    assertedBy,
    source,
    ...payload
  } = fact;
  return {
    id: globalId('Fact', agreement, position),
    agreementName: agreement,
    factId: id,
    position,
    type,
    family: factCatalogue[type].family,
    schema,
    effectiveAt,
    recordedAt,
    assertedBy: { party: assertedBy.party, actor: assertedBy.actor ?? null },
    source:
      source === undefined
        ? null
        : { system: source.system, key: source.key, revision: source.revision ?? null },
    payload,
    canonicalText: text,
    digest: sha256Hex(text),
  };
}
