import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@tallystick/errors';
import { Answerer } from '../answers/answerer.js';
import { carriedError, type ReaderReport, type ReaderRequest, type ReaderStart } from './reader-messages.js';

/** What the module of a thread that reads does: it answers one question after the other until it is ended. */
export function runReaderWorker(): void {
  const port = parentPort;
  invariant(port !== null, 'questions are answered in a worker thread');
  const { folder, givenUp } = workerData as ReaderStart;
  const shared = new Int32Array(givenUp);
  const report = (message: ReaderReport): void => port.postMessage(message);
  const answerer = new Answerer(folder, () => report({ kind: 'damaged' }));
  port.on('message', ({ number, question }: ReaderRequest) => {
    try {
      const answered = answerer.answer(question, () => Atomics.load(shared, 0) === number);
      report({ kind: 'answered', number, answered });
    } catch (error) {
      report({ kind: 'failed', number, error: carriedError(error) });
    }
  });
}
