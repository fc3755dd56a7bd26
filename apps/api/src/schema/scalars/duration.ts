import { TallyError } from '@tallystick/errors';
import { parseDuration } from '@tallystick/quantities';

const isoPattern = /^PT(?=\d)(?:(\d{1,9})H)?(?:(\d{1,9})M)?(?:(\d{1,9})S)?$/;

/**
 * Whole seconds of `PT4H30M` (ISO 8601, no days: a day is not always 24 hours) or `4h30m`.
 * @throws TallyError `quantity-invalid`.
 */
export function readDuration(text: string): number {
  if (!text.startsWith('P')) return parseDuration(text);
  const match = isoPattern.exec(text);
  if (match === null) {
    throw new TallyError(
      'quantity-invalid',
      `"${text}" is not a duration of hours, minutes and whole seconds.`,
    );
  }
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
}

/** `PT1H11M14S`; of nothing `PT0S`, of less than nothing `-PT5M`. */
export function writeDuration(value: unknown): string {
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) {
    throw new TypeError('A duration is a whole number of seconds inside the server.');
  }
  const seconds = Math.abs(value);
  const parts = [
    [Math.floor(seconds / 3600), 'H'],
    [Math.floor((seconds % 3600) / 60), 'M'],
    [seconds % 60, 'S'],
  ] as const;
  const text = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
  return `${value < 0 ? '-' : ''}PT${text === '' ? '0S' : text}`;
}
