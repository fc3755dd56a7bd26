import { describeExitCondition } from '../exits/combined.js';
import { unitOfLevel } from '../measures/registry.js';
import { invariant } from '@tallystick/errors';
import type { ExitTrigger } from '../model/exit-trigger.js';
import type { Terms } from '../model/terms.js';
import { joined, moneyOf } from './words.js';

/** When there is a right to leave, how it is cured and until when it lasts, in whole sentences. */
export function describeExit(exit: ExitTrigger, terms: Terms): readonly string[] {
  const { serviceLevels } = terms;
  const what = exit.scope === 'whole' ? 'the agreement' : joined(exit.scope);
  const unitOf = (id: string) => {
    const level = serviceLevels.get(id);
    invariant(level !== undefined, `the service level ${id} is among the terms`);
    return unitOfLevel(level, serviceLevels);
  };
  const condition = describeExitCondition(exit.when, unitOf, moneyOf(terms));
  const lines = [`The client may leave ${what} where ${condition}.`];
  if (exit.noticeWithinDays !== undefined) {
    lines.push(
      `Notice has to be served within ${days(exit.noticeWithinDays)} after the right arose, else it lapses.`,
    );
  }
  if (exit.cureDays !== undefined) {
    const cured = {
      accepted: 'it is cured if the client accepts the cure by then',
      measured: 'it is cured if the service level, measured over these days, no longer is so',
      'condition-clears':
        'it is cured if that does not hold at the end of the first period that ends after them',
    }[exit.cureTest];
    lines.push(`After a notice the provider has ${days(exit.cureDays)} to cure; ${cured}.`);
  }
  if (exit.exerciseWithinDays !== undefined) {
    const from =
      exit.exerciseFrom === 'exercisable'
        ? 'the day on which it can be exercised'
        : isEvent(exit.when)
          ? 'the day of the event'
          : exit.when.kind === 'any-of' && exit.when.of.some((branch) => isEvent(branch))
            ? 'the end of the last period at whose end this was so, or the day of an event'
            : 'the end of the last period at whose end this was so';
    lines.push(`The right lasts ${days(exit.exerciseWithinDays)} from ${from}.`);
  }
  if (exit.noticeDays !== undefined) lines.push(`Leaving takes ${days(exit.noticeDays)} of notice.`);
  if (exit.text !== undefined) lines.push(exit.text);
  return lines;
}

function isEvent({ kind }: ExitTrigger['when']): boolean {
  return kind === 'event' || kind === 'chronic';
}

function days(count: number): string {
  return `${count} calendar ${count === 1 ? 'day' : 'days'}`;
}
