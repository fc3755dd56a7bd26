import type { ZoneTable } from '@tallystick/calendar';
import { mendUnknownName, type ShapeProblem } from '@tallystick/documents';
import type { DayNumber } from '@tallystick/quantities';
import type { CalendarTerms, Terms } from '../model/terms.js';
import type { Charge } from '../model/charge.js';
import type { Clock } from '../model/clock.js';
import type { CreditRules } from '../model/credit-rules.js';
import type { Obligation } from '../model/obligation.js';
import type { ServiceLevel } from '../model/service-level.js';
import type { LevelOutline } from './level-outline.js';

/** The clauses of one list by id. A clause whose own text has errors is known by its id, but without a meaning. */
export class ClauseNames<Clause> {
  private readonly clauses = new Map<string, Clause | undefined>();

  constructor(private readonly what: string) {}

  /** Makes an id known before its clause has a meaning, so that clauses may refer to later ones. */
  declare(id: string): void {
    if (!this.clauses.has(id)) this.clauses.set(id, undefined);
  }

  add(id: string, clause: Clause | undefined): void {
    if (this.clauses.get(id) === undefined) this.clauses.set(id, clause);
  }

  has(id: string): boolean {
    return this.clauses.has(id);
  }

  /** The clause that a reference means; a dangling reference is recorded as a problem. */
  find(id: string, path: string, resolution: Resolution): Clause | undefined {
    if (this.clauses.has(id)) return this.clauses.get(id);
    return resolution.problem(
      path,
      `There is no ${this.what} \`${id}\`.`,
      mendUnknownName(id, [...this.clauses.keys()], this.what),
    );
  }

  /** Every id of the list, also of clauses with errors. */
  ids(): readonly string[] {
    return [...this.clauses.keys()];
  }

  sound(): ReadonlyMap<string, Clause> {
    const sound = new Map<string, Clause>();
    for (const [id, clause] of this.clauses) if (clause !== undefined) sound.set(id, clause);
    return sound;
  }
}

/** What the clauses of one document are resolved against, and every problem found on the way. */
export class Resolution {
  readonly problems: ShapeProblem[];
  readonly calendars = new ClauseNames<CalendarTerms>('calendar');
  readonly clocks = new ClauseNames<Clock>('clock');
  readonly charges = new ClauseNames<Charge>('charge');
  readonly serviceLevels = new ClauseNames<ServiceLevel>('service level');
  /** Service levels as they are written: what a clause may ask of one that comes later. */
  readonly levelOutlines = new Map<string, LevelOutline>();
  /** Obligations and reviews; escalation ladders are known by their ids, so that clauses may refer to their misses. */
  readonly obligations = new ClauseNames<Obligation>('obligation');
  /** How credits come together, once that is resolved: after the service levels and obligations, before the exits. */
  credits: CreditRules | undefined;
  /** `client`, `provider` and the short names of third parties. */
  parties: readonly string[] = [];
  /** The first day of the term, where it has no errors. */
  termFrom: DayNumber | undefined;
  /** From highest to lowest. */
  priorities: readonly string[] = [];
  timezone: string | undefined;
  /** Absent where it has errors of its own. */
  period: Terms['period'] | undefined;
  currency: { readonly code: string; readonly decimalPlaces: number } | undefined;

  constructor(
    readonly zones: ZoneTable,
    shapeProblems: readonly ShapeProblem[],
  ) {
    this.problems = [...shapeProblems];
  }

  /** Records a problem; gives nothing, so that a resolver can end with it. */
  problem(path: string, problem: string, mend: string): undefined {
    this.problems.push({ path, problem, mend });
    return undefined;
  }

  /** Whether nothing is wrong yet at a path or below it. */
  isSound(path: string): boolean {
    return !this.problems.some(
      (problem) =>
        problem.path === '' ||
        problem.path === path ||
        problem.path.startsWith(`${path}.`) ||
        problem.path.startsWith(`${path}[`),
    );
  }

  /** Whether a priority is one of the agreement's; a misspelt one is recorded as a problem. */
  checkPriority(priority: string, path: string): void {
    if (this.priorities.includes(priority)) return;
    this.problem(
      path,
      `\`${priority}\` is not one of the priorities.`,
      mendUnknownName(priority, this.priorities, 'priority')
        .replace('prioritys', 'priorities')
        .concat(' Other priorities are listed under `priorities`.'),
    );
  }

  /** Whether a party is one of the agreement; an unknown one is recorded as a problem. */
  checkParty(party: string, path: string): void {
    if (this.parties.includes(party) || !this.isSound('parties')) return;
    this.problem(
      path,
      `\`${party}\` is not one of the parties.`,
      mendUnknownName(party, this.parties, 'party')
        .replace('partys', 'parties')
        .concat(' Third parties have a short name under `parties.others`.'),
    );
  }

  checkCharges(ids: readonly string[], path: string): void {
    ids.forEach((id, index) => this.charges.find(id, `${path}[${index}]`, this));
  }
}
