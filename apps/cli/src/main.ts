import { exitCodes, TallyError } from '@tallystick/errors';
import { CommanderError } from 'commander';
import { printError } from './console/print-error.js';
import { processTerminal, type Terminal } from './console/terminal.js';
import { buildProgram, type ProgramOutcome } from './program.js';
import { Interruptions, type Session } from './session.js';

/**
 * Runs one command line (without the program's own name) and resolves to its exit code; never rejects. The bin guard
 * calls it with the process's own surroundings.
 */
export async function run(
  argv: readonly string[],
  terminal: Terminal = processTerminal(),
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  const json = argv.includes('--json');
  const interruptions = new Interruptions(() => {
    process.exit(printError(terminal, new TallyError('interrupted', 'The command was interrupted.'), json));
  });
  const session: Session = {
    terminal,
    environment,
    clock: () => Date.now(),
    json,
    personalTexts: {},
    interruptible: (work) => interruptions.interruptible(work),
  };
  const outcome: ProgramOutcome = { exitCode: 'success' };
  interruptions.listen();
  try {
    const program = buildProgram(session, outcome);
    if (argv.length === 0) {
      await terminal.out(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCodes[outcome.exitCode];
  } catch (error) {
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return exitCodes.success;
      return printError(terminal, usageError(error), json);
    }
    return printError(terminal, error, json);
  } finally {
    interruptions.stopListening();
    terminal.closeInput();
  }
}

function usageError(error: CommanderError): TallyError {
  const message =
    error.code === 'commander.help'
      ? 'A command of this family is missing.'
      : error.message.replace(/^error: /, '').replace(/\.?$/, '.');
  return new TallyError('usage', message, [], error);
}
