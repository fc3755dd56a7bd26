import { type Knowledge, Timeline } from '@tallystick/engine';
import { readRecordedFact } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';
import type { Services } from '../services.js';
import { type KnownAtText, resolveKnownAt } from './known-at.js';

/** What is known of an agreement, folded from its ledger, and whose ledger it is. */
export interface AgreementKnowledge extends Knowledge {
  readonly agreement: string;
}

/**
 * Reads an agreement's ledger up to `knownAt` and folds it. Later facts do not exist for what is made of it.
 * @throws TallyError `agreement-unknown`, `ledger-position-unknown`, `ledger-broken`.
 */
export async function readKnowledge(
  services: Services,
  agreement: string,
  knownAt: KnownAtText,
): Promise<AgreementKnowledge> {
  const head = await resolveKnownAt(services, agreement, knownAt);
  const timeline = new Timeline();
  for await (const page of services.ledger.read(agreement, { until: head.position })) {
    for (const { position, text } of page) timeline.add(position, readRecordedFact(text));
  }
  return {
    agreement,
    timeline,
    knownAt: { position: head.position, recordedAt: parseInstant(head.recordedAt) },
    chainHash: head.chainHash,
    zones: services.zones,
  };
}
