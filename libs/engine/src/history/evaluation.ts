import { startOfLocalDate, type ZoneTransitions } from '@tallystick/calendar';
import type { EpochSeconds } from '@tallystick/quantities';
import type { ClockEnvironment } from '../clocks/index.js';
import type { Population } from '../measures/population.js';
import { readPopulation } from '../measures/read-population.js';
import type { PeriodGrid } from '../periods/period-grid.js';
import type { Timeline } from '../timeline/index.js';
import { chargesOver, type ChargeOverPeriod } from '../charges/charge-stretches.js';
import { windowBoundaries } from '../windows/window-boundaries.js';
import { booksOf } from './books.js';
import { evaluatePeriod } from './evaluate-period.js';
import type { PeriodOutcome } from './outcomes.js';
import type { PeriodWorld } from './period-context.js';

/**
 * Every period from the start of the term up to a last one, as known by one timeline and valued at one instant, each
 * under its own terms and in order, since runs, exits and repeat factors look back. Tickets are read once a service
 * level for all periods together.
 */
export class Evaluation {
  readonly #world: PeriodWorld;
  readonly #grid: PeriodGrid;
  readonly #outcomes: PeriodOutcome[] = [];
  #incomplete: readonly number[] | undefined;

  readonly environment: ClockEnvironment;

  /**
   * @param plain without relief: what was granted is found here.
   * @param lastIndex index of the last period that will be asked for.
   */
  constructor(
    readonly timeline: Timeline,
    plain: ClockEnvironment,
    grid: PeriodGrid,
    zone: ZoneTransitions,
    lastIndex: number,
  ) {
    const boundaries = boundariesOf(plain, grid, zone, lastIndex);
    const populations = new Map<string, Population>();
    const population = (serviceLevel: string): Population => {
      let found = populations.get(serviceLevel);
      if (found === undefined) {
        const { terms } = environment;
        const windows = windowBoundaries(terms, grid, zone, lastIndex, serviceLevel);
        found = readPopulation(timeline, environment, serviceLevel, withMore(boundaries, windows));
        populations.set(serviceLevel, found);
      }
      return found;
    };
    const chargesByIndex = new Map<number, ReadonlyMap<string, ChargeOverPeriod>>();
    const charges = (index: number): ReadonlyMap<string, ChargeOverPeriod> => {
      let found = chargesByIndex.get(index);
      if (found === undefined) {
        found = chargesOver(environment.terms, grid.at(index));
        chargesByIndex.set(index, found);
      }
      return found;
    };
    const { environment, obligations, reliefs } = booksOf(timeline, plain, grid, zone, charges);
    this.environment = environment;
    this.#grid = grid;
    this.#world = { timeline, environment, zone, grid, population, charges, obligations, reliefs };
  }

  /** Tickets without an opening, by index in the order of their keys. */
  get incompleteTickets(): readonly number[] {
    this.#incomplete ??= this.timeline.incompleteTickets(this.environment.valuedAt);
    return this.#incomplete;
  }

  /** What all its periods share. */
  get world(): PeriodWorld {
    return this.#world;
  }

  /** The readings or tickets of a service level. */
  population(serviceLevel: string): Population {
    return this.#world.population(serviceLevel);
  }

  /** The outcomes of the periods from the first of the term up to and with that index. */
  through(index: number): readonly PeriodOutcome[] {
    while (this.#outcomes.length <= index) {
      const period = this.#grid.at(this.#outcomes.length);
      this.#outcomes.push(evaluatePeriod(this.#world, period, this.#outcomes));
    }
    return this.#outcomes.slice(0, index + 1);
  }
}

/** Every instant at which a part of a period may begin or end. */
function boundariesOf(
  environment: ClockEnvironment,
  grid: PeriodGrid,
  zone: ZoneTransitions,
  lastIndex: number,
): EpochSeconds[] {
  const last = grid.at(lastIndex);
  const instants = new Set<EpochSeconds>([last.endsAt]);
  for (let index = 0; index <= lastIndex; index += 1) instants.add(grid.at(index).startsAt);
  for (const version of environment.terms.versions) {
    if (version.from <= last.to) instants.add(startOfLocalDate(zone, version.from));
  }
  return [...instants].sort((a, b) => a - b);
}

function withMore(
  boundaries: readonly EpochSeconds[],
  more: readonly EpochSeconds[],
): readonly EpochSeconds[] {
  return more.length === 0 ? boundaries : [...new Set([...boundaries, ...more])].sort((a, b) => a - b);
}
