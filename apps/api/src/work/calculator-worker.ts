import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openServices, pinnedZoneTable, type Services, zoneTableOfText } from '@tallystick/application';
import { performHeavyRequest } from '@tallystick/application-nest';
import { invariant } from '@tallystick/errors';
import { observedLedger } from '../operations/observed-ledger.js';
import {
  type CalculatorSettings,
  carriedError,
  type WorkAnswer,
  type WorkMessage,
  type WorkReport,
} from './messages.js';
import { type RecordedWork, WorkRecorder } from './record-work.js';

/**
 * A thread that works out one heavy request at a time, with a connection to the ledger of its own. What it folded for one
 * it keeps for the next.
 */
const port = parentPort;
invariant(port !== null, 'a calculator runs in a thread of its own');
const { ledger, zones, warmFacts, keysFolder } = workerData as CalculatorSettings;
const opened = await openServices(ledger, {
  mustExist: true,
  keysFolder,
  warmFacts,
  zones: zones === undefined ? pinnedZoneTable() : zoneTableOfText(await readFile(zones, 'utf8'), zones),
});

const recorder = new WorkRecorder();
const services: Services = { ...opened, ledger: observedLedger(opened.ledger, recorder, recorder) };

const say = (report: WorkReport): void => port.postMessage(report);

async function answerTo({ name, fields }: WorkMessage): Promise<WorkReport> {
  let recorded: RecordedWork | undefined;
  const answer = await recorder
    .whole(
      `thread ${name}`,
      () => answerWith(name, fields),
      (work) => (recorded = work),
    )
    .catch((error: unknown): WorkAnswer => ({ kind: 'error', error: carriedError(error) }));
  return { ...answer, ...(recorded !== undefined && { recorded }) };
}

async function answerWith(name: string, fields: object): Promise<WorkAnswer> {
  const result = await performHeavyRequest(services, name, fields);
  if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) {
    return { kind: 'value', value: result };
  }
  const items: unknown[] = [];
  for await (const item of result as AsyncIterable<unknown>) items.push(item);
  return { kind: 'items', items };
}

port.on('message', (message: WorkMessage | 'close') => {
  if (message === 'close') void services.ledger.close().then(() => port.close());
  else void answerTo(message).then(say);
});
say({ kind: 'ready' });
