import { answerWorkingTimeCase, type WorkingTimeAnswer, type ZoneTable } from '@tallystick/calendar';
import { type ErrorDetail, isTallyError, TallyError } from '@tallystick/errors';
import { parseStrictJson } from '@tallystick/facts';
import { parseDuration } from '@tallystick/quantities';
import { readDocument } from '@tallystick/documents';
import type { AuthoredText } from '../authored-text.js';

/** A line that could not be answered; `id` is null where the line is too broken to have one. */
export interface UnansweredLine {
  readonly id: string | number | null;
  readonly error: {
    readonly code: string;
    readonly message: string;
    readonly details: readonly ErrorDetail[];
  };
}

/** Answers one line of `tally worktime --batch`; what is wrong with it becomes the answer, so that others go on. */
export function answerWorkingTimeLine(line: string, zones: ZoneTable): WorkingTimeAnswer | UnansweredLine {
  let question: unknown;
  try {
    question = parseStrictJson(line, 'the line');
    return answerWorkingTimeCase(question, zones);
  } catch (error) {
    if (!isTallyError(error) || error.code === 'internal-invariant') throw error;
    return { id: idOf(question), error: error.toJSON() };
  }
}

export interface WorkingTimeQuestion {
  /** `timezone`, `weekly_hours`, and optional `holidays`, `overrides`, `breaks`, `pauses`, as in a batch. */
  readonly calendar: AuthoredText;
  readonly from: string;
  readonly to?: string | undefined;
  /** Working seconds (`14400`), or a length such as `4h`. */
  readonly seconds?: string | undefined;
}

/**
 * Answers one question with a calendar of its own: how much working time lies between `from` and `to`, or when
 * `seconds` of it are up.
 * @throws TallyError `usage` where it is not clear which of the two is asked; otherwise as answerWorkingTimeCase.
 */
export function answerWorkingTime(question: WorkingTimeQuestion, zones: ZoneTable): WorkingTimeAnswer {
  const { from, to, seconds } = question;
  if ((to === undefined) === (seconds === undefined)) {
    throw new TallyError(
      'usage',
      'A question of working time needs either where it ends or how long it is.',
      [{ place: '--to, --seconds', problem: 'Exactly one of them is needed.', mend: 'Add or remove one.' }],
    );
  }
  const { value } = readDocument(question.calendar.text, question.calendar.name);
  const asked =
    to === undefined
      ? { kind: 'due', from, seconds: /^\d+$/.test(seconds!) ? Number(seconds) : parseDuration(seconds!) }
      : { kind: 'elapsed', from, to };
  return answerWorkingTimeCase({ ...(value as object), id: question.calendar.name, ...asked }, zones);
}

function idOf(question: unknown): string | number | null {
  if (typeof question !== 'object' || question === null || !('id' in question)) return null;
  return typeof question.id === 'string' || typeof question.id === 'number' ? question.id : null;
}
