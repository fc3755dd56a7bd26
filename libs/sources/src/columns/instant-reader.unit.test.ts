import { pinnedZoneTable } from '@tallystick/calendar';
import { formatInstant } from '@tallystick/quantities';
import { describe, expect, test } from 'vitest';
import { RowProblem } from '../row-problem.js';
import { compileInstantFormat } from './instant-format.js';
import { type InstantNotation, instantReader } from './instant-reader.js';

const paris = { transitions: pinnedZoneTable().transitionsOf('Europe/Paris') };

function read(text: string, format: string, rest: Partial<InstantNotation> = {}): string {
  const notation: InstantNotation = {
    formats: [{ name: format, read: compileInstantFormat(format)! }],
    zone: { offsetMinutes: 0 },
    offsets: 'trust',
    ...rest,
  };
  return formatInstant(instantReader(notation)(text, 'at').instant);
}

test.each([
  ['D/M/YYYY HH:mm', '29/2/2016 01:16', '2016-02-29T01:16:00Z'],
  ['D/M/YYYY HH:mm', '5/3/2016 12:00', '2016-03-05T12:00:00Z'],
  ['DD.MM.YY H:mm', '05.03.16 9:05', '2016-03-05T09:05:00Z'],
  ['M/D/YYYY h:mm A', '3/5/2016 12:07 AM', '2016-03-05T00:07:00Z'],
  ['M/D/YYYY h:mm A', '3/5/2016 12:07 pm', '2016-03-05T12:07:00Z'],
  ['D MMM YYYY HH:mm:ss Z', '5 Mar 2016 12:00:01 +02:00', '2016-03-05T10:00:01Z'],
  ['D MMMM YYYY', '5 March 2016', '2016-03-05T00:00:00Z'],
  ['YYYY-MM-DD HH:mm:ss.S', '2020-11-10 19:19:41.472', '2020-11-10T19:19:41.472Z'],
  ['YYYY-MM-DD [at] HH:mm', '2020-11-10 at 19:19', '2020-11-10T19:19:00Z'],
  ['iso', '2020-11-10T19:19:41.472913Z', '2020-11-10T19:19:41.472Z'],
  ['iso', '2020-11-10 19:19:41', '2020-11-10T19:19:41Z'],
  ['iso', '2020-11-10', '2020-11-10T00:00:00Z'],
  ['iso', '2010-03-31T15:59:42+01:00', '2010-03-31T14:59:42Z'],
  ['iso', '2019-02-20T12:00:19.418-06:00', '2019-02-20T18:00:19.418Z'],
  ['iso', '2024-02-26 17:09:00+00:00', '2024-02-26T17:09:00Z'],
  ['epoch-seconds', '1456708560', '2016-02-29T01:16:00Z'],
  ['epoch-seconds', '1456708560.5', '2016-02-29T01:16:00.500Z'],
  ['epoch-milliseconds', '1456708560123', '2016-02-29T01:16:00.123Z'],
  ['epoch-microseconds', '1456708560123456', '2016-02-29T01:16:00.123Z'],
])('%s reads %s', (format, text, instant) => {
  expect(read(text, format)).toBe(instant);
});

test.each([
  ['D/M/YYYY HH:mm', '30/2/2016 01:16'],
  ['D/M/YYYY HH:mm', '29/2/2015 01:16'],
  ['D/M/YYYY HH:mm', '1/13/2016 01:16'],
  ['D/M/YYYY HH:mm', '1/1/2016 24:00'],
  ['D/M/YYYY HH:mm', '1/1/2016 01:16 '.concat('x')],
  ['M/D/YYYY h:mm A', '3/5/2016 13:07 PM'],
  ['iso', '2020-11-10T19:19:60Z'],
  ['epoch-seconds', '14567085600000'],
  ['iso', '0016-02-29 01:16'],
])('%s refuses %s', (format, text) => {
  expect(() => read(text, format)).toThrow(RowProblem);
});

test.each(['HH:mm', 'D/M/YYYY hh:mm', 'YYYY-MM-DD x', 'YYYY-MM-DD D', 'nonsense'])(
  '%s is no form of times',
  (format) => {
    expect(compileInstantFormat(format)).toBeUndefined();
  },
);

describe('zones', () => {
  test('a local time counts in the zone, summer and winter', () => {
    expect(read('2025-01-15 12:00', 'iso', { zone: paris })).toBe('2025-01-15T11:00:00Z');
    expect(read('2025-07-15 12:00', 'iso', { zone: paris })).toBe('2025-07-15T10:00:00Z');
    expect(read('2025-07-15 12:00', 'iso', { zone: { offsetMinutes: 60 } })).toBe('2025-07-15T11:00:00Z');
  });

  test('in the gap it moves forward; in the hour that comes twice both are known', () => {
    expect(read('2025-03-30 02:30', 'iso', { zone: paris })).toBe('2025-03-30T01:30:00Z');
    const notation: InstantNotation = {
      formats: [{ name: 'iso', read: compileInstantFormat('iso')! }],
      zone: paris,
      offsets: 'trust',
    };
    const twice = instantReader(notation)('2025-10-26 02:30', 'at');
    expect([twice.instant, twice.again].map((instant) => formatInstant(instant!))).toEqual([
      '2025-10-26T00:30:00Z',
      '2025-10-26T01:30:00Z',
    ]);
    for (const once of ['2025-10-26 01:59', '2025-10-26 03:00', '2025-07-01 02:30']) {
      expect(instantReader(notation)(once, 'at').again).toBeUndefined();
    }
  });

  test('without a zone a local time is refused, and one with its offset is not', () => {
    expect(() => read('2025-01-15 12:00', 'iso', { zone: undefined })).toThrow('names no zone');
    expect(read('2025-01-15T12:00:00+01:00', 'iso', { zone: undefined })).toBe('2025-01-15T11:00:00Z');
  });

  test('offsets that are wrong can be ignored', () => {
    expect(read('2025-07-15T12:00:00+01:00', 'iso', { zone: paris, offsets: 'ignore' })).toBe(
      '2025-07-15T10:00:00Z',
    );
  });
});
