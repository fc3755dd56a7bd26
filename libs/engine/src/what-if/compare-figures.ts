import { Rational } from '@tallystick/quantities';
import { type ClauseFigure, type ClauseFigures, keyOf } from './clause-figures.js';
import type { SimulatedChange, SimulatedClause } from './simulation.js';

/**
 * The clauses of two sides that come out otherwise: those of the recorded terms in their order, each kind followed by
 * what appears under the proposed ones. A clause that only one side has is named even where it comes to nothing.
 */
export function compareFigures(
  recorded: readonly ClauseFigures[],
  proposed: readonly ClauseFigures[],
): SimulatedClause[] {
  const then = new Map(proposed.map((clause) => [keyOf(clause), clause]));
  const known = new Set(recorded.map(keyOf));
  const kinds = new Set([...recorded, ...proposed].map(({ kind }) => kind));
  return [...kinds].flatMap((kind) => [
    ...recorded
      .filter((clause) => clause.kind === kind)
      .flatMap((clause) => compareClause(clause, then.get(keyOf(clause)))),
    ...proposed
      .filter((clause) => clause.kind === kind && !known.has(keyOf(clause)))
      .flatMap((clause) => compareClause(undefined, clause)),
  ]);
}

function compareClause(
  recorded: ClauseFigures | undefined,
  proposed: ClauseFigures | undefined,
): SimulatedClause[] {
  const { kind, id, clause } = (proposed ?? recorded)!;
  const names = new Set([...Object.keys(recorded?.figures ?? {}), ...Object.keys(proposed?.figures ?? {})]);
  const changes = [...names].flatMap((name) =>
    compareFigure(name, recorded?.figures[name], proposed?.figures[name]),
  );
  const presence = recorded === undefined ? 'appears' : proposed === undefined ? 'vanishes' : 'both';
  if (presence === 'both' && changes.length === 0) return [];
  return [{ kind, id, clause: clause ?? null, presence, changes }];
}

function compareFigure(
  figure: string,
  recorded: ClauseFigure | undefined,
  proposed: ClauseFigure | undefined,
): SimulatedChange[] {
  const [was, is] = [recorded?.value ?? null, proposed?.value ?? null];
  if (was === is && (recorded?.unit === proposed?.unit || was === null)) return [];
  return [
    {
      figure,
      unit: (proposed ?? recorded)!.unit,
      recorded: was,
      proposed: is,
      difference: differenceOf(recorded, proposed),
    },
  ];
}

/** What appears counts from nothing, and what vanishes to nothing, where it is money, points or a count. */
function differenceOf(recorded: ClauseFigure | undefined, proposed: ClauseFigure | undefined): string | null {
  const unit = (proposed ?? recorded)!.unit;
  if (
    unit === 'word' ||
    (recorded !== undefined && proposed !== undefined && recorded.unit !== proposed.unit)
  ) {
    return null;
  }
  const isAmount = unit === 'money' || unit === 'points' || unit === 'count';
  const number = (figure: ClauseFigure | undefined): Rational | undefined =>
    typeof figure?.value === 'string' ? Rational.parse(figure.value) : isAmount ? Rational.zero : undefined;
  const [was, is] = [number(recorded), number(proposed)];
  if (was === undefined || is === undefined) return null;
  const difference = is.minus(was);
  // Money keeps the places of its currency.
  const places = unit === 'money' ? Math.max(placesOf(recorded), placesOf(proposed)) : undefined;
  return places === undefined ? difference.toDecimal() : difference.toFixed(places, 'half-up');
}

function placesOf(figure: ClauseFigure | undefined): number {
  return typeof figure?.value === 'string' ? (figure.value.split('.')[1] ?? '').length : 0;
}
