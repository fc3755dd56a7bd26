import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openServices, pinnedZoneTable, zoneTableOfText } from '@tallystick/application';
import { performHeavyRequest } from '@tallystick/application-nest';
import { invariant } from '@tallystick/errors';
import { type CalculatorSettings, carriedError, type WorkAnswer, type WorkMessage } from './messages.js';

/**
 * A thread that works out one heavy request at a time, with a connection to the ledger of its own. What it folded for one
 * it keeps for the next.
 */
const port = parentPort;
invariant(port !== null, 'a calculator runs in a thread of its own');
const { ledger, zones, warmFacts } = workerData as CalculatorSettings;
const services = await openServices(ledger, {
  mustExist: true,
  warmFacts,
  zones: zones === undefined ? pinnedZoneTable() : zoneTableOfText(await readFile(zones, 'utf8'), zones),
});

const say = (answer: WorkAnswer): void => port.postMessage(answer);

async function answerTo({ name, fields }: WorkMessage): Promise<WorkAnswer> {
  try {
    const result = await performHeavyRequest(services, name, fields);
    if (typeof result !== 'object' || result === null || !(Symbol.asyncIterator in result)) {
      return { kind: 'value', value: result };
    }
    const items: unknown[] = [];
    for await (const item of result as AsyncIterable<unknown>) items.push(item);
    return { kind: 'items', items };
  } catch (error) {
    return { kind: 'error', error: carriedError(error) };
  }
}

port.on('message', (message: WorkMessage | 'close') => {
  if (message === 'close') void services.ledger.close().then(() => port.close());
  else void answerTo(message).then(say);
});
say({ kind: 'ready' });
