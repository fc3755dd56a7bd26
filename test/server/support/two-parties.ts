import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteServices, signAgreement } from '@tallystick/application';
import type { GraphQLClient } from 'graphql-request';
import { twoPartyTerms } from '../../../libs/application/src/testing/two-party-terms.js';
import { runServerCommand, startServer, type StartedServer } from './start-server.js';

/** A server with small agreements of two parties, and a client for each who has a part in them. */
export interface TwoParties {
  readonly server: StartedServer;
  readonly client: GraphQLClient;
  readonly provider: GraphQLClient;
  readonly arbiter: GraphQLClient;
  readonly reader: GraphQLClient;
  /** Has a token, and no part in anything. */
  readonly stranger: GraphQLClient;
}

export const storyTerms = (agreement: string, claim?: string) =>
  twoPartyTerms(claim).text.replaceAll('two-party', agreement);

/** @param agreements the agreements to sign, and the claim rule of their credits. */
export async function twoParties(agreements: Readonly<Record<string, string>>): Promise<TwoParties> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-server-'));
  const services = await openSqliteServices(join(folder, 'tally.db'), {
    clock: () => Date.parse('2025-01-01T08:00:00Z'),
  });
  for (const [agreement, claim] of Object.entries(agreements)) {
    const document = { name: 'terms.yaml', text: storyTerms(agreement, claim) };
    await signAgreement(services, { document, assertedBy: { party: 'client' } });
  }
  await services.ledger.close();
  const names = [...Object.keys(agreements), 'not-signed-yet'];
  const token = async (name: string, role: string): Promise<string> => {
    const grants = role === '' ? [] : names.flatMap((agreement) => ['--grant', `${agreement}:${role}`]);
    const made = await runServerCommand(['token', 'create', '--name', name, ...grants], folder);
    if (made.exitCode !== 0) throw new Error(made.error);
    return made.out.trim();
  };
  const tokens = {
    client: await token('finance', 'client:keeper'),
    provider: await token('service-manager', 'provider:manager'),
    arbiter: await token('arbiter', 'auditor:arbiter'),
    reader: await token('auditor', 'auditor:reader'),
    stranger: await token('stranger', ''),
  };
  const server = await startServer({ folder });
  return {
    server,
    client: server.client(tokens.client),
    provider: server.client(tokens.provider),
    arbiter: server.client(tokens.arbiter),
    reader: server.client(tokens.reader),
    stranger: server.client(tokens.stranger),
  };
}

/** What a refused request says: the first error's extensions. */
export async function refusal(answer: Promise<unknown>): Promise<{
  readonly code: string;
  readonly actualRevision?: number;
  readonly details: readonly { readonly place: string; readonly problem: string; readonly mend?: string }[];
}> {
  try {
    await answer;
  } catch (error) {
    const { errors } = (
      error as { readonly response: { readonly errors: readonly { readonly extensions: never }[] } }
    ).response;
    return errors[0]!.extensions;
  }
  throw new Error('The request was not refused.');
}

export const recorded = 'agreement revision repeated facts { factId type position }';

/** A mutation with one input of the type that its name says. */
export function mutation(name: string, selection = recorded): string {
  const input = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  return `mutation ($input: ${inputTypes[name] ?? input}!) { ${name}(input: $input) { ${selection} } }`;
}

const inputTypes: Readonly<Record<string, string>> = {
  serveExitNotice: 'ExitStepInput',
  submitCurePlan: 'ExitStepInput',
  exerciseExitRight: 'ExitStepInput',
  waiveExitRight: 'ExitStepInput',
  acceptObligation: 'ObligationActInput',
  refuseObligation: 'ReasonedObligationInput',
  waiveObligation: 'ReasonedObligationInput',
};

/** Ten hours without email. */
export function outageFacts(key: string, day: string): readonly object[] {
  return [
    { type: 'OutageBegan', outage: key, service: 'email', effectiveAt: `${day}T08:00:00Z` },
    { type: 'OutageEnded', outage: key, effectiveAt: `${day}T18:00:00Z` },
  ];
}
