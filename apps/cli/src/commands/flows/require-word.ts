import { TallyError } from '@tallystick/errors';

/** @throws TallyError `usage` for a word that is none of them. */
export function requireWord<Word extends string>(place: string, word: string, words: readonly Word[]): Word {
  const found = words.find((one) => one === word);
  if (found !== undefined) return found;
  throw new TallyError('usage', `"${word}" is none of ${words.join(', ')}.`, [
    { place, problem: `"${word}" is not known.`, mend: `Write one of ${words.join(', ')}.` },
  ]);
}
