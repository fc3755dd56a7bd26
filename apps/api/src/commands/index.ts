import { accessCommands } from '../access/commands.js';
import { ingestionCommands } from '../ingestion/commands.js';
import type { ServerCommand } from './command.js';
import { checkConfigurationCommand } from './check-configuration.js';
import { schemaCommand } from './schema.js';
import { startCommand } from './start.js';

/** Every command of `tally-server`, in the order of the list. */
export const serverCommands: readonly ServerCommand[] = [
  startCommand,
  ...accessCommands,
  ...ingestionCommands,
  checkConfigurationCommand,
  schemaCommand,
];
