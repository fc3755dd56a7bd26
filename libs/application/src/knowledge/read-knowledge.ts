import type { Knowledge, Timeline } from '@tallystick/engine';
import type { LedgerHead } from '@tallystick/ledger';
import { parseInstant } from '@tallystick/quantities';
import type { Services } from '../services.js';
import { type KnownAtText, resolveKnownAt } from './known-at.js';
import { readTimeline, readTimelineFromLedger } from './read-timeline.js';

/** What is known of an agreement, folded from its ledger, and whose ledger it is. */
export interface AgreementKnowledge extends Knowledge {
  readonly agreement: string;
}

/**
 * What is known of an agreement at `knownAt`. Later facts do not exist for what is made of it.
 * @throws TallyError `agreement-unknown`, `ledger-position-unknown`, `ledger-broken`.
 */
export async function readKnowledge(
  services: Services,
  agreement: string,
  knownAt: KnownAtText,
): Promise<AgreementKnowledge> {
  const known = await resolveKnownAt(services, agreement, knownAt);
  const { timelines } = services;
  const timeline = timelines === undefined ? await readTimeline(services, known) : await timelines.at(known);
  return knowledgeOf(services, known, timeline);
}

/**
 * The same for what will be sealed: every fact is read from its bytes and held against the chain.
 * @throws TallyError `agreement-unknown`, `ledger-position-unknown`, `ledger-broken`.
 */
export async function readVerifiedKnowledge(
  services: Services,
  agreement: string,
  knownAt: KnownAtText,
): Promise<AgreementKnowledge> {
  const known = await resolveKnownAt(services, agreement, knownAt);
  return knowledgeOf(services, known, await readTimelineFromLedger(services, known));
}

function knowledgeOf(services: Services, known: LedgerHead, timeline: Timeline): AgreementKnowledge {
  return {
    agreement: known.agreement,
    timeline,
    knownAt: { position: known.position, recordedAt: parseInstant(known.recordedAt) },
    chainHash: known.chainHash,
    zones: services.zones,
  };
}
