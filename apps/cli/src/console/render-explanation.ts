import type { Explanation } from '../application.js';

/** Facts named a figure before the rest is only counted. */
const factsShown = 5;

/** The figure, then what it was made from, each a step further in. */
export function renderExplanation(explanation: Explanation, depth = 0): string {
  const { figure, value, because, from } = explanation;
  const lines = [`${figure} = ${value ?? 'nothing'}`];
  const clauses = because.clauses.map(({ id, clause }) => (clause === null ? id : `${id} (${clause})`));
  lines.push(`  rule: ${because.rule}${clauses.length === 0 ? '' : `, under ${clauses.join(', ')}`}`);
  const operands = Object.entries(because.operands)
    .filter(([, operand]) => operand !== null)
    .map(([name, operand]) => `${name} ${Array.isArray(operand) ? operand.join(' ') : String(operand)}`);
  if (operands.length > 0) lines.push(`  with: ${operands.join(', ')}`);
  if (because.facts.length > 0) {
    const more = because.facts.length - factsShown;
    lines.push(
      `  facts: ${because.facts.slice(0, factsShown).join(' ')}${more > 0 ? ` and ${more} more` : ''}`,
    );
  }
  const own = lines.map((line) => `${'    '.repeat(depth)}${line}\n`).join('');
  return own + from.map((each) => renderExplanation(each, depth + 1)).join('');
}
