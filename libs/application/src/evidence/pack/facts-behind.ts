import type { SealedStatement } from '@tallystick/engine';

/** Keys of a statement under which ids of facts stand. */
const idKeys = new Set(['facts', 'lateFacts', 'earlyFacts', 'statedBy', 'fact', 'factId']);

/**
 * The ids of the facts behind the figures that cost money: all that the statement names within its terms, missed or credited
 * service levels, credits, points, bonuses, earn-backs, reliefs, adjustments, contests and settlement, and within
 * obligations that have a credit. `apps/verifier` finds the same with code of its own, and a test holds the two against
 * each other.
 */
export function factsBehind(statement: SealedStatement): ReadonlySet<string> {
  const lines = [...statement.credits.lines, ...statement.points.lines];
  const priced = new Set(
    lines.filter((line) => !isNothing(line)).map((line) => ('id' in line ? line.id : line.serviceLevel)),
  );
  const levels = statement.serviceLevels.filter(({ id, verdict }) => verdict === 'missed' || priced.has(id));
  const { terms, credits, points, adjustments, contests, settlement } = statement;
  const money = { terms, levels, credits, points, adjustments, contests, settlement };
  if (statement.format === 1) return factIdsIn(money);
  const { bonuses, earnBacks, reliefs } = statement;
  const obligations = statement.obligations.obligations.filter(({ id }) => priced.has(id));
  return factIdsIn({ ...money, bonuses, earnBacks, reliefs, obligations });
}

function isNothing(line: { readonly exact: string } | { readonly points: string }): boolean {
  return /^-?0*(\.0*)?$/.test('exact' in line ? line.exact : line.points);
}

/** Every id of a fact anywhere in a value. */
export function factIdsIn(value: unknown): ReadonlySet<string> {
  const ids = new Set<string>();
  const walk = (one: unknown): void => {
    if (Array.isArray(one)) one.forEach(walk);
    else if (typeof one === 'object' && one !== null) {
      for (const [key, member] of Object.entries(one) as [string, unknown][]) {
        if (idKeys.has(key)) for (const id of [member].flat()) addText(ids, id);
        else walk(member);
      }
    }
  };
  walk(value);
  return ids;
}

function addText(ids: Set<string>, id: unknown): void {
  if (typeof id === 'string') ids.add(id);
}
