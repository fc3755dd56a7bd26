import { isTallyError, type TallyError } from '@tallystick/errors';
import { describe, expect, it } from 'vitest';
import {
  Choice,
  DecimalNumber,
  DurationText,
  Either,
  Flag,
  jsonSchemaOf,
  ListOf,
  LocalDate,
  MapOf,
  Nested,
  NotYet,
  OneOf,
  readDocument,
  referenceTable,
  shape,
  Text,
  validateDocument,
  WholeNumber,
} from './index.js';

class Repeat {
  @WholeNumber({ min: 2, meaning: 'From this miss in a row on.' })
  inARow!: number;

  @DecimalNumber({ min: '0', max: '10', meaning: 'How many times the price.' })
  factor!: string;
}

class Square {
  @Text({ meaning: 'Always `square`.' })
  kind!: string;

  @DecimalNumber({ meaning: 'The side.' })
  side!: string;
}

class Circle {
  @Text({ meaning: 'Always `circle`.' })
  kind!: string;

  @DecimalNumber({ meaning: 'The radius.' })
  radius!: string;
}

class Fixed {
  @DecimalNumber({ meaning: 'The price.' })
  fixed!: string;
}

class PerUnit {
  @Nested(() => Repeat, { meaning: 'Per unit.' })
  perUnit!: Repeat;
}

class Sample {
  @Text({ pattern: /^[a-z-]+$/, called: 'an id', example: 'p1-resolution', meaning: 'Its name.' })
  id!: string;

  @LocalDate({ optional: true, meaning: 'The first day.' })
  from?: string;

  @DurationText({ optional: true, default: '4h', meaning: 'The limit.' })
  limit?: string;

  @Flag({ optional: true, meaning: 'Whether it is on.' })
  on?: boolean;

  @Choice(['floor', 'ceil'], { optional: true, notYet: ['nearest'], meaning: 'The rounding.' })
  round?: string;

  @Nested(() => Repeat, { optional: true, meaning: 'The repeat.' })
  repeat?: Repeat;

  @ListOf(shape.nested(() => Repeat), { optional: true, min: 1, meaning: 'Repeats.' })
  repeats?: Repeat[];

  @MapOf(shape.duration(), { optional: true, meaning: 'Limits by priority.' })
  limits?: Map<string, string>;

  @OneOf({
    by: 'kind',
    kinds: { square: () => Square, circle: () => Circle },
    notYet: ['star'],
    optional: true,
    meaning: 'The shape.',
  })
  figure?: Square | Circle;

  @OneOf({
    kinds: { fixed: () => Fixed, perUnit: () => PerUnit },
    optional: true,
    meaning: 'The price.',
  })
  price?: Fixed | PerUnit;

  @Either({
    text: shape.choice(['24x7']),
    object: shape.map(shape.list(shape.text())),
    optional: true,
    meaning: 'The hours.',
  })
  hours?: string | Map<string, string[]>;

  @NotYet('A key of a later version.')
  later?: unknown;
}

function errorOf(text: string): TallyError {
  const { value, placeOf } = readDocument(text, 's.yaml');
  try {
    validateDocument(Sample, value, placeOf, 'mapping-invalid');
  } catch (error) {
    if (isTallyError(error)) return error;
    throw error;
  }
  throw new Error('It was accepted.');
}

