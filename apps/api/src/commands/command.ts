import type { ExitCodeName } from '@tallystick/errors';

/** What a command of the server is given: where it talks, and its surroundings. */
export interface CommandSession {
  /** Prints an answer on standard output. */
  readonly out: (text: string) => void;
  /** Prints what is no answer on standard error. */
  readonly note: (text: string) => void;
  readonly environment: NodeJS.ProcessEnv;
  /** True where `--json` was asked for. */
  readonly json: boolean;
}

export interface ServerOption {
  /** As commander reads them: `--name <text>`, `--operator`. */
  readonly flags: string;
  readonly meaning: string;
  readonly required?: true;
}

/**
 * One command of `tally-server`. Its definition is all that `--help` and docs/reference/server.md need; what does the
 * work is imported when it runs, so that help is instant.
 */
export interface ServerCommand<Options extends object = Readonly<Record<string, unknown>>> {
  /** One word, or two for a command of a family: `token create`. */
  readonly name: string;
  /** As commander writes them: `<folder> [more...]`. */
  readonly arguments?: string;
  /** One line, in the list of commands. */
  readonly summary: string;
  /** What it does, as whole sentences. */
  readonly description: string;
  readonly options: readonly ServerOption[];
  /** The shape that `--json` prints, as a developer reads it. */
  readonly json: string;
  readonly examples: readonly string[];
  /** Does the work. Resolves to the exit code where that is not success; throws TallyError otherwise. */
  run(session: CommandSession, options: Options, args: readonly string[]): Promise<ExitCodeName | void>;
}

export function defineServerCommand<Options extends object>(
  definition: ServerCommand<Options>,
): ServerCommand {
  return definition as unknown as ServerCommand;
}
