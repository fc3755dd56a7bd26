import { accessCommands } from '../access/commands.js';
import { ingestionCommands } from '../ingestion/commands.js';
import { backupCommand, restoreCommand } from './backup.js';
import type { ServerCommand } from './command.js';
import { checkConfigurationCommand } from './check-configuration.js';
import { rebuildViewsCommand } from './rebuild-views.js';
import { schemaCommand } from './schema.js';
import { startCommand } from './start.js';

/** Every command of `tally-server`, in the order of the list. */
export const serverCommands: readonly ServerCommand[] = [
  startCommand,
  ...accessCommands,
  ...ingestionCommands,
  backupCommand,
  restoreCommand,
  rebuildViewsCommand,
  checkConfigurationCommand,
  schemaCommand,
];
