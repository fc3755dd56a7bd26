import { afterEach, expect, test } from 'vitest';
import type { Question } from '../answers/question.js';
import { ReadersInWorkers, type ReadersOptions } from './readers-in-workers.js';

const module = new URL('../testing/reader-thread.mjs', import.meta.url);
const opened: ReadersInWorkers[] = [];
const ended: unknown[] = [];

function readers(options: Partial<ReadersOptions> = {}): ReadersInWorkers {
  const own = new ReadersInWorkers({
    module,
    folder: 'nowhere',
    threads: 1,
    onDamaged: () => undefined,
    onEnded: (error) => ended.push(error),
    ...options,
  });
  opened.push(own);
  return own;
}
afterEach(async () => {
  for (const own of opened.splice(0)) await own.close();
  ended.length = 0;
});

function asking(act: string): Question {
  return { kind: 'count', view: 'facts', query: { agreements: [act] } };
}
const answer = async (own: ReadersInWorkers, act: string): Promise<unknown> =>
  (await own.ask(asking(act)))?.answer;

test('questions are answered one after the other, by the thread that knows the earlier ones', async () => {
  const own = readers();
  expect(await Promise.all([answer(own, 'a'), answer(own, 'b'), answer(own, 'c')])).toEqual([
    { answered: 0 },
    { answered: 1 },
    { answered: 2 },
  ]);
});

test('while one thread is busy, another answers', async () => {
  const own = readers({ threads: 2 });
  const controller = new AbortController();
  const long = own.ask(asking('until given up'), controller.signal);
  expect(await answer(own, 'a')).toEqual({ answered: 0 });
  controller.abort();
  await expect(long).rejects.toMatchObject({ code: 'request-abandoned' });
});

test('what a question is refused with is told as it is, and the thread goes on', async () => {
  const own = readers();
  await expect(own.ask(asking('refuse'))).rejects.toMatchObject({
    code: 'view-query-invalid',
    details: [{ place: 'filter', problem: 'Wrong.' }],
  });
  expect(await answer(own, 'a')).toEqual({ answered: 0 });
});

test.each(['exit', 'throw'])(
  'a thread that ends (%s) is replaced: its question is asked once more, then refused; others are answered',
  async (act) => {
    const own = readers();
    expect(await answer(own, 'a')).toEqual({ answered: 0 });
    const failing = own.ask(asking(act));
    const next = answer(own, 'b');
    await expect(failing).rejects.toMatchObject({ code: 'read-models-unavailable' });
    expect(await next).toEqual({ answered: 0 });
    expect(ended).toHaveLength(2);
  },
);

test('a question that waits, and for which nobody waits, is not asked', async () => {
  const own = readers();
  const controller = new AbortController();
  const slow = answer(own, 'slow');
  const waiting = own.ask(asking('a'), controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'request-abandoned' });
  expect(await slow).toEqual({ answered: 0 });
  expect(await answer(own, 'b')).toEqual({ answered: 1 });
  await expect(own.ask(asking('c'), controller.signal)).rejects.toMatchObject({ code: 'request-abandoned' });
});

test('a question that nobody waits for any more is left by its thread, which goes on', async () => {
  const own = readers({ graceMilliseconds: 30_000 });
  const controller = new AbortController();
  const left = own.ask(asking('until given up'), controller.signal);
  const next = answer(own, 'a');
  controller.abort();
  await expect(left).rejects.toMatchObject({ code: 'request-abandoned' });
  expect(await next).toEqual({ answered: 1 });
  expect(ended).toEqual([]);
});

test('a thread that goes on with what nobody waits for is ended, and another takes its place', async () => {
  const own = readers({ graceMilliseconds: 20 });
  const controller = new AbortController();
  const left = own.ask(asking('for ever'), controller.signal);
  const next = answer(own, 'a');
  controller.abort();
  await expect(left).rejects.toMatchObject({ code: 'request-abandoned' });
  expect(await next).toEqual({ answered: 0 });
  expect(ended).toEqual([]);
});

test('more questions than may wait are refused at once', async () => {
  const own = readers({ waitingMost: 2 });
  const waiting = ['slow', 'a', 'b'].map((act) => answer(own, act));
  await expect(own.ask(asking('c'))).rejects.toMatchObject({ code: 'work-queue-full' });
  expect(await Promise.all(waiting)).toEqual([{ answered: 0 }, { answered: 1 }, { answered: 2 }]);
  expect(await answer(own, 'c')).toEqual({ answered: 3 });
});

test('damage that a thread finds is told', async () => {
  let damaged = 0;
  const own = readers({ onDamaged: () => (damaged += 1) });
  await answer(own, 'damaged');
  expect(damaged).toBe(1);
});

test('whoever waits when it is closed is told so, and so is whoever asks then', async () => {
  const own = readers();
  const waiting = [own.ask(asking('for ever')), own.ask(asking('a'))];
  const told = Promise.allSettled(waiting);
  await own.close();
  for (const result of await told) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'read-models-unavailable' } });
  }
  await expect(own.ask(asking('a'))).rejects.toMatchObject({ code: 'read-models-unavailable' });
});
