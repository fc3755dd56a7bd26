import type { AccessStore, Grant } from '@tallystick/access';
import { type CommandSession, defineServerCommand, type ServerCommand } from '../commands/command.js';

/** What the history names for what was done at the command line, where there is no token. */
const byCommandLine = 'command line';

interface CreateOptions {
  readonly name: string;
  readonly operator?: boolean;
  readonly grant?: readonly string[];
  readonly expiresAt?: string;
  readonly days?: string;
  readonly rotate?: boolean;
}

const tokenCreate = defineServerCommand<CreateOptions>({
  name: 'token create',
  summary: 'make an API token, and print its secret this once',
  description:
    'The secret is printed on standard output and kept nowhere; of it only its SHA-256 digest is stored. Facts that are recorded with the token name it as their actor. A running server takes it at once. The first token of a server is an operator’s: it makes the others.',
  options: [
    { flags: '--name <text>', meaning: 'whose it is: a person or program', required: true },
    {
      flags: '--operator',
      meaning: 'it manages tokens, grants and backups; it sees no agreement without a grant',
    },
    { flags: '--grant <agreement:party:role...>', meaning: 'what it may do where; for each agreement one' },
    { flags: '--expires-at <instant>', meaning: 'the first instant at which it is no longer taken' },
    { flags: '--days <number>', meaning: 'the same, so many days from now' },
    {
      flags: '--rotate',
      meaning: 'one more token of that name, with the roles that it has; revoke the old one later',
    },
  ],
  json: '{ "token": { "id", "subject", "operator", "madeAt", "madeBy", "expiresAt", "revokedAt", "revokedBy", "lastUsedAt", "stands" }, "secret" }',
  examples: [
    'tally-server token create --name ops --operator',
    'tally-server token create --name finance --grant acme-northwind:client:keeper --days 365',
  ],
  async run(session, options) {
    const { grantOfText } = await import('./grant-text.js');
    const { expiresAt } = options;
    const { isoOf, millisecondsOf } = await import('./instants.js');
    const grants = (options.grant ?? []).map(grantOfText);
    const end =
      expiresAt === undefined ? await daysFromNow(options.days) : millisecondsOf(expiresAt, '--expires-at');
    await withAccess(session, async ({ access, requireParty }) => {
      for (const grant of grants) await requireParty(grant);
      const { name, operator, rotate } = options;
      const { token, secret } = access.createToken(
        { name, operator, rotate, grants, expiresAt: end },
        byCommandLine,
      );
      const { presentToken } = await import('./present-access.js');
      if (session.json)
        return session.out(`${JSON.stringify({ token: presentToken(access, token), secret })}\n`);
      session.note(
        `Token ${token.id} of ${token.subject}${end === undefined ? '' : `, until ${isoOf(end)}`}. Its secret is shown this once:\n`,
      );
      session.out(`${secret}\n`);
    });
  },
});

const tokenList = defineServerCommand({
  name: 'token list',
  summary: 'list the API tokens, and whether they stand',
  description:
    'Every token that was ever made, by its name and then its age. Secrets are not kept, so none is shown.',
  options: [],
  json: '{ "tokens": [{ "id", "subject", "operator", "madeAt", "madeBy", "expiresAt", "revokedAt", "revokedBy", "lastUsedAt", "stands" }] }',
  examples: ['tally-server token list'],
  async run(session) {
    const { presentToken } = await import('./present-access.js');
    await withAccess(session, ({ access }) => {
      const tokens = access.listTokens().map((token) => presentToken(access, token));
      if (session.json) return session.out(`${JSON.stringify({ tokens })}\n`);
      for (const { id, subject, operator, stands, revokedAt, expiresAt, lastUsedAt } of tokens) {
        const state = stands ? 'stands' : revokedAt === null ? 'ended' : 'revoked';
        const facts = [
          ...(operator ? ['operator'] : []),
          ...(expiresAt === null ? [] : [`until ${expiresAt}`]),
          lastUsedAt === null ? 'never used' : `last used about ${lastUsedAt}`,
        ];
        session.out(`${id}  ${subject}  ${state}  ${facts.join(', ')}\n`);
      }
    });
  },
});

const tokenRevoke = defineServerCommand({
  name: 'token revoke',
  arguments: '<id>',
  summary: 'take an API token back',
  description:
    'From now on nobody gets in with it, and a running server ends its open connections within a second. What was recorded with it stays. Revoking it again changes nothing.',
  options: [],
  json: '{ "token": { "id", … } }',
  examples: ['tally-server token revoke 3f9a61c2d40b7e58'],
  async run(session, _options, [id]) {
    const { presentToken } = await import('./present-access.js');
    await withAccess(session, ({ access }) => {
      const token = presentToken(access, access.revokeToken(id!, byCommandLine));
      session.out(
        session.json
          ? `${JSON.stringify({ token })}\n`
          : `${token.id}  ${token.subject}  revoked ${token.revokedAt}\n`,
      );
    });
  },
});

const grantAdd = defineServerCommand({
  name: 'grant add',
  arguments: '<subject> <agreement:party:role>',
  summary: 'give a person or program a role in an agreement',
  description:
    'The subject is the name of an API token, or `issuer|sub` of a JSON Web Token. It has one role in an agreement: a new one takes the place of the old. Roles are reader, contributor, manager, keeper (of the client only) and arbiter (of an auditor or third party only).',
  options: [],
  json: '{ "grant": { "subject", "agreement", "party", "role", "madeAt", "madeBy" } }',
  examples: ["tally-server grant add 'https://login.example.com|4711' acme-northwind:provider:manager"],
  async run(session, _options, [subject, text]) {
    const { grantOfText } = await import('./grant-text.js');
    const { presentGrant } = await import('./present-access.js');
    const wanted = grantOfText(text!);
    await withAccess(session, async ({ access, requireParty }) => {
      await requireParty(wanted);
      const grant = presentGrant(access.grant(subject!, wanted, byCommandLine));
      session.out(session.json ? `${JSON.stringify({ grant })}\n` : lineOf(grant));
    });
  },
});

