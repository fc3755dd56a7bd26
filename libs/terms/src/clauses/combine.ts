import { Choice, Field, joinPath, ListOf, Text } from '@tallystick/documents';
import { combineKinds, type CombineGroup, type CombineKind } from '../model/credit-rules.js';
import type { Resolution } from '../resolution/resolution.js';
import { aboutClause, words } from '../resolution/words.js';
import { checkCreditedLevels } from './credited-levels.js';

const aboutCombine =
  '`sum`: they add up. `highest`: only the largest stands. `one-per-incident`: of prices for the same incident only the ' +
  'largest stands. `critical-displaces`: where a credit of a critical level is due, only those stand.';

const aboutCritical =
  'For `critical-displaces`, and only there: the levels whose credits displace the others.';

/** How credits combine, in a group or altogether. */
class CombineTerms {
  @ListOf(words.id, { optional: true, min: 1, meaning: aboutCritical })
  critical?: readonly string[];
}

export class CombineGroupTerms extends CombineTerms {
  @Field(words.id, { meaning: 'Names the group in figures.' })
  id!: string;

  @Text({ optional: true, meaning: aboutClause.clause })
  clause?: string;

  @ListOf(words.id, {
    min: 1,
    meaning:
      'The ids of its service levels: two, or one with `forEach`, whose credits for each value come together. A level stands in at most one group.',
  })
  of!: readonly string[];

  @Choice(combineKinds, { meaning: `How the credits of the group come together. ${aboutCombine}` })
  combine!: CombineKind;
}

/** The keys of `credits` that say how credits come together. */
export class CombiningTerms extends CombineTerms {
  @Choice(combineKinds, {
    optional: true,
    default: '`sum`',
    meaning: `How the credits of levels in no group, and what the groups come to, come together. ${aboutCombine}`,
  })
  combine?: CombineKind;
}

/** The levels that displace others: named where they do, and nowhere else. */
export function readCritical(
  authored: { readonly combine?: CombineKind; readonly critical?: readonly string[] },
  path: string,
  resolution: Resolution,
): readonly string[] {
  const { combine, critical } = authored;
  if (combine === 'critical-displaces' && critical === undefined) {
    resolution.problem(`${path}.critical`, 'It is missing.', 'Name the levels that displace the others.');
  }
  if (combine !== 'critical-displaces' && critical !== undefined) {
    resolution.problem(
      `${path}.critical`,
      'It has no effect: nothing is displaced.',
      'Leave it out, or write `combine: critical-displaces`.',
    );
  }
  if (critical !== undefined) checkCreditedLevels(critical, `${path}.critical`, resolution);
  return Object.freeze([...(critical ?? [])]);
}

export function resolveGroups(
  authored: readonly CombineGroupTerms[],
  path: string,
  resolution: Resolution,
): readonly CombineGroup[] {
  const taken = new Map<string, string>();
  const ids = new Set<string>();
  return Object.freeze(
    authored.map((group, index) => {
      const place = joinPath(path, index);
      if (ids.has(group.id)) {
        resolution.problem(
          `${place}.id`,
          `The id \`${group.id}\` stands twice.`,
          'Give each group an id of its own.',
        );
      }
      ids.add(group.id);
      checkCreditedLevels(group.of, `${place}.of`, resolution);
      checkSeveral(group.of, `${place}.of`, resolution);
      group.of.forEach((id, member) => {
        const other = taken.get(id);
        if (other !== undefined && other !== group.id) {
          resolution.problem(
            joinPath(`${place}.of`, member),
            `The service level \`${id}\` stands in the group \`${other}\` already.`,
            'Keep it in one of the two.',
          );
        }
        taken.set(id, other ?? group.id);
      });
      const critical = readCritical(group, place, resolution);
      checkCriticalOfGroup(critical, group, `${place}.critical`, resolution);
      return Object.freeze({
        id: group.id,
        clause: group.clause,
        serviceLevels: Object.freeze([...group.of]),
        combine: group.combine,
        critical,
      });
    }),
  );
}

/** One level alone has nothing to come together with, unless it stands for several. */
function checkSeveral(of: readonly string[], path: string, resolution: Resolution): void {
  const [only] = of;
  if (of.length > 1 || resolution.serviceLevels.sound().get(only!)?.forEach !== undefined) return;
  if (!resolution.isSound('serviceLevels')) return;
  resolution.problem(
    path,
    'One level alone has no other to come together with.',
    'Name two or more, or one with `forEach`.',
  );
}

function checkCriticalOfGroup(
  critical: readonly string[],
  group: CombineGroupTerms,
  path: string,
  resolution: Resolution,
): void {
  critical.forEach((id, index) => {
    if (group.of.includes(id) || !resolution.serviceLevels.has(id)) return;
    resolution.problem(
      joinPath(path, index),
      `The service level \`${id}\` is not one of the group.`,
      'Name levels of its `of`.',
    );
  });
  if (critical.length > 0 && group.of.every((id) => critical.includes(id))) {
    resolution.problem(
      path,
      'Every level of the group is critical, so nothing is displaced.',
      'Leave at least one out.',
    );
  }
}
