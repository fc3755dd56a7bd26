import { Choice, ListOf, MapOf, Nested, shape, Text } from '@tallystick/documents';
import { columnName, Condition, conditions } from './value-rule.js';

const zonePattern = /^(?:UTC|[+-]\d{2}:\d{2}|[A-Za-z_]+(?:\/[A-Za-z0-9_+-]+)*)$/;
const timeForm = shape.text({ called: 'a form of times', example: 'D/M/YYYY HH:mm', maxLength: 100 });

/** How instants are written in the export. */
export class InstantsRule {
  @Text({
    meaning:
      'The zone of times without an offset: an IANA name, a constant offset such as `+01:00`, or `UTC`. Without it such a time rejects its row.',
    pattern: zonePattern,
    called: 'a zone',
    example: 'Europe/Paris',
    optional: true,
  })
  zone?: string;

  @ListOf(timeForm, {
    meaning:
      'The forms that times have, tried in order: `iso`, `epoch-seconds`, `epoch-milliseconds`, `epoch-microseconds`, or tokens such as `D/M/YYYY HH:mm`.',
    min: 1,
    max: 20,
    optional: true,
    default: '`iso`',
  })
  formats?: string[];

  @Choice(['trust', 'ignore'], {
    meaning: '`ignore`: offsets that are written are wrong, the time counts in `zone`. For `iso` times.',
    optional: true,
    default: '`trust`',
  })
  offsets?: 'trust' | 'ignore';
}

/** Where an instant comes from, when one column is not all there is to say. */
export class TimeRule {
  @Text({ meaning: 'The column.', optional: true, maxLength: 200 })
  column?: string;

  @ListOf(columnName, {
    meaning: 'Several columns that together make one time, e.g. a date and a time of day; joined by a blank.',
    min: 2,
    max: 5,
    optional: true,
  })
  joined?: string[];

  @ListOf(columnName, {
    meaning: 'Several columns, or JSON paths into lists; the first that has a value counts.',
    min: 1,
    max: 20,
    optional: true,
  })
  first?: string[];

  @ListOf(columnName, {
    meaning: 'Several columns, or JSON paths into lists; the earliest time counts.',
    min: 1,
    max: 20,
    optional: true,
  })
  earliest?: string[];

  @ListOf(columnName, {
    meaning: 'Several columns, or JSON paths into lists; the latest time counts.',
    min: 1,
    max: 20,
    optional: true,
  })
  latest?: string[];

  @Nested(() => InstantsRule, {
    meaning: 'How these times are written, where that differs from the other times of the export.',
    optional: true,
  })
  instants?: InstantsRule;

  @conditions('The time counts only where all of these hold.')
  when?: Condition[];
}
export const timeOrColumn = shape.either({ text: columnName, object: shape.nested(() => TimeRule) });

const lengthUnits = [
  'seconds',
  'milliseconds',
  'minutes',
  'hours',
  'days',
  'clock',
  'date-from-1970',
] as const;
export type LengthUnit = (typeof lengthUnits)[number];

/** A column that holds how long something took. */
export class LengthRule {
  @Text({ meaning: 'The column.', maxLength: 200 })
  column!: string;

  @Choice(lengthUnits, {
    meaning:
      'What the column counts. `clock`: `26:15:00`. `date-from-1970`: written as a date, 1970-01-02 09:46:18 being 33 h 46 min 18 s.',
    optional: true,
    default: '`seconds`',
  })
  unit?: LengthUnit;

  @Choice(['elapsed', 'working'], {
    meaning: '`working`: it counts the hours of `workingTime` only.',
    optional: true,
    default: '`elapsed`',
  })
  measuredIn?: 'elapsed' | 'working';
}

/** Where the instant of a ticket's mark comes from: a time, or a length after the opening. */
export class MarkRule extends TimeRule {
  @Nested(() => LengthRule, {
    meaning: 'How long after the opening, where the export gives no instant.',
    optional: true,
  })
  afterOpening?: LengthRule;
}
export const markOrColumn = shape.either({ text: columnName, object: shape.nested(() => MarkRule) });

/** The hours in which lengths are measured, as the ticketing system is set up. */
export class WorkingTimeRule {
  @Text({
    meaning: 'The zone of the hours.',
    pattern: zonePattern,
    called: 'a zone',
    example: 'Europe/Paris',
  })
  zone!: string;

  @MapOf(shape.text({ called: 'hours', example: '08:00-12:00, 13:00-18:00' }), {
    meaning: 'Hours by day: `mon`, `mon-fri` or `sat,sun`; days left out are closed.',
    min: 1,
  })
  hours!: Map<string, string>;
}
