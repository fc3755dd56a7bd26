import { TallyError } from '@tallystick/errors';
import { ofDigits } from './whole-number.js';

const durationPattern = /^(?=\d)(?:(\d{1,9})h)?(?:(\d{1,9})m)?(?:(\d{1,9})s)?$/;

/**
 * Reads whole seconds from `4h`, `90m`, `8h30m`, `45s`.
 * @throws TallyError `quantity-invalid`.
 */
export function parseDuration(text: string): number {
  const match = durationPattern.exec(text);
  if (match === null) {
    throw new TallyError(
      'quantity-invalid',
      `"${text}" is not a duration. Write hours, minutes, seconds, e.g. 4h, 90m or 8h30m.`,
    );
  }
  const [, hours = '0', minutes = '0', seconds = '0'] = match;
  return ofDigits(hours) * 3600 + ofDigits(minutes) * 60 + ofDigits(seconds);
}

/** Text for people: `4h`, `8h30m`, `45s`, `0s`. */
export function formatDuration(totalSeconds: number): string {
  const sign = totalSeconds < 0 ? '-' : '';
  const seconds = Math.abs(totalSeconds);
  const parts = [
    [Math.floor(seconds / 3600), 'h'],
    [Math.floor((seconds % 3600) / 60), 'm'],
    [seconds % 60, 's'],
  ] as const;
  const text = parts.map(([count, unit]) => (count === 0 ? '' : `${count}${unit}`)).join('');
  return text === '' ? '0s' : `${sign}${text}`;
}
