import { existsSync, readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { openServices, zoneTableOfText } from '@tallystick/application';
import { invariant, isTallyError } from '@tallystick/errors';
import { Projector } from '../projection/projector.js';
import type { SentError, WorkerReport, WorkerRequest, WorkerStart } from './messages.js';

/** What the module of a projector's worker thread does: it projects with a ledger connection of its own until it is closed. */
export async function runProjectorWorker(): Promise<void> {
  const port = parentPort;
  invariant(port !== null, 'the projector runs in a worker thread');
  const { ledger, folder, zonesFile, warmFacts } = workerData as WorkerStart;
  const report = (message: WorkerReport): void => port.postMessage(message);
  // The main thread makes a new ledger; until there is a file there is nothing to project.
  while (typeof ledger === 'string' && !existsSync(ledger)) await pause(50);
  const services = await openServices(ledger, {
    readOnly: true,
    follow: true,
    ...(zonesFile !== undefined && { zones: zoneTableOfText(readFileSync(zonesFile, 'utf8'), zonesFile) }),
  });
  const projector = new Projector({
    services,
    folder,
    ...(warmFacts !== undefined && { warmFacts }),
    onMoved: () => report({ kind: 'moved' }),
    onFault: (agreement, error) => report({ kind: 'fault', agreement, error: sent(error) }),
  });
  const answer = async (request: Exclude<WorkerRequest, { kind: 'look' }>): Promise<string | undefined> => {
    switch (request.kind) {
      case 'project-at':
        return projector.projectAt(request.head);
      case 'rebuild':
        await projector.rebuild();
        return undefined;
      case 'close':
        await projector.close();
        await services.ledger.close();
        return undefined;
    }
  };
  port.on('message', (request: WorkerRequest) => {
    if (request.kind === 'look') {
      projector.look(request.agreement, request.position);
      return;
    }
    const { number } = request;
    answer(request).then(
      (file) => {
        report({ kind: 'done', number, ...(file === undefined ? {} : { file }) });
        if (request.kind === 'close') port.close();
      },
      (error: unknown) => report({ kind: 'failed', number, error: sent(error) }),
    );
  });
  projector.start();
  report({ kind: 'started' });
}

function sent(error: unknown): SentError {
  return {
    code: isTallyError(error) ? error.code : undefined,
    message: error instanceof Error ? error.message : String(error),
    stack: error instanceof Error ? error.stack : undefined,
  };
}
