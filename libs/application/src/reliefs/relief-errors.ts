import { TallyError } from '@tallystick/errors';
import { parseInstant } from '@tallystick/quantities';

export function unknownRelief(relief: string): TallyError {
  return new TallyError('relief-unknown', `No relief "${relief}" is claimed.`, [
    { place: 'relief', problem: 'No claim has this key.', mend: 'List the reliefs, and name one.' },
  ]);
}

/** @throws TallyError `relief-refused`. */
export function requireInterval(from: string, until: string): void {
  if (parseInstant(from) < parseInstant(until)) return;
  throw new TallyError('relief-refused', 'The interval is none.', [
    { place: 'until', problem: `${until} is not after ${from}.`, mend: 'Name an instant after the start.' },
  ]);
}