describe('validateDocument', () => {
  it('gives typed instances', () => {
    const { value, placeOf } = readDocument(
      `
id: a-b
from: 2025-01-01
limit: 90m
on: false
round: ceil
repeat: { inARow: 2, factor: 1.50 }
repeats: [{ inARow: "3", factor: "2" }]
limits: { P1: 4h }
figure: { kind: circle, radius: 2.0 }
price: { perUnit: { inARow: 2, factor: 1 } }
hours: { mon-fri: ["08:00-17:00"] }
`,
      's.yaml',
    );
    const sample = validateDocument(Sample, value, placeOf, 'mapping-invalid');
    expect(sample.repeat).toBeInstanceOf(Repeat);
    expect(sample.repeat).toEqual({ inARow: 2, factor: '1.50' });
    expect(sample.repeats![0]!.inARow).toBe(3);
    expect(sample.limits).toEqual(new Map([['P1', '4h']]));
    expect(sample.figure).toBeInstanceOf(Circle);
    expect(sample.price).toBeInstanceOf(PerUnit);
    expect(sample.hours).toEqual(new Map([['mon-fri', ['08:00-17:00']]]));
    expect(sample.on).toBe(false);
  });

  it('takes plain JSON with numbers as the decimals they are written as', () => {
    const sample = validateDocument(
      Sample,
      { id: 'a', repeat: { inARow: 2, factor: 1.5 } },
      undefined,
      'mapping-invalid',
    );
    expect(sample.repeat).toEqual({ inARow: 2, factor: '1.5' });
  });

  it('names every wrong place at once, with its line and its mend', () => {
    const error = errorOf(`
id: A_B
form: 2025-01-01
limit: 4 hours
on: yes
round: ciel
repeat: { inArow: 2, factor: 11 }
repeats: [{ inARow: 1, factor: 1 }, 5]
limits: { P1: 4h, P2: soon }
figure: { kind: circel, radius: 2 }
price: { fixed: 1, perUnit: { inARow: 2, factor: 1 } }
hours: { mon-fri: "08:00-17:00" }
later: [1]
`);
    expect(error.code).toBe('mapping-invalid');
    expect(error.details.map((detail) => [detail.place, detail.problem, detail.mend])).toEqual([
      ['form (s.yaml:3:1)', 'There is no key `form` here.', 'Did you mean `from`?'],
      ['id (s.yaml:2:1)', '"A_B" is not an id.', 'Write an id, such as p1-resolution.'],
      ['limit (s.yaml:4:1)', '"4 hours" is not a duration.', 'Write a duration, such as 4h, 90m or 8h30m.'],
      ['on (s.yaml:5:1)', '"yes" is not true or false.', 'Write true or false.'],
      ['round (s.yaml:6:1)', '"ciel" is not one of the choices.', 'Did you mean `ceil`?'],
      ['repeat.inArow (s.yaml:7:11)', 'There is no key `inArow` here.', 'Did you mean `inARow`?'],
      ['repeat.inARow (s.yaml:7:1)', 'It is missing.', 'Write a whole number, such as 3.'],
      ['repeat.factor (s.yaml:7:22)', '11 is too large.', 'Write 10 or less.'],
      ['repeats[1] (s.yaml:8:37)', '"5" is not an object.', 'Write an object.'],
      ['repeats[0].inARow (s.yaml:8:13)', '1 is too small.', 'Write 2 or more.'],
      ['limits.P2 (s.yaml:9:19)', '"soon" is not a duration.', 'Write a duration, such as 4h, 90m or 8h30m.'],
      ['figure.kind (s.yaml:10:11)', 'There is no kind `circel`.', 'Did you mean `circle`?'],
      ['price (s.yaml:11:1)', '`fixed`, `perUnit` exclude each other.', 'Keep one of them.'],
      ['hours.mon-fri (s.yaml:12:10)', '"08:00-17:00" is not a list.', 'Write a list.'],
      [
        'later (s.yaml:13:1)',
        '`later` is part of the language but this version does not evaluate it yet.',
        'Leave it out; a later version evaluates it.',
      ],
    ]);
  });

  it.each([
    ['figure: { kind: star }', 'figure.kind', 'does not evaluate it yet'],
    ['figure: { radius: 2 }', 'figure.kind', 'missing'],
    ['figure: round', 'figure', 'not an object'],
    ['round: nearest', 'round', 'does not evaluate it yet'],
    ['price: { fxied: 1 }', 'price', 'none of'],
    ['repeats: []', 'repeats', '0 items'],
    ['from:', 'from', 'no value'],
    ['from: 2025-02-30', 'from', 'not a date'],
    ['limits: [4h]', 'limits', 'not an object with keys'],
    ['hours: always', 'hours', 'not one of the choices'],
    ['repeat: { inARow: 2.5, factor: 1 }', 'repeat.inARow', 'not a whole number'],
  ])('refuses %s', (text, place, problem) => {
    const { details } = errorOf(`id: a\n${text}\n`);
    expect(details).toHaveLength(1);
    expect(details[0]!.place.split(' ')[0]).toBe(place);
    expect(details[0]!.problem).toContain(problem);
  });

  it('refuses a document that is no object', () => {
    expect(errorOf('- 1\n').details[0]).toMatchObject({ place: 'the document (s.yaml:1:1)' });
  });
});

describe('jsonSchemaOf', () => {
  it('says what the shapes say', () => {
    const schema = jsonSchemaOf(Sample, { id: 'urn:sample', title: 'Sample', description: 'A sample.' });
    expect(schema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      required: ['id'],
      additionalProperties: false,
      properties: {
        id: { type: 'string', pattern: '^[a-z-]+$' },
        limit: { description: 'The limit. Default: 4h.' },
        repeat: { $ref: '#/$defs/Repeat', description: 'The repeat.' },
        figure: { oneOf: [{ $ref: '#/$defs/Square' }, { $ref: '#/$defs/Circle' }] },
      },
      $defs: { Circle: { properties: { kind: { const: 'circle' } } } },
    });
    expect(schema).not.toHaveProperty('properties.later');
  });
});

describe('referenceTable', () => {
  it('has a row for every key that is evaluated', () => {
    const table = referenceTable(Sample);
    expect(table).toContain('| `id` | id, e.g. `p1-resolution` | Its name. Required. |');
    expect(table).toContain('| `limit` | duration | The limit. Default: 4h. |');
    expect(table).toContain('`24x7`; or object, each value: list of: text');
    expect(table).not.toContain('later');
  });
});

describe('kinds that are told apart by a key', () => {
  class Row {
    @WholeNumber({ meaning: 'How many in a row.' })
    inARow!: number;
  }

  class Share {
    @Text({ meaning: 'Of what.' })
    portfolio!: string;

    @WholeNumber({ optional: true, meaning: 'How many in a row.' })
    inARow?: number;
  }

  class Total {
    @Text({ meaning: 'Of what.' })
    sumOf!: string;
  }

  class Condition {
    @OneOf({
      kinds: { inARow: () => Row, portfolio: () => Share, sumOf: () => Total },
      meaning: 'When.',
    })
    when!: Row | Share | Total;
  }

  const read = (when: object) => validateDocument(Condition, { when }, undefined, 'terms-invalid').when;

  it('may have a key in common: the kind is meant that knows every key', () => {
    expect(read({ inARow: 2 })).toBeInstanceOf(Row);
    expect(read({ portfolio: 'sites' })).toBeInstanceOf(Share);
    expect(read({ inARow: 2, portfolio: 'sites' })).toEqual(
      Object.assign(new Share(), { inARow: 2, portfolio: 'sites' }),
    );
  });

  it('exclude each other where none knows every key', () => {
    for (const when of [
      { inARow: 2, sumOf: 'x' },
      { portfolio: 'sites', inARow: 2, sumOf: 'x' },
    ]) {
      expect(() => read(when)).toThrow('exclude each other');
    }
  });
});
