import { startOfLocalDate } from '@tallystick/calendar';
import { compareText, type DayNumber, type EpochSeconds, wholeSecond } from '@tallystick/quantities';
import type { Responsibility } from '@tallystick/terms';
import { behindLimit, type Listed, listed, listLimit } from './foremost.js';
import { dayOf, hasHappened, type PeriodView } from './period-view.js';

/** Who answers for an area from a local day on; without an owner nobody does, as the terms no longer name the area. */
export interface OwnerChange {
  readonly on: DayNumber;
  readonly owner: string | undefined;
  readonly coordinatedBy: string | undefined;
  /** What says so: the terms, from the first day of a version of them on, or a fact. */
  readonly by: 'terms' | 'fact';
  /** Of the terms: the digest of the version. */
  readonly termsDigest: string | undefined;
  /** The fact, where it is one. */
  readonly factIds: readonly string[];
}

/** One line of the responsibility matrix, as it stands at the end of the period. */
export interface Area {
  readonly area: string;
  /** Where it stands in the terms; absent where only a fact names it. */
  readonly clause: Responsibility | undefined;
  readonly standing: OwnerChange;
  /** What tickets belong to it. */
  readonly services: readonly string[];
  readonly categories: readonly string[];
  /** What changed in the period, latest first. */
  readonly changes: Listed<OwnerChange>;
}

export interface Matrix {
  /** Every area that somebody answers for at the end of the period, or did in it: those of the terms come first. */
  readonly areas: readonly Area[];
  readonly listed: Listed<Area>;
}

/** One thing said about an area, in the order in which it takes effect; the last one counts. */
interface Saying extends OwnerChange {
  readonly at: EpochSeconds;
  /** The clause of the version; absent for facts. */
  readonly clause: Responsibility | undefined;
}

/**
 * The responsibility matrix (design 2, "Accountability"): who answers for each area by the terms and by the facts that
 * assign it since, whichever is later. A version of the terms says something of an area only where it changes it, so
 * that an amendment of something else leaves what a fact assigned.
 */
export function matrixOf(view: PeriodView): Matrix {
  const sayings = new Map<string, Saying[]>();
  const note = (area: string, saying: Saying): void => {
    const own = sayings.get(area);
    if (own === undefined) sayings.set(area, [saying]);
    else own.push(saying);
  };
  noteTerms(view, note);
  noteFacts(view, note);
  const areas = [...sayings].flatMap(([area, own]) => areaOf(view, area, own));
  const order = new Map(
    [...view.versions.at(-1)!.terms.responsibilities.keys()].map((area, at) => [area, at]),
  );
  areas.sort(
    (a, b) =>
      (order.get(a.area) ?? Infinity) - (order.get(b.area) ?? Infinity) || compareText(a.area, b.area),
  );
  return { areas, listed: listed(areas, listLimit) };
}

function noteTerms(
  { versions, parties, world }: PeriodView,
  note: (area: string, saying: Saying) => void,
): void {
  let before: ReadonlyMap<string, Responsibility> = new Map();
  for (const { from, terms } of versions) {
    const at = startOfLocalDate(world.zone, from);
    for (const area of new Set([...before.keys(), ...terms.responsibilities.keys()])) {
      const [was, is] = [before.get(area), terms.responsibilities.get(area)];
      if (was !== undefined && is !== undefined && sameResponsibility(was, is)) continue;
      note(area, {
        on: from,
        at,
        owner: parties.ofOptional(is?.owner),
        coordinatedBy: parties.ofOptional(is?.coordinatedBy),
        by: 'terms',
        termsDigest: terms.digest,
        factIds: [],
        clause: is,
      });
    }
    before = terms.responsibilities;
  }
}

/** Whether a clause says the same of who answers for what; its note and its place on paper may differ. */
function sameResponsibility(was: Responsibility, is: Responsibility): boolean {
  const said = ({ owner, coordinatedBy, services, categories }: Responsibility): string =>
    JSON.stringify([owner, coordinatedBy ?? null, services, categories]);
  return said(was) === said(is);
}

function noteFacts(view: PeriodView, note: (area: string, saying: Saying) => void): void {
  for (const record of view.world.timeline.facts('ResponsibilityAssigned')) {
    if (!hasHappened(view, record)) continue;
    const { area, owner, coordinatedBy, id } = record.fact;
    const at = wholeSecond(record.effectiveAt);
    note(area, {
      on: dayOf(view, at),
      at,
      owner: view.parties.of(owner),
      coordinatedBy: view.parties.ofOptional(coordinatedBy),
      by: 'fact',
      termsDigest: undefined,
      factIds: [id],
      clause: undefined,
    });
  }
}

function areaOf(view: PeriodView, area: string, sayings: readonly Saying[]): Area[] {
  // A stable sort: at the same instant the terms come before the facts, and facts stand in effective order already.
  const inOrder = [...sayings].sort((a, b) => a.at - b.at);
  const standing = inOrder.at(-1)!;
  const { from } = view.period;
  if (standing.owner === undefined && standing.on < from) return [];
  // What the terms say when they begin is no change.
  const changes = inOrder.filter(
    ({ on, by }) => on >= from && (by === 'fact' || on > view.versions[0]!.from),
  );
  const lastOfTerms = inOrder.findLast(({ by }) => by === 'terms');
  const clause = lastOfTerms?.clause;
  return [
    {
      area,
      clause,
      standing,
      services: clause?.services ?? [area],
      categories: clause?.categories ?? [area],
      changes: listed(changes.reverse(), behindLimit),
    },
  ];
}
