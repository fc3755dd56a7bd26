import type { FactShape } from './fact-shape.js';
import { isCanonicalObject } from './field-check.js';
import { addObjectProblems, type Problems } from './field-problems.js';
import { ruleProblem } from './payload-rules.js';

/**
 * Everything that is wrong with a fact of a shape: members, then what must hold between them. A good fact gives an
 * empty list and costs no more than looking at each value once.
 *
 * @param mayBeAbsent required members that this fact need not have yet.
 */
export function factProblems(
  shape: FactShape,
  values: Readonly<Record<string, unknown>>,
  mayBeAbsent?: ReadonlySet<string>,
): Problems {
  const problems: Problems = [];
  if (!isCanonicalObject(shape, values, mayBeAbsent)) {
    addObjectProblems(shape, values, '', problems, mayBeAbsent);
  }
  for (const rule of shape.rules) {
    const problem = ruleProblem(rule, values);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}
