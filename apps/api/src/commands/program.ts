import { type ExitCodeName } from '@tallystick/errors';
import { Command, Option } from 'commander';
import type { CommandSession, ServerCommand, ServerOption } from './command.js';
import { serverCommands } from './index.js';

export const jsonOption: ServerOption = {
  flags: '--json',
  meaning: 'print the stable shape for programs instead of text',
};

/** Families of commands with a line of their own in the list. */
const families: Readonly<Record<string, string>> = {
  token: 'make, list and revoke API tokens',
  grant: 'give and take what a person or program may do in an agreement',
  'dead-letters': 'inspect and settle deliveries that could not be understood',
  operator: 'say who operates the server',
};

export interface ProgramOutcome {
  exitCode: ExitCodeName;
}

/** Builds the command line from the definitions. Errors are thrown: CommanderError for the command line itself. */
export function buildProgram(session: CommandSession, outcome: ProgramOutcome): Command {
  const program = new Command('tally-server')
    .description('Serves Tallystick over GraphQL: two parties, one record.')
    .configureOutput({ writeOut: session.out, outputError: () => undefined })
    .configureHelp({ sortSubcommands: false, helpWidth: 110 })
    .showHelpAfterError(false)
    .exitOverride();
  const parents = new Map<string, Command>();
  for (const definition of serverCommands) {
    const words = definition.name.split(' ');
    const own = words.pop()!;
    const family = words[0];
    let parent = program;
    if (family !== undefined) {
      parent = parents.get(family) ?? program.command(family).description(families[family]!).exitOverride();
      parents.set(family, parent);
    }
    declare(parent.command(own), definition, session, outcome);
  }
  return program;
}

function declare(
  command: Command,
  definition: ServerCommand,
  session: CommandSession,
  outcome: ProgramOutcome,
): void {
  command.summary(definition.summary).description(definition.description).allowExcessArguments(false);
  if (definition.arguments !== undefined) command.arguments(definition.arguments);
  for (const { flags, meaning, required } of [...definition.options, jsonOption]) {
    command.addOption(new Option(flags, meaning).makeOptionMandatory(required ?? false));
  }
  command.addHelpText(
    'after',
    `\nWith --json:\n${indented(definition.json)}\n\nExamples:\n${indented(definition.examples.join('\n'))}\n`,
  );
  command.action(async () => {
    outcome.exitCode = (await definition.run(session, command.opts(), command.args)) ?? 'success';
  });
}

function indented(text: string): string {
  return text.replaceAll(/^/gm, '  ');
}
