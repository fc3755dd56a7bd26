import { TallyError } from '@tallystick/errors';
import { test } from 'vitest';
import { smallestThatFails } from '../testing/whole-language/smallest.js';
import { drawWorld, type World } from '../testing/whole-language/world.js';

/** Names the seeds to draw from instead of a law's own, e.g. `LAW_SEEDS=1000-1500`. */
// eslint-disable-next-line no-restricted-globals -- only tests read this, and no figure depends on it.
const chosen = process.env['LAW_SEEDS'];

function seedsOf(count: number, first = 0): number[] {
  const [from, to] = chosen?.split('-').map((text) => Number.parseInt(text, 10)) ?? [
    first,
    first + count - 1,
  ];
  return Array.from({ length: (to ?? from!) - from! + 1 }, (_, index) => from! + index);
}

/**
 * A law of the engine: it holds in every world drawn. The seeds are always the same ones, so that a law that holds
 * today holds tomorrow unless somebody breaks it. Every world in which it does not hold is named, and the first of
 * them is made small before it is shown.
 *
 * @param check throws where the law does not hold.
 */
export function law(
  name: string,
  options: { readonly worlds: number; readonly first?: number; readonly after?: () => void },
  check: (world: World, seed: number) => void,
): void {
  test(name, { timeout: 600_000 }, () => {
    const failures = seedsOf(options.worlds, options.first).flatMap((seed) => {
      const failure = failureOf(drawWorld(seed), seed, check);
      return failure === undefined ? [] : [{ seed, failure }];
    });
    const [first, ...others] = failures;
    if (first !== undefined) throw inSmall(first.seed, check, first.failure, others);
    if (chosen === undefined) options.after?.();
  });
}

type Check = (world: World, seed: number) => void;

function failureOf(world: World, seed: number, check: Check): unknown {
  try {
    check(world, seed);
    return undefined;
  } catch (error) {
    return error;
  }
}

/** Two failures of one kind; a world made smaller must not fail for another reason. */
function kindOf(failure: unknown): string {
  if (failure instanceof TallyError) return failure.code;
  return failure instanceof Error ? failure.constructor.name : typeof failure;
}

function inSmall(
  seed: number,
  check: Check,
  failure: unknown,
  others: readonly { readonly seed: number }[],
): Error {
  const kind = kindOf(failure);
  const small = smallestThatFails(drawWorld(seed), (smaller) => {
    const other = failureOf(smaller, seed, check);
    return other !== undefined && kindOf(other) === kind;
  });
  const last = failureOf(small, seed, check) ?? failure;
  const { terms, ...signed } = small[0]!;
  const message = [
    `The law does not hold in the world drawn from ${seed}: ${last instanceof Error ? last.message : String(last)}`,
    ...(others.length === 0
      ? []
      : [`Nor in those drawn from ${others.map((other) => other.seed).join(', ')}.`]),
    'In small, the terms:',
    JSON.stringify(terms, null, 1),
    'and the facts:',
    ...[signed, ...small.slice(1)].map((line) => JSON.stringify(line)),
  ].join('\n');
  return new Error(message, { cause: last });
}
