import { exitCodes, TallyError } from '@tallystick/errors';
import { CommanderError } from 'commander';
import type { CommandSession } from './commands/command.js';
import { printError } from './commands/print-error.js';
import { buildProgram, type ProgramOutcome } from './commands/program.js';

/**
 * Runs one command line (without the program's own name) and resolves to its exit code; never rejects. The bin guard
 * calls it with the process's own surroundings.
 */
export async function run(
  argv: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<number> {
  // A reader who has seen enough, such as `head`, is no error: what is left is said to nobody.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
  const session: CommandSession = {
    out: (text) => void process.stdout.write(text),
    note: (text) => void process.stderr.write(text),
    environment,
    json: argv.includes('--json'),
  };
  const outcome: ProgramOutcome = { exitCode: 'success' };
  try {
    const program = buildProgram(session, outcome);
    if (argv.length === 0) {
      session.out(program.helpInformation());
      return exitCodes.usage;
    }
    await program.parseAsync(argv, { from: 'user' });
    return exitCodes[outcome.exitCode];
  } catch (error) {
    if (!(error instanceof CommanderError)) return printError(session, error);
    if (error.exitCode === 0) return exitCodes.success;
    return printError(session, usageError(error));
  }
}

function usageError(error: CommanderError): TallyError {
  const message =
    error.code === 'commander.help'
      ? 'A command of this family is missing.'
      : error.message.replace(/^error: /, '').replace(/\.?$/, '.');
  return new TallyError('usage', message, [], error);
}
