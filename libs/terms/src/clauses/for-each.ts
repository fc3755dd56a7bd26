import { Either, shape } from '@tallystick/documents';
import type { MeasureKindOf } from '../measures/measure-kind.js';
import type { MeasureKind as KindName } from '../model/measure.js';
import type { ForEach, ForEachKey } from '../model/service-level.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { words } from '../resolution/words.js';

type Values = 'all' | readonly string[];
const values = { text: shape.choice(['all']), list: shape.list(words.name, { min: 1 }) };
const everyKnown = '`all`: every one that a fact names.';

export class ForEachService {
  @Either({ ...values, meaning: `Services. ${everyKnown}` })
  service!: Values;
}

export class ForEachSite {
  @Either({ ...values, meaning: `Sites. ${everyKnown}` })
  site!: Values;
}

export class ForEachPriority {
  @Either({ ...values, meaning: 'Priorities. `all`: those of the agreement.' })
  priority!: Values;
}

export class ForEachCategory {
  @Either({ ...values, meaning: `Categories. ${everyKnown}` })
  category!: Values;
}

export class ForEachConfigurationItem {
  @Either({ ...values, meaning: `Configuration items. ${everyKnown}` })
  configurationItem!: Values;
}

export type ForEachTerms =
  ForEachService | ForEachSite | ForEachPriority | ForEachCategory | ForEachConfigurationItem;

export const forEachDocuments = {
  service: () => ForEachService,
  site: () => ForEachSite,
  priority: () => ForEachPriority,
  category: () => ForEachCategory,
  configurationItem: () => ForEachConfigurationItem,
};

function readKey(authored: ForEachTerms): readonly [ForEachKey, Values] {
  if ('service' in authored) return ['service', authored.service];
  if ('site' in authored) return ['site', authored.site];
  if ('priority' in authored) return ['priority', authored.priority];
  if ('category' in authored) return ['category', authored.category];
  return ['configurationItem', authored.configurationItem];
}

/** One level for each of several values, if its measure can be told apart by them. */
export function resolveForEach(
  authored: ForEachTerms,
  measure: object,
  kind: MeasureKindOf<KindName>,
  path: string,
  resolution: Resolution,
): ForEach | undefined {
  const [by, given] = readKey(authored);
  const place = `${path}.${by}`;
  const before = resolution.problems.length;
  const allowed = kind.forEachKeys(measure);
  if (!allowed.includes(by)) {
    resolution.problem(
      place,
      `What this measure of the kind ${kind.kind} looks at has no ${by} of its own to be told apart by.`,
      allowed.length === 0
        ? 'Take `forEach` out.'
        : `Write ${allowed.map((key) => `\`${key}\``).join(' or ')}, or take \`forEach\` out.`,
    );
  } else if (scopeOf(measure)?.[by] !== undefined) {
    resolution.problem(
      place,
      `\`measure.where\` names the ${by} already.`,
      'List the values here, and take the key out of `where`.',
    );
  }
  if (given !== 'all') {
    checkDistinct(given, place, resolution);
    if (by === 'priority') {
      given.forEach((name, index) => resolution.checkPriority(name, `${place}[${index}]`));
    }
  }
  if (resolution.problems.length > before) return undefined;
  const named = given !== 'all' ? given : by === 'priority' ? resolution.priorities : undefined;
  return Object.freeze({ by, values: named && Object.freeze([...named]) });
}

function scopeOf(measure: object): { readonly [Key in ForEachKey]?: unknown } | undefined {
  return (measure as { readonly where?: { readonly [Key in ForEachKey]?: unknown } }).where;
}
