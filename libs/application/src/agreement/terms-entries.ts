import { type Fact, readRecordedFact } from '@tallystick/facts';
import type { TermsEntry } from '@tallystick/terms';
import type { Services } from '../services.js';

const marks = [
  '"type":"AgreementSigned"',
  '"type":"TermsAmended"',
  '"type":"TermsRescinded"',
  '"type":"FactRetracted"',
];

/** What a fact says about the terms; undefined where it says nothing. */
function termsEntryOf(fact: Fact, position: number): TermsEntry | undefined {
  switch (fact.type) {
    case 'AgreementSigned':
      return { kind: 'signed', position, factId: fact.id, terms: fact.terms };
    case 'TermsAmended':
      return { kind: 'amended', position, factId: fact.id, document: fact.document };
    case 'TermsRescinded': {
      const { amendment, effectiveFrom } = fact;
      return { kind: 'rescinded', position, factId: fact.id, amendment, effectiveFrom };
    }
    default:
      return undefined;
  }
}

/** The facts about an agreement's terms up to a position, in ledger order, without those that were retracted. */
export async function readTermsEntries(
  services: Services,
  agreement: string,
  until: number,
): Promise<readonly TermsEntry[]> {
  const entries: TermsEntry[] = [];
  const retracted = new Set<string>();
  for await (const page of services.ledger.read(agreement, { until })) {
    for (const { position, text } of page) {
      // Only the few that may matter are parsed.
      if (!marks.some((mark) => text.includes(mark))) continue;
      const fact = readRecordedFact(text);
      if (fact.type === 'FactRetracted') retracted.add(fact.fact);
      const entry = termsEntryOf(fact, position);
      if (entry !== undefined) entries.push(entry);
    }
  }
  return entries.filter(({ factId }) => !retracted.has(factId));
}
