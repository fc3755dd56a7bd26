import type { ExitCodeName } from '@tallystick/errors';
import type { Session } from './session.js';

export interface OptionDefinition {
  /** As commander reads them: `--period <label>`, `--json`, `--amendment <file...>`. */
  readonly flags: string;
  readonly meaning: string;
  readonly required?: true;
}

/** What commander makes of a command's options: `--known-at` becomes `knownAt`. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/**
 * One command of `tally`. The definition is all that `--help` and docs/reference/cli.md need; what does the work is
 * loaded only when the command runs, so that `tally --help` is instant.
 */
export interface CommandDefinition<Options extends object = OptionValues> {
  /** One word, or two for a command of a family: `terms check`. */
  readonly name: string;
  /** Another word for the same command. */
  readonly alias?: string;
  /** As commander writes them: `<file> [more...]`. */
  readonly arguments?: string;
  /** One line, in the list of commands. */
  readonly summary: string;
  /** What it does, as whole sentences. */
  readonly description: string;
  readonly options: readonly OptionDefinition[];
  /** The shape that `--json` prints, as a developer reads it. Every command takes `--json`. */
  readonly json: string;
  readonly examples: readonly string[];
  /** Does the work. Resolves to the exit code where that is not success; throws TallyError otherwise. */
  run(session: Session, options: Options, args: readonly string[]): Promise<ExitCodeName | void>;
}

export function defineCommand<Options extends object>(
  definition: CommandDefinition<Options>,
): CommandDefinition {
  return definition as unknown as CommandDefinition;
}
