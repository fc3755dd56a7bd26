import { defineServerCommand, type ServerCommand } from '../commands/command.js';
import type { CreateOptions, ListOptions } from './command-options.js';

/** What does the work is loaded when a command runs, so that help is instant. */
const work = () => import('./run-access-commands.js');

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
  run: async (session, options) => (await work()).createToken(session, options),
});

const tokenList = defineServerCommand({
  name: 'token list',
  summary: 'list the API tokens, and whether they stand',
  description:
    'Every token that was ever made, by its name and then its age. Secrets are not kept, so none is shown.',
  options: [],
  json: '{ "tokens": [{ "id", "subject", "operator", "madeAt", "madeBy", "expiresAt", "revokedAt", "revokedBy", "lastUsedAt", "stands" }] }',
  examples: ['tally-server token list'],
  run: async (session) => (await work()).listTokens(session),
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
  run: async (session, _options, args) => (await work()).revokeToken(session, args),
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
  run: async (session, _options, args) => (await work()).addGrant(session, args),
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
  run: async (session, _options, args) => (await work()).removeGrant(session, args),
});

const grantList = defineServerCommand<ListOptions>({
  name: 'grant list',
  summary: 'list who may do what where',
  description: 'Every grant there is, by subject and then agreement.',
  options: [
    { flags: '--subject <subject>', meaning: 'only those of one person or program' },
    { flags: '--agreement <name>', meaning: 'only those in one agreement' },
  ],
  json: '{ "grants": [{ "subject", "agreement", "party", "role", "madeAt", "madeBy" }] }',
  examples: ['tally-server grant list --agreement acme-northwind'],
  run: async (session, options) => (await work()).listGrants(session, options),
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
    run: async (session, _options, args) => (await work()).setOperator(session, operator, args),
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
