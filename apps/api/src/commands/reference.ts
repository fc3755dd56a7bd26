import type { ServerCommand } from './command.js';
import { serverCommands } from './index.js';
import { jsonOption } from './program.js';

/** docs/reference/server.md, made from the definitions of the commands. Refresh: `npx vitest run apps/api/src/commands -u`. */
export function renderServerReference(): string {
  return [
    '# The server’s commands',
    '',
    '`npx tally-server COMMAND` in a checkout, after `npm ci`. `tally-server COMMAND --help` shows what stands here. All of them read the',
    '[configuration](server-configuration.md) as `start` does. Errors go to standard error, with `--json` as',
    '`{"error": {"code", "message", "details": [{"place", "problem", "mend"}]}}`; [errors](errors.md) lists the codes and exit codes.',
    '',
    `Commands: ${serverCommands.map(({ name }) => `[${name}](#tally-server-${name.replace(' ', '-')})`).join(' · ')}`,
    '',
    ...serverCommands.flatMap(commandSection),
  ].join('\n');
}

function commandSection(command: ServerCommand): string[] {
  const { name, summary, description, json, examples } = command;
  return [
    `## tally-server ${name}`,
    '',
    `${summary.charAt(0).toUpperCase()}${summary.slice(1)}.`,
    '',
    '```',
    `tally-server ${name}${command.arguments === undefined ? '' : ` ${command.arguments}`} [options]`,
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
