import { Timeline, termsAsKnown } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { type FactType, type NewFact, readRecordedFact } from '@tallystick/facts';
import type { TermsEntry, TermsInForce } from '@tallystick/terms';
import type { Services } from '../services.js';

const termsTypes: readonly FactType[] = ['AgreementSigned', 'TermsAmended', 'TermsRescinded'];
/** Facts of these types say what the terms are, or may take such a fact out. */
const relevantTypes: readonly FactType[] = [
  ...termsTypes,
  'FactRetracted',
  'FactContested',
  'ContestSettled',
];
const marks = relevantTypes.map((type) => `"type":"${type}"`);

/** The facts about an agreement's terms that count, up to a position, in ledger order. */
export async function readTermsEntries(
  services: Services,
  agreement: string,
  until: number,
): Promise<readonly TermsEntry[]> {
  const timeline = await readTermsTimeline(services, agreement, until);
  return timeline.termsEntries.map(({ fact, position }): TermsEntry => {
    switch (fact.type) {
      case 'AgreementSigned':
        return { kind: 'signed', position, factId: fact.id, terms: fact.terms };
      case 'TermsAmended':
        return { kind: 'amended', position, factId: fact.id, document: fact.document };
      case 'TermsRescinded': {
        const { amendment, effectiveFrom } = fact;
        return { kind: 'rescinded', position, factId: fact.id, amendment, effectiveFrom };
      }
    }
  });
}

/** The terms in force as known at a position, held against what is about to be recorded. */
export async function readTermsInForce(
  services: Services,
  agreement: string,
  until: number,
): Promise<TermsInForce> {
  return termsAsKnown(await readTermsTimeline(services, agreement, until), services.zones);
}

/**
 * Refuses facts after which the agreement would have no valid terms: a rescission of nothing, the retraction of the
 * signature or of an amendment that a later one builds on.
 * @throws TallyError `fact-invalid`.
 */
export async function requireValidTerms(
  services: Services,
  agreement: string,
  facts: readonly NewFact[],
  position: number,
): Promise<void> {
  if (!facts.some(({ type }) => relevantTypes.includes(type) && type !== 'FactContested')) return;
  const timeline = await readTermsTimeline(services, agreement, position);
  const recordedAt = (await services.ledger.headAt(agreement, position)).recordedAt;
  facts.forEach((fact, index) => timeline.add(position + 1 + index, { ...fact, agreement, recordedAt }));
  try {
    termsAsKnown(timeline, services.zones);
  } catch (error) {
    const problem = error instanceof Error ? error.message : String(error);
    throw new TallyError(
      'fact-invalid',
      `After these facts "${agreement}" would have no valid terms.`,
      [
        {
          place: 'TermsRescinded, FactRetracted, ContestSettled',
          problem,
          mend: 'Take out the fact that the terms cannot do without, or amend them first.',
        },
      ],
      error,
    );
  }
}

/** Only the few facts that matter are parsed. */
async function readTermsTimeline(services: Services, agreement: string, until: number): Promise<Timeline> {
  const timeline = new Timeline();
  for await (const page of services.ledger.read(agreement, { until, verifyWhileReading: true })) {
    for (const { position, text } of page) {
      if (marks.some((mark) => text.includes(mark))) timeline.add(position, readRecordedFact(text));
    }
  }
  return timeline;
}
