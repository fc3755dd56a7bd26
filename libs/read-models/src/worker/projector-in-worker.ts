import { Worker } from 'node:worker_threads';
import { errorCatalogue, type ErrorCode, TallyError } from '@tallystick/errors';
import type { ProjectorControl } from '../projector-control.js';
import type { SentError, WorkerReport, WorkerRequest, WorkerStart } from './messages.js';

type Asked = Exclude<WorkerRequest, { kind: 'look' }>;
type WithoutNumber<Request> = Request extends Asked ? Omit<Request, 'number'> : never;

/** A projector in a thread of its own, so that its work does not keep this one from answering. */
export async function projectorInWorker(
  module: URL,
  start: WorkerStart,
  onMoved: () => void,
  onFault: (agreement: string, error: unknown) => void = () => undefined,
): Promise<ProjectorControl> {
  const worker = new Worker(module, { workerData: start, name: 'projector' });
  const waiting = new Map<
    number,
    { readonly resolve: (file: string | undefined) => void; readonly reject: (error: Error) => void }
  >();
  let last = 0;
  let ended: Error | undefined;
  const end = (error: Error): void => {
    ended ??= error;
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  };
  worker.on('error', (error) => {
    onFault('', error);
    end(unavailable(error instanceof Error ? error.message : String(error)));
  });
  worker.on('exit', () => end(unavailable('The projector has ended.')));
  worker.on('message', (report: WorkerReport) => {
    switch (report.kind) {
      case 'started':
        return;
      case 'moved':
        onMoved();
        return;
      case 'fault':
        onFault(report.agreement, received(report.error));
        return;
      case 'done':
        waiting.get(report.number)?.resolve(report.file);
        waiting.delete(report.number);
        return;
      case 'failed':
        waiting.get(report.number)?.reject(received(report.error));
        waiting.delete(report.number);
    }
  });
  const ask = (request: WithoutNumber<Asked>): Promise<string | undefined> =>
    new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(ended);
        return;
      }
      last += 1;
      waiting.set(last, { resolve, reject });
      worker.postMessage({ ...request, number: last });
    });
  await new Promise<void>((resolve, reject) => {
    worker.once('message', () => resolve());
    worker.once('error', reject);
  });
  return {
    look: (agreement, position) => worker.postMessage({ kind: 'look', agreement, position }),
    projectAt: async (head) => (await ask({ kind: 'project-at', head }))!,
    rebuild: async () => {
      await ask({ kind: 'rebuild' });
    },
    close: async () => {
      if (ended === undefined) await ask({ kind: 'close' }).catch(() => undefined);
      await worker.terminate();
    },
  };
}

function unavailable(problem: string): TallyError {
  return new TallyError('read-models-unavailable', problem);
}

function received({ code, message, stack }: SentError): Error {
  if (code !== undefined && Object.hasOwn(errorCatalogue, code)) {
    return new TallyError(code as ErrorCode, message);
  }
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}
