import type { FactLine } from '../testing/scenario.js';
import type { Plain } from '../testing/whole-language/plain.js';
import { termsOf, underTerms, type World } from '../testing/whole-language/world.js';

/** What a contract may say that makes a law not hold by the contract's own words. */
export interface Exception {
  readonly what: string;
  readonly why: string;
  /** Another value for a key, or `undefined` to take the key out; the same value where it is not an exception. */
  readonly instead: (key: string, value: unknown, within: Plain) => unknown;
}

/**
 * The same world under terms and amendments that say none of these things.
 *
 * @returns undefined where what is left of an amendment does not load any more.
 */
export function without(world: World, exceptions: readonly Exception[]): World {
  const rewritten = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(rewritten);
    if (typeof value !== 'object' || value === null) return value;
    const kept = Object.entries(value)
      .map(([key, member]) => {
        const instead = exceptions.reduce(
          (current, exception) => exception.instead(key, current, value as Plain),
          member as unknown,
        );
        return [key, rewritten(instead)] as const;
      })
      .filter(([, member]) => member !== undefined);
    return Object.fromEntries(kept);
  };
  const facts = world
    .slice(1)
    .map((line) =>
      line.type === 'TermsAmended' ? { ...line, document: rewritten(line['document']) } : line,
    );
  return underTerms([world[0]!, ...facts], rewritten(termsOf(world)) as Plain);
}

/** The same world without facts of some types. */
export function withoutFacts(world: World, types: readonly string[]): World {
  return world.filter((line: FactLine) => !types.includes(line.type));
}
