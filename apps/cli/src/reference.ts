import { exitCodes } from '@tallystick/errors';
import type { CommandDefinition } from './command.js';
import { commands } from './commands/index.js';
import { jsonOption } from './program.js';
import { type Setting, settings } from './settings.js';

/** What each exit code means to whoever calls `tally` from a script. */
const exitMeanings: Readonly<Record<keyof typeof exitCodes, string>> = {
  success: 'The command did what was asked.',
  'check-failed': 'A check ran and found something wrong: a broken chain, a replay that differs.',
  usage: 'The command line itself is wrong.',
  'bad-data': 'The data given is wrong: terms, facts, a mapping, an amendment, a question.',
  'not-found': 'A named thing does not exist: a file, an agreement, a statement, a ticket.',
  internal: 'The program found itself inconsistent; nothing was recorded.',
  'input-output': 'The ledger or a file could not be read or written.',
  conflict: 'Someone else wrote first; running the command again is safe.',
  'not-allowed': 'What was asked is not allowed in this state, e.g. issuing a statement twice.',
  configuration: 'The program is not set up.',
  interrupted: 'Ended by Ctrl-C or SIGTERM; everything acknowledged is recorded.',
};

/** docs/reference/cli.md, made from the definitions of the commands. Refresh: `npx vitest run apps/cli -u`. */
export function renderCliReference(): string {
  return [
    '# The command line',
    '',
    '`npx tally COMMAND` in a checkout, after `npm ci`. `tally COMMAND --help` shows what stands here.',
    '',
    'Tables are for people and may change; what `--json` prints is stable: keys are added, never renamed or removed.',
    'One object a line where there may be many. Errors go to standard error, with `--json` as',
    '`{"error": {"code", "message", "details": [{"place", "problem", "mend"}]}}`; [errors](errors.md) lists the codes.',
    '',
    'Commands: ' + commands.map(({ name }) => `[${name}](#tally-${name.replace(' ', '-')})`).join(' · '),
    '',
    '## Settings',
    '',
    ...Object.values<Setting>(settings).map(
      ({ option, variable, fallback, meaning }) =>
        `- ${option === undefined ? 'The' : `\`${option}\`, else the`} variable \`${variable}\`, else ${fallback}. ${meaning}`,
    ),
    '',
    '## Exit codes',
    '',
    ...Object.entries(exitCodes).map(
      ([name, code]) => `- \`${code}\` ${name}: ${exitMeanings[name as keyof typeof exitCodes]}`,
    ),
    '',
    ...commands.flatMap(commandSection),
  ].join('\n');
}

function commandSection(command: CommandDefinition): string[] {
  const { name, summary, description, json, examples } = command;
  return [
    `## tally ${name}`,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    '```',
    `tally ${name}${command.arguments === undefined ? '' : ` ${command.arguments}`} [options]`,
    '```',
    '',
    description,
    '',
    ...[...command.options, jsonOption].map(
      ({ flags, meaning, required }) => `- \`${flags}\`${required === true ? ' (required)' : ''}: ${meaning}`,
    ),
    '',
    'With `--json`:',
    '',
    '```text',
    json,
    '```',
    '',
    '```sh',
    ...examples,
    '```',
    '',
  ];
}
