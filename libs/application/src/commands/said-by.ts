import type { AssertedBy } from '@tallystick/facts';

/** Who says so as a fact holds it: a plain object, whatever class a request came in. */
export function saidBy({ party, actor }: AssertedBy): AssertedBy {
  return actor === undefined ? { party } : { party, actor };
}
