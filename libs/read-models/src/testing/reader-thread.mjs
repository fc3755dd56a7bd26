/**
 * A thread that reads, for tests of what happens to such threads: what it does is what the question's first agreement says.
 * It answers with how many questions it has answered before.
 */
import { parentPort, workerData } from 'node:worker_threads';

const givenUp = new Int32Array(workerData.givenUp);
let answered = 0;
parentPort.on('message', ({ number, question }) => {
  const [act] = question.query.agreements;
  if (act === 'exit') process.exit(3);
  if (act === 'throw') throw new Error('The thread has failed.');
  if (act === 'damaged') parentPort.postMessage({ kind: 'damaged' });
  if (act === 'refuse') {
    const error = {
      code: 'view-query-invalid',
      message: 'Not so.',
      details: [{ place: 'filter', problem: 'Wrong.' }],
    };
    parentPort.postMessage({ kind: 'failed', number, error });
    return;
  }
  if (act === 'until given up') while (Atomics.load(givenUp, 0) !== number) Atomics.wait(givenUp, 0, 0, 5);
  if (act === 'for ever') for (;;) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1_000);
  if (act === 'slow') Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 150);
  parentPort.postMessage({
    kind: 'answered',
    number,
    answered: { answer: { answered }, asOf: new Map(), tokens: [] },
  });
  answered += 1;
});
