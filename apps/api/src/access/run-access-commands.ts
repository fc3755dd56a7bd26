import { existsSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { AccessStore, type Grant, sideOfParty } from '@tallystick/access';
import { type LedgerPlace, openServices } from '@tallystick/application';
import { TallyError } from '@tallystick/errors';
import type { CommandSession } from '../commands/command.js';
import { ledgerOf } from '../configuration/ledger-of.js';
import { loadConfiguration } from '../configuration/load-configuration.js';
import { accessFileOf } from './access-settings.js';
import type { CreateOptions, ListOptions } from './command-options.js';
import { grantOfText } from './grant-text.js';
import { isoOf, millisecondsOf } from './instants.js';
import { requirePartyOfTerms } from './party-of-terms.js';
import { presentGrant, presentToken } from './present-access.js';

/** What the history names for what was done at the command line, where there is no token. */
const byCommandLine = 'command line';
const dayMilliseconds = 86_400_000;

export function createToken(session: CommandSession, options: CreateOptions): Promise<void> {
  const grants = (options.grant ?? []).map(grantOfText);
  const expiresAt = endOf(options);
  return withAccess(session, async ({ access, ledger }) => {
    for (const grant of grants) await requireParty(ledger, grant);
    const { name, operator, rotate } = options;
    const { token, secret } = access.createToken(
      { name, operator, rotate, grants, expiresAt },
      byCommandLine,
    );
    if (session.json) {
      printJson(session, { token: presentToken(access, token), secret });
      return;
    }
    const until = expiresAt === undefined ? '' : `, until ${isoOf(expiresAt)}`;
    session.note(`Token ${token.id} of ${token.subject}${until}. Its secret is shown this once:\n`);
    session.out(`${secret}\n`);
  });
}

export function listTokens(session: CommandSession): Promise<void> {
  return withAccess(session, ({ access }) => {
    const tokens = access.listTokens().map((token) => presentToken(access, token));
    if (session.json) return printJson(session, { tokens });
    for (const { id, subject, operator, stands, revokedAt, expiresAt, lastUsedAt } of tokens) {
      const state = stands ? 'stands' : revokedAt === null ? 'ended' : 'revoked';
      const more = [
        ...(operator ? ['operator'] : []),
        ...(expiresAt === null ? [] : [`until ${expiresAt}`]),
        lastUsedAt === null ? 'never used' : `last used about ${lastUsedAt}`,
      ];
      session.out(`${id}  ${subject}  ${state}  ${more.join(', ')}\n`);
    }
  });
}

export function revokeToken(session: CommandSession, [id]: readonly string[]): Promise<void> {
  return withAccess(session, ({ access }) => {
    const token = presentToken(access, access.revokeToken(id!, byCommandLine));
    if (session.json) printJson(session, { token });
    else session.out(`${token.id}  ${token.subject}  revoked ${token.revokedAt}\n`);
  });
}

export function addGrant(session: CommandSession, [subject, text]: readonly string[]): Promise<void> {
  const wanted = grantOfText(text!);
  return withAccess(session, async ({ access, ledger }) => {
    await requireParty(ledger, wanted);
    printGrants(session, [access.grant(subject!, wanted, byCommandLine)].map(presentGrant), 'grant');
  });
}

export function removeGrant(session: CommandSession, [subject, agreement]: readonly string[]): Promise<void> {
  return withAccess(session, ({ access }) => {
    const removed = access.revokeGrant(subject!, agreement!, byCommandLine);
    printGrants(session, [presentGrant(removed)], 'grant');
  });
}

export function listGrants(session: CommandSession, { subject, agreement }: ListOptions): Promise<void> {
  return withAccess(session, ({ access }) => {
    const grants = access
      .listGrants()
      .filter((grant) => subject === undefined || grant.subject === subject)
      .filter((grant) => agreement === undefined || grant.agreement === agreement);
    printGrants(session, grants.map(presentGrant), 'grants');
  });
}

export function setOperator(
  session: CommandSession,
  operator: boolean,
  [subject]: readonly string[],
): Promise<void> {
  return withAccess(session, ({ access }) => {
    access.setOperator(subject!, operator, byCommandLine);
    if (session.json) printJson(session, { subject, operator });
    else session.out(`${subject!} ${operator ? 'operates' : 'does not operate'} the server\n`);
  });
}

function printJson(session: CommandSession, value: object): void {
  session.out(`${JSON.stringify(value)}\n`);
}

function printGrants(
  session: CommandSession,
  grants: readonly ReturnType<typeof presentGrant>[],
  name: 'grant' | 'grants',
): void {
  if (session.json) return printJson(session, { [name]: name === 'grant' ? grants[0] : grants });
  for (const { subject, agreement, party, role } of grants) {
    session.out(`${subject}  ${agreement}  ${party}  ${role}\n`);
  }
}

function endOf({ expiresAt, days }: CreateOptions): number | undefined {
  if (expiresAt !== undefined && days !== undefined) {
    throw new TallyError('usage', 'Either --expires-at or --days says when the token ends, not both.');
  }
  if (expiresAt !== undefined) return millisecondsOf(expiresAt, '--expires-at');
  if (days === undefined) return undefined;
  if (!/^[1-9]\d{0,4}$/.test(days)) {
    throw new TallyError('usage', `--days takes a whole number of days from 1 on, not "${days}".`);
  }
  return Date.now() + Number(days) * dayMilliseconds;
}

interface Opened {
  readonly access: AccessStore;
  /** Where the ledger is; a file may not be there yet. */
  readonly ledger: LedgerPlace;
}

/** Opens the file of tokens and grants as `start` would, and closes it. */
async function withAccess(
  session: CommandSession,
  work: (opened: Opened) => void | Promise<void>,
): Promise<void> {
  const configuration = loadConfiguration(session.environment);
  const ledger = ledgerOf(configuration);
  const file = accessFileOf(configuration);
  // The folder of data is made by whatever comes first.
  if (typeof ledger !== 'string') mkdirSync(dirname(file), { recursive: true });
  const access = new AccessStore(file);
  try {
    await work({ access, ledger });
  } finally {
    access.close();
  }
}

/** Checks a third party against the terms. A file that is not there yet, which opening it would make, has none. */
async function requireParty(ledger: LedgerPlace, grant: Grant): Promise<void> {
  if (sideOfParty(grant.party) !== 'third-party') return;
  const isThere = typeof ledger !== 'string' || existsSync(ledger);
  const services = isThere ? await openServices(ledger) : undefined;
  try {
    await requirePartyOfTerms(services, grant);
  } finally {
    await services?.ledger.close();
  }
}
