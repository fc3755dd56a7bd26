import { canonicalJson, type Fact, type NewFact, sha256Hex } from '@tallystick/facts';

/** What a fact says, whatever its id and whenever it was recorded, as a digest. */
export function contentOf(fact: Fact | NewFact): string {
  const { id: _id, agreement: _agreement, recordedAt: _recordedAt, ...content } = fact as Fact;
  return sha256Hex(canonicalJson(content));
}
