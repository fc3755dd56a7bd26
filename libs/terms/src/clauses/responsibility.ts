import { Field, ListOf, Text } from '@tallystick/documents';
import type { Responsibility } from '../model/obligation.js';
import type { Resolution } from '../resolution/resolution.js';
import { checkDistinct } from '../resolution/values.js';
import { aboutClause, words } from '../resolution/words.js';

/** Who answers for an area: one line of the responsibility matrix. */
export class ResponsibilityClause {
  @Field(words.name, {
    meaning: 'The area, such as `email`. It names the clause; amendments replace it by it.',
  })
  area!: string;

  @Field(words.name, {
    meaning: 'Who answers for it: `client`, `provider`, or the short name of a third party.',
  })
  owner!: string;

  @Field(words.name, {
    optional: true,
    default: 'its owner does',
    meaning: 'Which party speaks with the owner and sees to it that things get done.',
  })
  coordinatedBy?: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @Text({ optional: true, meaning: 'What else is to be known of it.' })
  note?: string;

  @ListOf(words.name, {
    optional: true,
    default: 'the service of the name of the area',
    meaning: 'The services that belong to the area.',
  })
  services?: readonly string[];

  @ListOf(words.name, {
    optional: true,
    default: 'the category of the name of the area',
    meaning: 'The categories of tickets that belong to the area.',
  })
  categories?: readonly string[];
}

export function resolveResponsibility(
  authored: ResponsibilityClause,
  path: string,
  resolution: Resolution,
): Responsibility | undefined {
  const { area, owner, coordinatedBy, services, categories } = authored;
  resolution.checkParty(owner, `${path}.owner`);
  if (coordinatedBy !== undefined) resolution.checkParty(coordinatedBy, `${path}.coordinatedBy`);
  if (coordinatedBy === owner) {
    resolution.problem(`${path}.coordinatedBy`, `\`${owner}\` owns it already.`, 'Leave it out.');
  }
  checkDistinct(services, `${path}.services`, resolution);
  checkDistinct(categories, `${path}.categories`, resolution);
  if (!resolution.isSound(path)) return undefined;
  return Object.freeze({
    area,
    owner,
    coordinatedBy,
    clause: authored.clause,
    note: authored.note,
    services: Object.freeze([...(services ?? [area])]),
    categories: Object.freeze([...(categories ?? [area])]),
  });
}

/** A service or a category has one owner: it belongs to one area. */
export function checkOwnedOnce(
  responsibilities: Iterable<Responsibility>,
  pathOf: (area: string) => string,
  resolution: Resolution,
): void {
  for (const key of ['services', 'categories'] as const) {
    const areas = new Map<string, string>();
    for (const each of responsibilities) {
      for (const name of each[key]) {
        const other = areas.get(name);
        if (other !== undefined) {
          resolution.problem(
            pathOf(each.area),
            `\`${name}\` belongs to the area \`${other}\` already.`,
            `Name it in the \`${key}\` of one area only.`,
          );
        } else areas.set(name, each.area);
      }
    }
  }
}
