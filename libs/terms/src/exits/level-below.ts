import { Field, shape } from '@tallystick/documents';
import { wantsHigh } from '../clauses/target.js';
import { describeValue } from '../describe/words.js';
import type { BelowLevel } from '../model/exit-trigger.js';
import type { ServiceLevel } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { rangeOf, readValue } from '../resolution/values.js';
import { words } from '../resolution/words.js';
import type { UnitOf } from './exit-kind.js';

const namedLevels = ['expected', 'minimum', 'default'] as const;
type NamedLevel = (typeof namedLevels)[number];

const below = shape.text({
  pattern: /^(?:expected|minimum|default|[-+]?\d+(?:\.\d+)?|(?=\d)(?:\d{1,9}h)?(?:\d{1,9}m)?(?:\d{1,9}s)?)$/,
  called: 'a level',
  example: 'expected, minimum, default or a value such as 90',
  maxLength: 60,
  orNumber: true,
});

/** The key of every condition that looks at how a level did. */
export const belowKey = [
  below,
  {
    optional: true,
    default: '`expected`',
    meaning:
      'When a period counts: where the target was missed (`expected`), or its `minimum`; where a miss has a price because ' +
      'its `gate` lets it through (`default`); or where the value was worse than a value of its own, such as `90`.',
  },
] as const;

/** The keys of every condition on the verdicts of one service level. */
export class LevelBelowTerms {
  @Field(words.id, { meaning: 'The id of the service level; of one `forEach`, any of those it stands for.' })
  serviceLevel!: string;

  @Field(...belowKey)
  below?: string;
}

export interface LevelBelow {
  readonly serviceLevel: string;
  readonly below: BelowLevel;
}

/** Checks the reference, and that the level has what `below` names. */
export function readLevelBelow(
  authored: LevelBelowTerms,
  path: string,
  resolution: Resolution,
): LevelBelow | undefined {
  const { serviceLevel } = authored;
  const level = resolution.serviceLevels.find(serviceLevel, `${path}.serviceLevel`, resolution);
  return level && readBelow(authored.below, level, `${path}.below`, resolution);
}

export function readBelow(
  text: string | undefined,
  level: ServiceLevel,
  path: string,
  resolution: Resolution,
): LevelBelow | undefined {
  const named = text ?? 'expected';
  const read = isNamed(named)
    ? readNamed(named, level, path, resolution)
    : readOwnValue(named, level, path, resolution);
  return read && { serviceLevel: level.id, below: Object.freeze(read) };
}

function isNamed(text: string): text is NamedLevel {
  return (namedLevels as readonly string[]).includes(text);
}

function readNamed(
  named: NamedLevel,
  level: ServiceLevel,
  path: string,
  resolution: Resolution,
): BelowLevel | undefined {
  if (named === 'minimum' && level.target.minimum === undefined) {
    return resolution.problem(
      path,
      `The service level \`${level.id}\` has no minimum.`,
      'Give its target a `minimum`, or write `below: expected`.',
    );
  }
  if (named === 'default' && level.credit?.gate === undefined) {
    return resolution.problem(
      path,
      `The credit of the service level \`${level.id}\` has no gate that a miss could pass.`,
      'Give its `credit` a `gate`, or write `below: expected`.',
    );
  }
  return { kind: named };
}

/** Some value of the measure has to be worse than it. */
function readOwnValue(
  text: string,
  level: ServiceLevel,
  path: string,
  resolution: Resolution,
): BelowLevel | undefined {
  const unit = resolution.levelOutlines.get(level.id)?.unit();
  const value = unit === undefined ? undefined : readValue(text, unit, path, resolution);
  if (unit === undefined || value === undefined) return undefined;
  const { min, max } = rangeOf(unit);
  const worst = wantsHigh(level.target.comparison) ? min : max;
  const reached =
    worst !== undefined &&
    (wantsHigh(level.target.comparison) ? value.compare(worst) <= 0 : value.compare(worst) >= 0);
  if (reached) {
    return resolution.problem(path, `No value is worse than ${text}.`, 'Write a value that can be missed.');
  }
  return { kind: 'value', value };
}

/** `p1 is below its minimum level`, `p1 is worse than 90 %`; for the mean of several periods as well. */
export function describeBelow(
  what: string,
  { serviceLevel, below: level }: LevelBelow,
  unitOf: UnitOf,
): string {
  switch (level.kind) {
    case 'value':
      return `${what} is worse than ${describeValue(level.value, unitOf(serviceLevel))}`;
    case 'default':
      return `${what} has a miss that costs something`;
    default:
      return `${what} is below its ${level.kind} level`;
  }
}
