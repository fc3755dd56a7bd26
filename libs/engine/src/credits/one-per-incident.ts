import { invariant } from '@tallystick/errors';
import type { Rational } from '@tallystick/quantities';
import type { LevelOutcome, PricedPart } from '../history/outcomes.js';
import type { PeriodContext } from '../history/period-context.js';
import type { CombineUnit, DraftLine } from './credit-lines.js';
import { eventsOfPart } from './incidents.js';

/** One price, and the incidents that it is for. */
interface PricedItem {
  readonly unit: CombineUnit;
  readonly line: DraftLine;
  /** Tells it from the other prices of its line. */
  readonly id: string;
  readonly exact: Rational;
  readonly incidents: readonly string[];
}

/**
 * Of prices for the same incident only the largest stands (of equal ones the first in the order of the terms), so no
 * incident is priced twice. A price per event is for the incident of the event; any other price of a level is for the
 * incidents of all that was missed, and falls whole where one of them has a larger price. A price without a known
 * incident always stands. Lines of one group have been combined in their own way and do not compete here.
 */
export function keepOnePerIncident(context: PeriodContext, units: readonly CombineUnit[]): void {
  const items = units.flatMap((unit) => unit.lines.flatMap((line) => itemsOf(context, unit, line)));
  const taken = new Map<string, PricedItem>();
  // A stable sort keeps the order of the terms among equal prices.
  for (const item of [...items].sort((a, b) => b.exact.compare(a.exact))) {
    const holders = item.incidents.flatMap((incident) => taken.get(incident) ?? []);
    const others = holders.filter((holder) => holder.unit !== item.unit || !item.unit.isGroup);
    if (others.length > 0) {
      fall(item, others);
    } else {
      for (const incident of item.incidents) if (!taken.has(incident)) taken.set(incident, item);
    }
  }
}

function fall({ line, id, exact }: PricedItem, others: readonly PricedItem[]): void {
  line.kept = line.kept.minus(exact);
  line.fallen.add(id);
  const before = line.standing.kind === 'same-incident' ? line.standing.by : [];
  const by = [...new Set([...before, ...others.map((other) => other.line.source.id)])];
  line.standing = { kind: 'same-incident', by };
}

function itemsOf(context: PeriodContext, unit: CombineUnit, line: DraftLine): PricedItem[] {
  const { level } = line;
  if (level === undefined || !line.kept.isPositive) return [];
  return level.pricedParts
    .filter((part) => part.kind !== 'points' && part.exact.isPositive)
    .flatMap((part): PricedItem[] => {
      if (part.events.length === 0) {
        const incidents = incidentsOf(context, level, part);
        return [{ unit, line, id: `${part.from}`, exact: part.exact, incidents }];
      }
      return part.events.map(({ exact, incident }, index) => {
        return { unit, line, id: `${part.from} ${index}`, exact, incidents: [incident] };
      });
    })
    .filter(({ id }) => !line.fallen.has(id));
}

/** Everything that a part missed. */
function incidentsOf(context: PeriodContext, level: LevelOutcome, { from, to }: PricedPart): string[] {
  const outcome = level.parts.find(({ part }) => part.from === from && part.to === to);
  invariant(outcome !== undefined, 'a priced part is a part of its level');
  return [...new Set(eventsOfPart(context, outcome).map((event) => event.incident))];
}
