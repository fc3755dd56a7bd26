import type { Fact, NewFact } from '@tallystick/facts';
import { formatInstant } from '@tallystick/quantities';
import { termsAsKnown } from '../history/terms-as-known.js';
import type { Knowledge } from '../statement/statement-input.js';

/**
 * The same knowledge with some facts more, as if they had been recorded right after the last one known, for asking what
 * would follow from them. What was handed in stays as it is. Nothing that is made of it may be sealed: the ledger does
 * not hold these facts.
 */
export function withFacts<Known extends Knowledge>(known: Known, facts: readonly NewFact[]): Known {
  const { agreement } = termsAsKnown(known.timeline, known.zones).versions[0]!.terms;
  const recordedAt = formatInstant(known.knownAt.recordedAt);
  const timeline = known.timeline.asIf(facts.map((fact): Fact => ({ ...fact, agreement, recordedAt })));
  const position = known.knownAt.position + facts.length;
  return { ...known, timeline, knownAt: { ...known.knownAt, position } };
}
