import { mkdirSync } from 'node:fs';
import { filesBeside, type LedgerPlace, type Services } from '@tallystick/application';
import type { QuestionReader } from './answers/question.js';
import { readerHere } from './answers/reader-here.js';
import { FolderReadModels } from './folder-read-models.js';
import { projectorHere } from './projector-control.js';
import type { ReadModels } from './read-models.js';
import { projectorInWorker } from './worker/projector-in-worker.js';
import { ReadersInWorkers } from './worker/readers-in-workers.js';

export interface ReadModelsOptions {
  readonly services: Pick<Services, 'ledger' | 'zones' | 'segments' | 'clock'>;
  /** Where the ledger is; a projector in a worker opens it for itself. */
  readonly ledger: LedgerPlace;
  /** Where the files of the read models lie. Default: the ledger's file with `.views`. */
  readonly folder?: string;
  /**
   * The module that the projector's worker thread runs: one that calls `runProjectorWorker()`. Absent: the projector
   * runs in this thread.
   */
  readonly worker?: URL;
  /**
   * The module that the threads which read run: one that calls `runReaderWorker()`. Absent: questions that were not answered
   * before are answered in this thread.
   */
  readonly readerWorker?: URL;
  /** The file that `services.zones` were read from, for a projector in a worker; absent: the program's own table. */
  readonly zonesFile?: string | undefined;
  /** How many facts the projector keeps folded in memory, of the agreements that moved last. */
  readonly warmFacts?: number | undefined;
  /** Called with what went wrong with the projection of an agreement (empty: of any); its rows stay as they were. */
  readonly onFault?: (agreement: string, error: unknown) => void;
}

/** Opens the read models of a ledger and starts keeping them as far as the ledger is. The caller closes them. */
export async function openReadModels(options: ReadModelsOptions): Promise<ReadModels> {
  const folder = options.folder ?? `${filesBeside(options.ledger)}.views`;
  const { services, onFault, ledger, zonesFile, warmFacts } = options;
  // A folder that cannot be made is told whoever opens it, not only the projector's log.
  mkdirSync(folder, { recursive: true });
  // The projector may have news before there is anybody to hear them.
  const opened: { models?: FolderReadModels } = {};
  const onMoved = (): void => opened.models?.notice();
  const control =
    options.worker === undefined
      ? projectorHere({
          services,
          folder,
          onMoved,
          ...(onFault !== undefined && { onFault }),
          ...(warmFacts !== undefined && { warmFacts }),
        })
      : await projectorInWorker(options.worker, { ledger, folder, zonesFile, warmFacts }, onMoved, onFault);
  const { readerWorker: module } = options;
  const openReader = (onDamaged: () => void): QuestionReader =>
    module === undefined
      ? readerHere(folder, onDamaged)
      : new ReadersInWorkers({ module, folder, onDamaged, onEnded: (error) => onFault?.('', error) });
  opened.models = new FolderReadModels(services, control, folder, openReader);
  return opened.models;
}