const grantRemove = defineServerCommand({
  name: 'grant remove',
  arguments: '<subject> <agreement>',
  summary: 'take a role in an agreement back',
  description:
    'From then on the agreement does not exist for the subject. A running server ends its open connections within a second.',
  options: [],
  json: '{ "grant": { "subject", "agreement", "party", "role", "madeAt", "madeBy" } }',
  examples: ['tally-server grant remove finance acme-northwind'],
  async run(session, _options, [subject, agreement]) {
    const { presentGrant } = await import('./present-access.js');
    await withAccess(session, ({ access }) => {
      const grant = presentGrant(access.revokeGrant(subject!, agreement!, byCommandLine));
      session.out(session.json ? `${JSON.stringify({ grant })}\n` : lineOf(grant));
    });
  },
});

const grantList = defineServerCommand<{ readonly subject?: string; readonly agreement?: string }>({
  name: 'grant list',
  summary: 'list who may do what where',
  description: 'Every grant there is, by subject and then agreement.',
  options: [
    { flags: '--subject <subject>', meaning: 'only those of one person or program' },
    { flags: '--agreement <name>', meaning: 'only those in one agreement' },
  ],
  json: '{ "grants": [{ "subject", "agreement", "party", "role", "madeAt", "madeBy" }] }',
  examples: ['tally-server grant list --agreement acme-northwind'],
  async run(session, { subject, agreement }) {
    const { presentGrant } = await import('./present-access.js');
    await withAccess(session, ({ access }) => {
      const grants = access
        .listGrants()
        .filter((grant) => subject === undefined || grant.subject === subject)
        .filter((grant) => agreement === undefined || grant.agreement === agreement)
        .map(presentGrant);
      session.out(session.json ? `${JSON.stringify({ grants })}\n` : grants.map(lineOf).join(''));
    });
  },
});

const operatorCommand = (operator: boolean): ServerCommand =>
  defineServerCommand({
    name: operator ? 'operator add' : 'operator remove',
    arguments: '<subject>',
    summary: operator ? 'let a person or program operate the server' : 'no longer let one operate the server',
    description: operator
      ? 'An operator manages tokens, grants and backups; it sees no agreement without a grant of its own. The subject is the name of an API token, or `issuer|sub` of a JSON Web Token.'
      : 'The subject keeps its grants. A running server ends its open connections within a second.',
    options: [],
    json: '{ "subject", "operator": boolean }',
    examples: [`tally-server operator ${operator ? 'add' : 'remove'} 'https://login.example.com|4711'`],
    async run(session, _options, [subject]) {
      await withAccess(session, ({ access }) => {
        access.setOperator(subject!, operator, byCommandLine);
        session.out(
          session.json
            ? `${JSON.stringify({ subject, operator })}\n`
            : `${subject!} ${operator ? 'operates' : 'does not operate'} the server\n`,
        );
      });
    },
  });

/** The commands about tokens, grants and operators, for the program of `tally-server`. */
export const accessCommands: readonly ServerCommand[] = [
  tokenCreate,
  tokenList,
  tokenRevoke,
  grantAdd,
  grantRemove,
  grantList,
  operatorCommand(true),
  operatorCommand(false),
];

function lineOf(grant: { readonly subject: string } & Grant): string {
  const { subject, agreement, party, role } = grant;
  return `${subject}  ${agreement}  ${party}  ${role}\n`;
}

async function daysFromNow(days: string | undefined): Promise<number | undefined> {
  if (days === undefined) return undefined;
  const { TallyError } = await import('@tallystick/errors');
  if (!/^[1-9]\d{0,4}$/.test(days)) {
    throw new TallyError('usage', `--days takes a whole number of days from 1 on, not "${days}".`);
  }
  return Date.now() + Number(days) * 86_400_000;
}

/** Opens the file of tokens and grants as `start` would, and closes it. */
async function withAccess(
  session: CommandSession,
  work: (opened: {
    readonly access: AccessStore;
    /** Checks a third party against the terms, where the agreement is signed. */
    readonly requireParty: (grant: Grant) => Promise<void>;
  }) => void | Promise<void>,
): Promise<void> {
  const room = await import('@tallystick/access');
  const { loadConfiguration } = await import('../configuration/load-configuration.js');
  const { accessFileOf } = await import('./access-settings.js');
  const configuration = loadConfiguration(session.environment);
  const access = new room.AccessStore(accessFileOf(configuration));
  try {
    await work({ access, requireParty: (grant) => requirePartyInFile(configuration.ledger, grant) });
  } finally {
    access.close();
  }
}

/** The terms are looked at only where they can say anything, so that the usual command is quick. */
async function requirePartyInFile(ledger: string, grant: Grant): Promise<void> {
  const { existsSync } = await import('node:fs');
  const { sideOfParty } = await import('@tallystick/access');
  if (sideOfParty(grant.party) !== 'third-party' || !existsSync(ledger)) return;
  const { openSqliteServices } = await import('@tallystick/application');
  const { requirePartyOfTerms } = await import('./party-of-terms.js');
  const services = await openSqliteServices(ledger);
  try {
    await requirePartyOfTerms(services, grant);
  } finally {
    await services.ledger.close();
  }
}
