import { Choice, Either, Flag, ListOf, shape } from '@tallystick/documents';
import type { ChargeBase } from '../model/price.js';
import type { ForEach } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';

export class ChargeBaseTerms {
  @Either({
    text: shape.choice(['all', 'own']),
    list: shape.list(words.id, { min: 1 }),
    meaning:
      'The ids of the charges, or `all` of them. `own`, in a `forEach` level: for each of its values the charges that are `for` it.',
  })
  charges!: 'all' | 'own' | readonly string[];

  @ListOf(words.id, {
    optional: true,
    min: 1,
    default: 'none',
    meaning: 'With `charges: all`, and only there: the ids of the charges that are taken out.',
  })
  less?: readonly string[];

  @Choice(['included', 'excluded'], {
    optional: true,
    default: '`excluded`',
    meaning:
      'With `charges: all`, and only there: whether charges that are passed through at cost are among them. A charge ' +
      'that is named always counts.',
  })
  passThrough?: ChargeBase['passThrough'];

  @Choice(['period', 'previous-period', 'next-period', 'contract-year', 'contract-year-of-first'], {
    optional: true,
    default: '`period`',
    meaning:
      'Over which days the charges are taken: the period that the credit arises in (for a cap or an exit: its window), ' +
      'the period before or after it, or the contract year that the period begins in, counted from the first day of ' +
      'the term. `contract-year-of-first`, for levels with a `window` only: the contract year in which the window ' +
      'first gave a credit.',
  })
  over?: ChargeBase['over'];

  @Choice(['net', 'gross'], {
    optional: true,
    default: '`net`',
    meaning: 'Without the tax of the charges, or with it.',
  })
  amounts?: ChargeBase['amounts'];

  @Flag({
    optional: true,
    default: 'true',
    meaning: '`false`: a period that the term cuts counts as if it were whole.',
  })
  prorated?: boolean;
}

/** What stands in `of`: a list of charges with every default, or the whole of it. */
export type AuthoredChargeBase = readonly string[] | ChargeBaseTerms;

/** The shape of `of`, for `@Field(chargeBase, { … })`. */
export const chargeBase = shape.either({
  list: shape.list(words.id, { min: 1 }),
  object: shape.nested(() => ChargeBaseTerms),
});

const everyOver: readonly ChargeBase['over'][] = [
  'period',
  'previous-period',
  'next-period',
  'contract-year',
];

/**
 * Reads what percentages are of.
 *
 * @param path of `of` itself.
 * @param over the choices of `over` that mean something at this place; by default all that need no window of a measure.
 * @param forEach of the level that it is of, for charges of its own.
 */
export function readChargeBase(
  authored: AuthoredChargeBase,
  path: string,
  resolution: Resolution,
  over: readonly ChargeBase['over'][] = everyOver,
  forEach?: ForEach,
): ChargeBase | undefined {
  if (!(authored instanceof ChargeBaseTerms)) return readNamed(authored, path, resolution);
  const { charges } = authored;
  const chosen = authored.over ?? 'period';
  if (!over.includes(chosen)) {
    resolution.problem(
      `${path}.over`,
      `\`${chosen}\` means nothing here.`,
      `Write ${over.map((each) => `\`${each}\``).join(' or ')}, or leave it out.`,
    );
  }
  if (charges === 'all') checkAll(authored, path, resolution);
  else checkNamedAlone(authored, path, resolution);
  if (charges === 'own') checkOwn(forEach, `${path}.charges`, resolution);
  const named = typeof charges === 'string' ? charges : namedCharges(charges, `${path}.charges`, resolution);
  if (!resolution.isSound(path)) return undefined;
  return Object.freeze({
    charges: named,
    less: Object.freeze([...(authored.less ?? [])]),
    passThrough: authored.passThrough ?? 'excluded',
    over: chosen,
    amounts: authored.amounts ?? 'net',
    prorated: authored.prorated ?? true,
  });
}

function readNamed(ids: readonly string[], path: string, resolution: Resolution): ChargeBase | undefined {
  const charges = namedCharges(ids, path, resolution);
  if (!resolution.isSound(path)) return undefined;
  return Object.freeze({
    charges,
    less: Object.freeze([]),
    passThrough: 'excluded',
    over: 'period',
    amounts: 'net',
    prorated: true,
  });
}

function namedCharges(ids: readonly string[], path: string, resolution: Resolution): readonly string[] {
  resolution.checkCharges(ids, path);
  checkDistinct(ids, path, resolution);
  return Object.freeze([...ids]);
}

/** Every value that the level names has a charge of its own; of all that facts may name, at least one has. */
function checkOwn(forEach: ForEach | undefined, path: string, resolution: Resolution): void {
  if (forEach === undefined) {
    resolution.problem(
      path,
      'Only a level with `forEach` has charges of its own.',
      'Name the charges, or write `all`.',
    );
    return;
  }
  if (!resolution.isSound('charges')) return;
  const { by, values } = forEach;
  const charged = new Set(
    [...resolution.charges.sound().values()].flatMap((charge) =>
      charge.for?.by === by ? charge.for.values : [],
    ),
  );
  const without = values?.filter((value) => !charged.has(value)) ?? [];
  if (charged.size > 0 && without.length === 0) return;
  const what = without.length > 0 && charged.size > 0 ? `the ${by} \`${without[0]!}\`` : `a ${by}`;
  resolution.problem(path, `No charge is for ${what}.`, `Write \`for: { ${by}: … }\` in the charge.`);
}

/** What says which of all charges count has no effect on charges that are named. */
function checkNamedAlone(authored: ChargeBaseTerms, path: string, resolution: Resolution): void {
  for (const key of ['less', 'passThrough'] as const) {
    if (authored[key] === undefined) continue;
    resolution.problem(
      `${path}.${key}`,
      'It has no effect on charges that are named: each of them counts.',
      'Leave it out, or write `charges: all`.',
    );
  }
}

/** `all` has to leave at least one charge, or percentages would be of nothing. */
function checkAll(authored: ChargeBaseTerms, path: string, resolution: Resolution): void {
  const { less = [], passThrough = 'excluded' } = authored;
  resolution.checkCharges(less, `${path}.less`);
  checkDistinct(less, `${path}.less`, resolution);
  const sound = resolution.charges.sound();
  const counted = resolution.charges.ids().filter((id) => {
    const through = sound.get(id)?.passThrough === true && passThrough === 'excluded';
    return !less.includes(id) && !through;
  });
  if (counted.length > 0) return;
  resolution.problem(
    path,
    'It leaves no charge that a percentage could be of.',
    'Name the charges, or take less out.',
  );
}
