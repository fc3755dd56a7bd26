import { readFile } from 'node:fs/promises';
import {
  openSqliteServices,
  pinnedZoneTable,
  type ZoneTable,
  zoneTableOfText,
} from '@tallystick/application';
import type { ReadModels } from '@tallystick/read-models';
import type { FastifyBaseLogger } from 'fastify';
import type { Configuration } from './configuration/settings.js';
import type { Surroundings } from './surroundings.js';

/** Opens all that the server stands on, and makes the files that are missing. The caller closes it. */
export async function openSurroundings(
  configuration: Configuration,
  logger: FastifyBaseLogger,
): Promise<Surroundings> {
  const services = await openSqliteServices(configuration.ledger, { zones: await zoneTable(configuration) });
  return { configuration, services, readModels: undefined as unknown as ReadModels, logger };
}

/** Lets everything go, in the order in which one stands on the other. */
export async function closeSurroundings({ services }: Surroundings): Promise<void> {
  await services.ledger.close();
}

async function zoneTable({ zones }: Configuration): Promise<ZoneTable> {
  return zones === undefined ? pinnedZoneTable() : zoneTableOfText(await readFile(zones, 'utf8'), zones);
}
