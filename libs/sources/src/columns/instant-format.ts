import { daysInMonth, localDateOf } from '@tallystick/quantities';

/** What a written time says: an instant where it carries an offset, else a local date and time of some zone. */
type WrittenTime =
  | { readonly kind: 'instant'; readonly milliseconds: number }
  | { readonly kind: 'local'; readonly date: number; readonly millisecondOfDay: number };

/** Reads one written form; nothing where the text is not of that form or no such time exists. */
export type InstantFormat = (text: string) => WrittenTime | undefined;

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

type Part =
  | 'year'
  | 'shortYear'
  | 'month'
  | 'monthName'
  | 'day'
  | 'hour'
  | 'hour12'
  | 'half'
  | 'minute'
  | 'second'
  | 'fraction'
  | 'offset';

/** The tokens of a format, longest first, with what they take. */
const tokens: readonly (readonly [token: string, part: Part, pattern: string])[] = [
  ['YYYY', 'year', '(\\d{4})'],
  ['YY', 'shortYear', '(\\d{2})'],
  ['MMMM', 'monthName', '([A-Za-z]{3,9})'],
  ['MMM', 'monthName', '([A-Za-z]{3})'],
  ['MM', 'month', '(\\d{2})'],
  ['M', 'month', '(\\d{1,2})'],
  ['DD', 'day', '(\\d{2})'],
  ['D', 'day', '(\\d{1,2})'],
  ['HH', 'hour', '(\\d{2})'],
  ['H', 'hour', '(\\d{1,2})'],
  ['hh', 'hour12', '(\\d{2})'],
  ['h', 'hour12', '(\\d{1,2})'],
  ['A', 'half', '([AaPp]\\.?[Mm]\\.?)'],
  ['mm', 'minute', '(\\d{2})'],
  ['m', 'minute', '(\\d{1,2})'],
  ['ss', 'second', '(\\d{2})'],
  ['s', 'second', '(\\d{1,2})'],
  ['S', 'fraction', '(\\d{1,9})'],
  ['Z', 'offset', '(Z|z|UTC|GMT|[+-]\\d{2}:?\\d{2}|[+-]\\d{2})'],
];

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?\s?(Z|z|UTC|[+-]\d{2}:?\d{2}|[+-]\d{2})?$/;
const isoParts: readonly Part[] = ['year', 'month', 'day', 'hour', 'minute', 'second', 'fraction', 'offset'];

const epochUnits: Readonly<Record<string, number>> = {
  'epoch-seconds': 1000,
  'epoch-milliseconds': 1,
  'epoch-microseconds': 1 / 1000,
};

export const namedFormats: readonly string[] = ['iso', ...Object.keys(epochUnits)];

/**
 * Makes the reader of a format: `iso`, `epoch-seconds`, `epoch-milliseconds`, `epoch-microseconds`, or tokens such as
 * `D/M/YYYY HH:mm`. Nothing where the format has a letter that is no token, or lacks the year, month or day; letters
 * that stand for themselves are put in square brackets.
 */
export function compileInstantFormat(format: string): InstantFormat | undefined {
  if (format === 'iso') return (text) => fromMatch(isoPattern.exec(text), isoParts);
  const unit = epochUnits[format];
  if (unit !== undefined) return (text) => fromEpoch(text, unit);
  const parts: Part[] = [];
  let pattern = '';
  let rest = format;
  while (rest !== '') {
    const literal = /^\[([^\]]*)\]/.exec(rest);
    const token = literal === null ? tokens.find(([name]) => rest.startsWith(name)) : undefined;
    if (token !== undefined) {
      parts.push(token[1]);
      pattern += token[2];
      // Any number of S is one token: fractions are written with as many digits as there are.
      rest = token[1] === 'fraction' ? rest.replace(/^S+/, '') : rest.slice(token[0].length);
      continue;
    }
    if (literal === null && /^[A-Za-z]/.test(rest)) return undefined;
    const itself = literal?.[1] ?? rest[0]!;
    pattern += itself === ' ' ? '\\s+' : itself.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
    rest = rest.slice(literal?.[0].length ?? 1);
  }
  const has = (...some: Part[]): boolean => some.some((part) => parts.includes(part));
  if (!has('year', 'shortYear') || !has('month', 'monthName') || !has('day')) return undefined;
  if (new Set(parts).size < parts.length || has('hour12') !== has('half')) return undefined;
  const expression = new RegExp(`^${pattern}$`);
  return (text) => fromMatch(expression.exec(text), parts);
}

function fromEpoch(text: string, millisecondsPerUnit: number): WrittenTime | undefined {
  const match = /^(-?\d{1,17})(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) return undefined;
  const milliseconds = Math.floor(Number(text) * millisecondsPerUnit);
  return Math.abs(milliseconds) < 8.64e15 ? { kind: 'instant', milliseconds } : undefined;
}

function fromMatch(match: RegExpExecArray | null, parts: readonly Part[]): WrittenTime | undefined {
  if (match === null) return undefined;
  let year = 0;
  let month = 0;
  let day = 0;
  let hour = 0;
  let minute = 0;
  let second = 0;
  let millisecond = 0;
  let afternoon: boolean | undefined;
  let offsetMinutes: number | undefined;
  for (let index = 0; index < parts.length; index += 1) {
    const text = match[index + 1];
    if (text === undefined) continue;
    switch (parts[index]!) {
      case 'year':
        year = Number(text);
        break;
      case 'shortYear':
        // As in POSIX: 69 to 99 are of the twentieth century.
        year = Number(text) + (Number(text) >= 69 ? 1900 : 2000);
        break;
      case 'month':
        month = Number(text);
        break;
      case 'monthName':
        month = monthNames.indexOf(text.slice(0, 3).toLowerCase()) + 1;
        break;
      case 'day':
        day = Number(text);
        break;
      case 'hour':
      case 'hour12':
        hour = Number(text);
        break;
      case 'half':
        afternoon = text.startsWith('p') || text.startsWith('P');
        break;
      case 'minute':
        minute = Number(text);
        break;
      case 'second':
        second = Number(text);
        break;
      case 'fraction':
        millisecond = Number(text.slice(0, 3).padEnd(3, '0'));
        break;
      case 'offset':
        offsetMinutes = offsetOf(text);
        break;
    }
  }
  if (afternoon !== undefined) {
    if (hour < 1 || hour > 12) return undefined;
    hour = (hour % 12) + (afternoon ? 12 : 0);
  }
  // Date.UTC takes the years 0 to 99 for those of the twentieth century; nobody exports tickets from before 1000.
  if (year < 1000) return undefined;
  if (month < 1 || month > 12 || day < 1 || day > daysInMonth(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 59) return undefined;
  const date = localDateOf(year, month, day);
  const millisecondOfDay = ((hour * 60 + minute) * 60 + second) * 1000 + millisecond;
  return offsetMinutes === undefined
    ? { kind: 'local', date, millisecondOfDay }
    : { kind: 'instant', milliseconds: date * 86_400_000 + millisecondOfDay - offsetMinutes * 60_000 };
}

function offsetOf(text: string): number {
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(text);
  if (match === null) return 0;
  const minutes = Number(match[2]) * 60 + Number(match[3] ?? 0);
  return match[1] === '-' ? -minutes : minutes;
}
