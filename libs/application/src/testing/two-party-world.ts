import { signAgreement } from '../agreement/sign-agreement.js';
import { recordFacts } from '../facts/record-facts.js';
import { linesOf } from './example-documents.js';
import { type TemporaryServices, temporaryServices } from './temporary-services.js';
import { twoPartyTerms } from './two-party-terms.js';

export const twoParty = 'two-party';
export const theClient = { party: 'client', actor: 'finance' };
export const theProvider = { party: 'provider', actor: 'manager' };

/** The agreement signed, and email down for ten hours on 10 January, as the client says; it is 3 February. */
export async function twoPartyWorld(claim?: string): Promise<TemporaryServices> {
  const services = await temporaryServices('2025-01-01T08:00:00Z');
  await signAgreement(services, { document: twoPartyTerms(claim), assertedBy: theClient });
  services.at('2025-01-11T09:00:00Z');
  await outage(services, 'O-1', '2025-01-10T08:00:00Z', '2025-01-10T18:00:00Z');
  services.at('2025-02-03T09:00:00Z');
  return services;
}

/** An outage of email as the client records it; returns the id of the fact that it began. */
export async function outage(
  services: TemporaryServices,
  key: string,
  from: string,
  until: string,
): Promise<string> {
  const { head } = await recordFacts(services, {
    agreement: twoParty,
    name: 'facts',
    assertedBy: theClient,
    lines: linesOf(
      { type: 'OutageBegan', outage: key, service: 'email', effectiveAt: from },
      { type: 'OutageEnded', outage: key, effectiveAt: until },
    ),
  });
  return factIdAt(services, head.position - 1);
}

/** The id of the fact at a position. */
export async function factIdAt(services: TemporaryServices, position: number): Promise<string> {
  for await (const page of services.ledger.read(twoParty, { from: position, until: position })) {
    return (JSON.parse(page[0]!.text) as { id: string }).id;
  }
  throw new Error(`no fact at ${position}`);
}
