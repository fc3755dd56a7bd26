import { Answerer } from './answerer.js';
import type { QuestionReader } from './question.js';

/** Answers in this thread, which is kept busy by it. */
export function readerHere(folder: string, onDamaged: () => void): QuestionReader {
  const answerer = new Answerer(folder, onDamaged);
  return {
    // Whatever it throws, whoever waits for the promise hears of it.
    ask: async (question) => Promise.resolve(answerer.answer(question)),
    close: () => {
      answerer.close();
      return Promise.resolve();
    },
  };
}
