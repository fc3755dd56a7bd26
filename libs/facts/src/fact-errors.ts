import { type ErrorDetail, TallyError } from '@tallystick/errors';

/** The error of a fact that has problems: the message shows the first, the details all of them. */
export function factInvalid(what: string, problems: readonly ErrorDetail[]): TallyError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  const shown = first === undefined ? '' : `: ${first.place}: ${first.problem} ${first.mend ?? ''}`.trimEnd();
  return new TallyError('fact-invalid', `${what}${shown}${more}`, problems);
}
