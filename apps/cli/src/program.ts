import { type ExitCodeName } from '@tallystick/errors';
import { Command, Option } from 'commander';
import type { CommandDefinition, OptionDefinition, OptionValues } from './command.js';
import { commands } from './commands/index.js';
import type { Session } from './session.js';

export const jsonOption: OptionDefinition = {
  flags: '--json',
  meaning: 'print the stable shape for programs instead of tables',
};

/** Families of commands with a line of their own in the list. */
const families: Readonly<Record<string, string>> = {
  terms: 'check, show and compare contract terms',
  contest: 'contest a fact of the other party, and settle it',
  relief: 'claim relief for a delay, and decide it',
  key: 'the keys that sign and cosign checkpoints',
  checkpoint: 'sign what the ledger comes to, prove facts, have it cosigned',
  evidence: 'what shows a statement to the other side',
  invoice: 'receive, compare, dispute, credit and settle invoices',
};

export interface ProgramOutcome {
  exitCode: ExitCodeName;
}

/**
 * Builds the command line from the definitions. `outcome` receives the exit code of the command that runs.
 * Errors are thrown: CommanderError for the command line itself, TallyError for the rest.
 */
export function buildProgram(session: Session, outcome: ProgramOutcome): Command {
  const program = new Command('tally')
    .description('Holds IT providers to what they promised: statements that anyone can replay.')
    .configureOutput({
      writeOut: (text) => void session.terminal.out(text),
      // The one way of printing errors prints commander's as well.
      outputError: () => undefined,
    })
    .configureHelp({ sortSubcommands: false, helpWidth: 110 })
    .showHelpAfterError(false)
    .exitOverride();
  const parents = new Map<string, Command>();
  for (const definition of commands) {
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
  definition: CommandDefinition,
  session: Session,
  outcome: ProgramOutcome,
): void {
  command.summary(definition.summary).description(definition.description).allowExcessArguments(false);
  if (definition.alias !== undefined) command.alias(definition.alias);
  if (definition.arguments !== undefined) command.arguments(definition.arguments);
  for (const option of [...definition.options, jsonOption]) {
    command.addOption(new Option(option.flags, option.meaning).makeOptionMandatory(option.required ?? false));
  }
  command.addHelpText('after', helpAfter(definition));
  command.action(async () => {
    outcome.exitCode =
      (await definition.run(session, command.opts<OptionValues>(), command.args)) ?? 'success';
  });
}

function helpAfter(definition: CommandDefinition): string {
  const indented = (text: string) => text.replaceAll(/^/gm, '  ');
  return `\nWith --json:\n${indented(definition.json)}\n\nExamples:\n${indented(definition.examples.join('\n'))}\n`;
}
