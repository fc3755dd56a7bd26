import { ArgsType, Field } from '@nestjs/graphql';
import type { ReadModels } from '@tallystick/read-models';
import { KnownAt, Position } from '../scalars/index.js';

/** How long a read waits for the position that it is to have reached. */
export const longestWaitMilliseconds = 10_000;

@ArgsType()
export class WaitForArguments {
  @Field(() => Position, {
    nullable: true,
    description:
      'Wait until what is read has reached this position of the agreement’s ledger, e.g. the `revision` of a mutation. ' +
      'Absent: read what is there. An answer that takes longer than 10 s to come is the error `projection-behind`.',
  })
  readonly waitFor?: number;
}

@ArgsType()
export class KnownAtArguments extends WaitForArguments {
  @Field(() => KnownAt, {
    nullable: true,
    description: 'Up to when facts are known (axis of recording). Absent: now, everything recorded.',
  })
  readonly knownAt?: string;
}

/** @throws TallyError `projection-behind`. */
export async function waitUntil(
  readModels: ReadModels,
  agreement: string,
  position: number | null | undefined,
): Promise<void> {
  if (position === null || position === undefined) return;
  await readModels.waitFor(agreement, position, longestWaitMilliseconds);
}

/** Leaves out what a client said is null: an absent argument and one that is null mean the same. */
export function given<T extends object>(fields: T): { [K in keyof T]: Exclude<T[K], null> } {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined && value !== null),
  ) as never;
}
