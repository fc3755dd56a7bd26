import { Choice, DecimalNumber, Field, isDecimalText, joinPath, shape, Text } from '@tallystick/documents';
import { Rational, toWholeNumber } from '@tallystick/quantities';
import type { EarnBack } from '../model/earn-back.js';
import type { Resolution } from '../resolution/resolution.js';
import { type MeasureUnit, readValue } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';
import { checkCreditedLevels } from './credited-levels.js';

const afterPattern = /^([1-9]\d{0,3}) periods? (met|exceeded)$/;

class EarnBackTerms {
  @Field(words.id, {
    optional: true,
    default: '`earn-back`, where it stands alone',
    meaning: 'Names the clause. Required in a list.',
  })
  id?: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @DecimalNumber({ max: '100', meaning: 'The share of the credit that comes back, in percent.' })
  share!: string;

  @Field(shape.either({ text: shape.choice(['each level']), list: shape.list(words.id, { min: 1 }) }), {
    optional: true,
    default: '`each level`',
    meaning: 'The ids of the service levels whose credits come back, or `each level`.',
  })
  of?: 'each level' | readonly string[];

  @Choice(['paid', 'bank'], {
    optional: true,
    default: '`paid`',
    meaning:
      '`paid`: what comes back is owed to the provider. `bank`: it can only be set against later credits, and ends with ' +
      'the term.',
  })
  settledBy?: EarnBack['settledBy'];
}

export class EarnBackAfter extends EarnBackTerms {
  @Field(
    shape.text({
      pattern: afterPattern,
      called: 'a number of periods that are met or exceeded',
      example: '6 periods met or 3 periods exceeded',
      maxLength: 30,
    }),
    {
      meaning:
        'In how many periods after the one of the credit, each of them, the level is met; or exceeded: better than its ' +
        'target by at least `by`.',
    },
  )
  after!: string;

  @Field(words.value, {
    optional: true,
    meaning: 'For `exceeded`, and only there: by how much, in the unit of the measure.',
  })
  by?: string;
}

export class EarnBackAtYearEnd extends EarnBackTerms {
  @Choice(['year-mean'], {
    meaning:
      "The mean of the level's values over the contract year keeps the target. It is known at the year's end.",
  })
  when!: 'year-mean';
}

export type AuthoredEarnBack = EarnBackAfter | EarnBackAtYearEnd;

const oneEarnBack = shape.oneOf({ kinds: { after: () => EarnBackAfter, when: () => EarnBackAtYearEnd } });

/** One, or a list. */
export const earnBackShape = shape.either({
  list: shape.list(oneEarnBack, { min: 1 }),
  object: oneEarnBack,
});

/** What a clause is called that stands alone. */
const onlyId = 'earn-back';

/** How credits are earned back. Reads service levels, so they have to have a meaning by then. */
export function resolveEarnBacks(
  authored: AuthoredEarnBack | readonly AuthoredEarnBack[] | undefined,
  path: string,
  resolution: Resolution,
): ReadonlyMap<string, EarnBack> {
  const earnBacks = new Map<string, EarnBack>();
  const listed = Array.isArray(authored);
  const list = (listed ? authored : authored === undefined ? [] : [authored]) as readonly AuthoredEarnBack[];
  const taken = new Set<string>();
  list.forEach((each, index) => {
    const place = listed ? joinPath(path, index) : path;
    if (listed && each.id === undefined) {
      resolution.problem(`${place}.id`, 'It is missing.', 'Give each clause of the list an id of its own.');
      return;
    }
    const id = each.id ?? onlyId;
    if (taken.has(id)) {
      resolution.problem(
        `${place}.id`,
        `The id \`${id}\` stands twice.`,
        'Give each clause of the list an id of its own.',
      );
      return;
    }
    taken.add(id);
    const earnBack = resolveEarnBack(each, id, place, resolution);
    if (earnBack !== undefined) earnBacks.set(id, earnBack);
  });
  return earnBacks;
}

function resolveEarnBack(
  authored: AuthoredEarnBack,
  id: string,
  path: string,
  resolution: Resolution,
): EarnBack | undefined {
  const sharePercent = Rational.parse(authored.share);
  if (!sharePercent.isPositive) {
    resolution.problem(`${path}.share`, `${authored.share} is not more than 0.`, 'Write a number above 0.');
  }
  const serviceLevels = authored.of === undefined || authored.of === 'each level' ? undefined : authored.of;
  if (serviceLevels === undefined) checkAnyCredit(path, resolution);
  else checkCreditedLevels(serviceLevels, `${path}.of`, resolution);
  const when = readWhen(authored, serviceLevels, path, resolution);
  if (when === undefined || !resolution.isSound(path)) return undefined;
  return Object.freeze({
    id,
    clause: authored.clause,
    serviceLevels: serviceLevels && Object.freeze([...serviceLevels]),
    sharePercent,
    when,
    settledBy: authored.settledBy ?? 'paid',
  });
}

function checkAnyCredit(path: string, resolution: Resolution): void {
  if (!resolution.isSound('serviceLevels')) return;
  if ([...resolution.serviceLevels.sound().values()].some(({ credit }) => credit !== undefined)) return;
  resolution.problem(
    path,
    'No service level has a credit that could be earned back.',
    'Take it out, or give a level a `credit`.',
  );
}

function readWhen(
  authored: AuthoredEarnBack,
  serviceLevels: readonly string[] | undefined,
  path: string,
  resolution: Resolution,
): EarnBack['when'] | undefined {
  if (authored instanceof EarnBackAtYearEnd) return Object.freeze({ kind: 'year-mean' });
  const { by } = authored;
  const [, count, verb] = afterPattern.exec(authored.after)!;
  const periods = toWholeNumber(count!);
  if (verb === 'met') {
    if (by !== undefined) {
      resolution.problem(
        `${path}.by`,
        'It has no effect: the level only has to be met.',
        'Leave it out, or write `exceeded`.',
      );
    }
    return Object.freeze({ kind: 'met', periods });
  }
  if (by === undefined) {
    return resolution.problem(
      `${path}.by`,
      'It is missing.',
      'Say by how much the target has to be exceeded.',
    );
  }
  const value = readBy(by, serviceLevels, `${path}.by`, resolution);
  return value && Object.freeze({ kind: 'exceeded', periods, by: value });
}

/** By how much: a time for levels that count in time, a number for all others; one clause is about levels of one sort. */
function readBy(
  text: string,
  serviceLevels: readonly string[] | undefined,
  path: string,
  resolution: Resolution,
): Rational | undefined {
  const units = new Map<MeasureUnit, string>();
  for (const [id, { unit }] of resolution.levelOutlines) {
    const level = resolution.serviceLevels.sound().get(id);
    const counted = serviceLevels === undefined ? level?.credit !== undefined : serviceLevels.includes(id);
    const counts = counted ? unit() : undefined;
    if (counts !== undefined) units.set(counts, id);
  }
  const time = !isDecimalText(text);
  for (const [unit, id] of units) {
    if ((unit === 'seconds') === time) continue;
    return resolution.problem(
      path,
      time
        ? `${text} is a time, but the service level \`${id}\` counts in ${unit === 'percent' ? 'percent' : 'numbers'}.`
        : `${text} has no unit of time, but the service level \`${id}\` counts in time.`,
      'Name the levels of one unit in `of`, and write a clause for each unit.',
    );
  }
  const value = readValue(text, time ? 'seconds' : 'number', path, resolution);
  if (value === undefined || value.isPositive) return value;
  return resolution.problem(path, `${text} is not more than 0.`, 'Write more than 0, or `met`.');
}
