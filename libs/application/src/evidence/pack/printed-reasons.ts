import { explainFigure, type Explanation, figureNames, type Statement } from '@tallystick/engine';
import type { Reason } from '@tallystick/print';
import { Rational } from '@tallystick/quantities';
import { grouped } from './statement-charts.js';

/** Operands that stand elsewhere on the page, or say nothing to a reader. */
const unsaid = new Set(['termsDigest', 'state', 'parts', 'share']);

/** Money that is worth a reason: each credit, bonus, cap and adjustment that is not nothing, and the settlement. */
export function printedReasons(
  statement: Statement,
  positions: ReadonlyMap<string, number>,
): readonly Reason[] {
  return figureNames(statement)
    .filter(
      (name) =>
        /(?:\.credit|\.bonus|\.earn-back|^credits\.cap.*|^settlement.*)$/.test(name) ||
        name.startsWith('adjustment.'),
    )
    .map((name) => explainFigure(statement, name))
    .filter(({ value }) => value !== null && !isNothing(value))
    .map((explanation) => ({
      figure: explanation.figure,
      value: Rational.isDecimal(explanation.value!) ? grouped(explanation.value!) : explanation.value!,
      lines: linesOf(explanation, positions),
    }));
}

function isNothing(value: string): boolean {
  return Rational.isDecimal(value) && Rational.parse(value).isZero;
}

/** Why the figure itself, then what it was made from; figures that have a reason of their own are only named. */
function linesOf(explanation: Explanation, positions: ReadonlyMap<string, number>): string[] {
  const isSum = explanation.figure.startsWith('settlement') || explanation.figure.startsWith('credits.cap');
  const parts = isSum ? [] : explanation.from.flatMap((from) => nested(from, positions));
  const summed = isSum
    ? [`From: ${explanation.from.map(({ figure, value }) => `${figure} ${value ?? ''}`).join(', ')}`]
    : [];
  return [because(explanation), ...factLines(explanation, positions), ...summed, ...parts];
}

function nested(explanation: Explanation, positions: ReadonlyMap<string, number>): string[] {
  const { figure, value, from } = explanation;
  return [
    `${figure} = ${value ?? 'nothing'}: ${because(explanation)}`,
    ...factLines(explanation, positions),
    ...from.flatMap((each) => nested(each, positions)),
  ];
}

function because({ because: { rule, clauses, operands } }: Explanation): string {
  const under = clauses.map(({ id, clause }) => clause ?? id);
  const said = Object.entries(operands)
    .filter(([name, operand]) => operand !== null && !unsaid.has(name))
    .map(
      ([name, operand]) => `${words(name)} ${Array.isArray(operand) ? operand.join(' ') : String(operand)}`,
    );
  return [
    `${rule.replaceAll('-', ' ')}${under.length === 0 ? '' : `, under ${[...new Set(under)].join(', ')}`}`,
    ...(said.length === 0 ? [] : [said.join(', ')]),
  ].join('; ');
}

/** `usedBefore` as `used before`. */
function words(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
}

/** Facts by their positions in the ledger, which is what they are called in the pack. */
function factLines({ because: { facts } }: Explanation, positions: ReadonlyMap<string, number>): string[] {
  if (facts.length === 0) return [];
  const known = facts.map((id) => positions.get(id)).filter((position) => position !== undefined);
  if (known.length === 0) return [];
  return [`Facts ${[...new Set(known)].sort((a, b) => a - b).join(', ')}`];
}
