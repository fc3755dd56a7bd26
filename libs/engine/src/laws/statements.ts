import { evaluatePeriods } from '../statement/make-statement.js';
import { periodsBegunBy } from '../statement/periods-of.js';
import type { Statement } from '../statement/statement.js';
import type { Scenario } from '../testing/scenario.js';
import { knownBy } from '../testing/whole-language/world.js';

/** The last instant that any of the periods stated has begun by. */
const statedUntil = Date.UTC(2025, 6, 2);

/** The statements of all periods of the histories, as known and valued long after them. */
export function allStatements(scenario: Scenario): Statement[] {
  const known = scenario.knowledge(scenario.position, knownBy);
  const to = periodsBegunBy(known, statedUntil).at(-1)!.label;
  return evaluatePeriods({ ...known, to });
}
