import { Field, type FieldOptions, InputType, type ReturnTypeFunc } from '@nestjs/graphql';
import { Instant, Position } from '../scalars/index.js';

/** A field of an input that has to be given. */
export function Given(type: ReturnTypeFunc, description: string): PropertyDecorator {
  return Field(type, { description });
}

/** A field of an input that may be left out, or null, which means the same. */
export function MayBeGiven(
  type: ReturnTypeFunc,
  description: string,
  options: FieldOptions = {},
): PropertyDecorator {
  return Field(type, { ...options, description, nullable: true });
}

/** What makes a request safe to send again, and safe from what others record meanwhile. */
@InputType({ isAbstract: true })
export abstract class RequestInput {
  @Given(() => String, 'The agreement, by its name.')
  readonly agreement!: string;

  @MayBeGiven(
    () => String,
    'Names this very request of this token, e.g. a UUID. The same request sent again under it, whatever became of the first answer, records ' +
      'nothing and gives the first result; another request under it is the error `idempotency-key-reused`.',
  )
  readonly idempotencyKey?: string | null;

  @MayBeGiven(
    () => Position,
    'The position of the last fact that the asker has seen. Anything recorded since is the error `ledger-conflict`, whose ' +
      '`extensions.actualRevision` says where the ledger is.',
  )
  readonly expectedRevision?: number | null;
}

@InputType({ isAbstract: true })
export abstract class CommandInput extends RequestInput {
  @MayBeGiven(
    () => Instant,
    'When it happened (axis of effect). Absent: when it was recorded first, by the clock of the server.',
  )
  readonly effectiveAt?: string | null;
}
