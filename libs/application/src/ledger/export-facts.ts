import { resolveKnownAt, type KnownAtText } from '../knowledge/known-at.js';
import type { Services } from '../services.js';

export interface ExportQuery {
  readonly agreement: string;
  readonly knownAt?: KnownAtText;
}

/**
 * The canonical texts of an agreement's facts in ledger order, page by page: with a line end after each they are the
 * export that `restoreLedger` takes back. The chain is recomputed on the way, so that no changed byte leaves the house.
 * @throws TallyError `agreement-unknown`, `ledger-broken`.
 */
export async function* exportFacts(
  services: Services,
  query: ExportQuery,
): AsyncGenerator<readonly string[], void, undefined> {
  const { position } = await resolveKnownAt(services, query.agreement, query.knownAt);
  for await (const page of services.ledger.read(query.agreement, {
    until: position,
    verifyWhileReading: true,
  })) {
    yield page.map(({ text }) => text);
  }
}
