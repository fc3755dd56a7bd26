import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import {
  GraphQLSchemaBuilderModule,
  GraphQLSchemaFactory,
  ObjectType,
  Query,
  Resolver,
} from '@nestjs/graphql';
import { graphql, printSchema } from 'graphql';
import { describe, expect, test } from 'vitest';
import { enumOf } from '../enums/enum-of.js';
import { Decimal, Duration } from '../scalars/index.js';
import { Has, HasMany, MayHave } from './fields.js';
import { Money } from './money.js';
import { present, type Provenance, provenanceOf } from './present.js';
import { unionOf } from './union.js';

const Verdict = enumOf('Verdict', 'How it came out.', {
  met: 'The promise was kept.',
  'not-measured': 'There was nothing to hold against it.',
});

@ObjectType({ isAbstract: true })
abstract class Figure {
  @Has(() => Money, 'What it comes to.')
  readonly amount!: string;
}

@ObjectType({ description: 'A count.' })
class Count {
  @Has(() => Decimal, 'How many.', { name: 'howMany' })
  readonly count!: string;
}

@ObjectType({ description: 'A time.' })
class Time {
  @Has(() => Duration, 'How long.', { name: 'length' })
  readonly seconds!: number;
}

const Evidence = unionOf('Evidence', 'What it rests on.', 'kind', { count: Count, time: Time });

@ObjectType({ description: 'A line.' })
class Line extends Figure {
  @Has(() => Verdict, 'How it came out.')
  readonly verdict!: string;

  @HasMany(() => Evidence, 'What it rests on.')
  readonly evidence!: readonly object[];

  @MayHave(() => Money, 'What is left; null where nothing is.')
  readonly rest!: string | null;

  @HasMany(() => Decimal, 'What went in.', {
    name: 'operands',
    from: (record: Record<string, string>) => Object.values(record),
  })
  readonly record!: Readonly<Record<string, string>>;
}

const provenance: Provenance = {
  agreement: 'acme',
  currency: 'EUR',
  knownAt: 7,
  termsDigest: undefined,
};

const line = {
  amount: '12.50',
  verdict: 'not-measured',
  evidence: [
    { kind: 'count', count: '3', secret: 'x' },
    { kind: 'time', seconds: 4274 },
  ],
  rest: null,
  record: { a: '1', b: '2.5' },
};

@Resolver()
class LineResolver {
  @Query(() => Line, { description: 'The line.' })
  line(): Line {
    return present(Line, line, provenance);
  }
}

async function schemaOf(...resolvers: readonly (typeof LineResolver)[]) {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  return app.get(GraphQLSchemaFactory).create([...resolvers]);
}

describe('data of the engine as the schema declares it', () => {
  test('amounts bring their currency, every part its provenance, and nothing that is not declared', () => {
    const presented = present(Line, line, provenance);
    expect(JSON.parse(JSON.stringify(presented))).toEqual({
      amount: { amount: '12.50', currency: 'EUR' },
      verdict: 'not-measured',
      evidence: [
        { kind: 'count', count: '3' },
        { kind: 'time', seconds: 4274 },
      ],
      rest: null,
      record: ['1', '2.5'],
    });
    expect(provenanceOf(presented.evidence[0]!)).toBe(provenance);
  });

  test('is answered through the schema with enums, unions, scalars and names of its own', async () => {
    const schema = await schemaOf(LineResolver);
    const answer = await graphql({
      schema,
      rootValue: { line: present(Line, line, provenance) },
      source: `{ line { amount { amount currency } verdict operands rest { amount }
        evidence { __typename ... on Count { howMany } ... on Time { length } } } }`,
    });
    expect(answer.errors).toBeUndefined();
    expect(JSON.parse(JSON.stringify(answer.data))).toEqual({
      line: {
        amount: { amount: '12.50', currency: 'EUR' },
        verdict: 'NOT_MEASURED',
        operands: ['1', '2.5'],
        rest: null,
        evidence: [
          { __typename: 'Count', howMany: '3' },
          { __typename: 'Time', length: 'PT1H11M14S' },
        ],
      },
    });
    expect(printSchema(schema)).toContain('NOT_MEASURED');
  });
});
