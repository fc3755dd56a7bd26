import { TallyError } from '@tallystick/errors';

/** A question that a view cannot answer. */
export function refuse(place: string, problem: string, mend?: string): never {
  throw new TallyError('view-query-invalid', problem, [
    { place, problem, ...(mend === undefined ? {} : { mend }) },
  ]);
}
