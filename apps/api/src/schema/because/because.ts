import { ObjectType } from '@nestjs/graphql';
import type { Because as EngineBecause, ClauseReference as EngineClauseReference } from '@tallystick/engine';
import { Has, HasMany, MayHave } from '../common/index.js';
import { JSONValue } from '../scalars/index.js';
import { RestsOnFacts } from './rests-on-facts.js';

@ObjectType({
  description: 'A clause of the terms that a figure stands on, in the version that was in force for it.',
})
export class ClauseReference implements EngineClauseReference {
  @Has(() => String, 'The clause’s id in the terms.')
  readonly id!: string;

  @MayHave(() => String, 'Where it stands on paper, e.g. "Schedule 2, 3.1"; null where the terms do not say.')
  readonly clause!: string | null;
}

@ObjectType({ description: 'Something that went into a figure.' })
export class Operand {
  @Has(() => String, 'What it is, in the words of the rule.')
  readonly name!: string;

  @MayHave(() => JSONValue, 'Text, a whole number, true or false, a list of those, or null.')
  readonly value!: unknown;
}

/** A record of operands as GraphQL can say it. */
export function operandList(operands: Readonly<Record<string, unknown>>): readonly Operand[] {
  return Object.entries(operands).map(([name, value]) => ({ name, value }));
}

@ObjectType({
  implements: () => [RestsOnFacts],
  description:
    'Why a figure is what it is: the rule, the clauses, what went in, and the facts. Of a service level, its evidence names the facts.',
})
export class Because extends RestsOnFacts implements EngineBecause {
  @Has(() => String, 'The rule that made it, e.g. "sum-of-parts".')
  readonly rule!: string;

  @HasMany(() => ClauseReference, 'The clauses of the terms that it stands on.', { rows: 2 })
  readonly clauses!: readonly ClauseReference[];

  @HasMany(() => Operand, 'What went into it.', { from: operandList })
  readonly operands!: EngineBecause['operands'];
}
