import { readFile } from 'node:fs/promises';
import { AccessStore, Authenticator } from '@tallystick/access';
import {
  openServices,
  type Services,
  settleErasures,
  pinnedZoneTable,
  type ZoneTable,
  zoneTableOfText,
} from '@tallystick/application';
import { openReadModels, type ReadModels } from '@tallystick/read-models';
import type { FastifyBaseLogger } from 'fastify';
import { accessFileOf, jsonWebTokenSettings } from './access/access-settings.js';
import { authentication } from './access/authentication.js';
import { FailedAuthentications } from './access/failed-authentications.js';
import { LiveAccess } from './access/live-access.js';
import { ledgerOf } from './configuration/ledger-of.js';
import type { Configuration } from './configuration/settings.js';
import { ingestionFileOf, openIngestion } from './ingestion/open-ingestion.js';
import type { TellWork } from './operations/tell-work.js';
import type { Surroundings } from './surroundings.js';
import { Calculators } from './work/calculators.js';

/**
 * Opens all that the server stands on, and makes the files that are missing. The caller closes it.
 *
 * @param observed puts something around the ledger that sees what is done to it.
 * @param observedViews the same around the read models.
 * @param tellWork is told what threads do.
 */
export async function openSurroundings(
  configuration: Configuration,
  logger: FastifyBaseLogger,
  observed: (ledger: Services['ledger']) => Services['ledger'] = (ledger) => ledger,
  observedViews: (readModels: ReadModels) => ReadModels = (readModels) => readModels,
  tellWork: TellWork = () => undefined,
): Promise<Surroundings> {
  const { workers, warmFacts } = configuration;
  const opened = await openServices(ledgerOf(configuration), {
    follow: true,
    zones: await zoneTable(configuration),
    deliveriesFile: ingestionFileOf(configuration),
    keysFolder: configuration.keysFolder,
    // Folds are kept where they are made.
    warmFacts: workers === 0 ? warmFacts : 0,
  });
  // Whatever was opened before something cannot be opened would keep the process from ending.
  const closers: (() => void | Promise<void>)[] = [() => opened.ledger.close()];
  try {
    const services = { ...opened, ledger: observed(opened.ledger) };
    // What a crash left between destroying a key and recording it.
    await settleErasures(services);
    const ingestion = openIngestion(configuration, services, logger);
    closers.push(() => ingestion.close());
    const access = openAccess(configuration, logger);
    closers.push(() => access.access.close());
    const readModels = observedViews(await openViews(configuration, services, logger));
    const calculators = openCalculators(configuration, tellWork);
    return { configuration, services, readModels, calculators, logger, ingestion, ...access };
  } catch (error) {
    for (const close of closers.reverse()) await close();
    throw error;
  }
}

/** Lets everything go, in the order in which one stands on the other. */
export async function closeSurroundings({
  services,
  access,
  liveAccess,
  ingestion,
  calculators,
  readModels,
}: Surroundings): Promise<void> {
  liveAccess.close();
  await ingestion.close();
  access.close();
  await calculators?.close();
  await readModels.close();
  await services.ledger.close();
  services.subjects?.close();
}

function openAccess(configuration: Configuration, logger: FastifyBaseLogger) {
  const access = new AccessStore(accessFileOf(configuration));
  const authenticator = new Authenticator(access, { jsonWebTokens: jsonWebTokenSettings(configuration) });
  const failures = new FailedAuthentications(configuration.failedAuthenticationsPerMinute);
  return {
    access,
    authenticator,
    authenticate: authentication(authenticator, failures, logger),
    liveAccess: new LiveAccess(access, authenticator, logger),
  };
}

/** The read models, kept and read by threads of their own, so that neither keeps anybody waiting; by none without workers. */
function openViews(
  configuration: Configuration,
  services: Services,
  logger: FastifyBaseLogger,
): Promise<ReadModels> {
  const { viewsFolder, workers, zones, warmFacts } = configuration;
  return openReadModels({
    services,
    ledger: ledgerOf(configuration),
    zonesFile: zones,
    warmFacts,
    ...(viewsFolder !== undefined && { folder: viewsFolder }),
    ...(workers > 0 && {
      worker: new URL('./work/projector-worker.js', import.meta.url),
      readerWorker: new URL('./work/reader-worker.js', import.meta.url),
    }),
    onFault: onceAMinute((agreement, err) =>
      logger.error({ agreement, err }, 'the read models cannot be kept'),
    ),
  });
}

/** What goes wrong is tried again every second; it is told again after a minute, or when it is something else. */
function onceAMinute(
  tell: (agreement: string, error: unknown) => void,
): (agreement: string, error: unknown) => void {
  const told = new Map<string, { readonly text: string; readonly at: number }>();
  return (agreement, error) => {
    const text = String(error);
    const last = told.get(agreement);
    const now = performance.now();
    if (last?.text === text && now - last.at < 60_000) return;
    told.set(agreement, { text, at: now });
    tell(agreement, error);
  };
}

function openCalculators(configuration: Configuration, tellWork: TellWork): Calculators | undefined {
  const { workers, workSeconds, zones, warmFacts, keysFolder } = configuration;
  if (workers === 0) return undefined;
  const ledger = ledgerOf(configuration);
  return new Calculators({
    threads: workers,
    seconds: workSeconds,
    settings: { ledger, zones, warmFacts, keysFolder },
    tellWork,
  });
}

/** The table of TALLY_ZONES, else the one that the program brings. @throws TallyError `zone-invalid`. */
export async function zoneTable({ zones }: Pick<Configuration, 'zones'>): Promise<ZoneTable> {
  return zones === undefined ? pinnedZoneTable() : zoneTableOfText(await readFile(zones, 'utf8'), zones);
}
