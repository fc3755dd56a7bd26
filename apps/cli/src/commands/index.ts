import type { CommandDefinition } from '../command.js';
import { worktime } from './worktime.js';

/** All commands, in the order in which a person meets them. */
export const commands: readonly CommandDefinition[] = [worktime];
