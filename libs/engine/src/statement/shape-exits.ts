import { formatInstantSeconds, formatLocalDate } from '@tallystick/quantities';
import { localOfInstant } from '@tallystick/calendar';
import { clausesOf, conditionOperands } from './exit-operands.js';
import type { ExitTrigger } from '@tallystick/terms';
import { fulfilledBranches } from '../exits/combined.js';
import type { ExitFinding, ExitMoment, WindowEntry } from '../exits/exit-finding.js';
import type { ExitOutcome } from '../exits/exit-history.js';
import type { LifeStep } from '../exits/exit-life.js';
import { curesBy, endsOn, exerciseBy, noticeBy, type Occasion } from '../exits/occasion.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { ExitBranchStatus, ExitMover, ExitStatus, ExitStep } from './exits.js';
import type { Because } from './figures.js';

/** The exit rights of a period: state, distance, dates, and what is behind them. */
export function shapeExits(
  exits: readonly ExitOutcome[],
  last: PeriodOutcome,
  world: PeriodWorld,
): ExitStatus[] {
  return exits.map(({ trigger, finding, state, since, heldIn, occasion, steps }) => {
    const condition = trigger.when;
    const { serviceLevel } = finding;
    return {
      id: trigger.id,
      clause: trigger.clause ?? null,
      condition: condition.kind,
      scope: trigger.scope,
      state,
      since: { period: since.period, from: formatLocalDate(since.on) },
      ...figuresOf(finding),
      ...datesOf(occasion, world),
      cureDays: trigger.cureDays ?? null,
      cureTest: trigger.cureDays === undefined ? null : trigger.cureTest,
      noticeDays: trigger.noticeDays ?? null,
      heldIn: heldIn.map((outcome) => outcome.period.label),
      window: finding.window.map((entry) => shapeEntry(entry, serviceLevel)),
      movedBy: moversOf(finding, world),
      steps: steps.map(shapeStep),
      ...branchesOf(trigger, finding, last, world),
      because: becauseOf(trigger, finding, last),
    };
  });
}

type Figures = Pick<
  ExitStatus,
  'serviceLevel' | 'reached' | 'threshold' | 'distance' | 'strict' | 'unit' | 'by'
>;

function figuresOf(finding: ExitFinding): Figures {
  return {
    serviceLevel: finding.serviceLevel ?? null,
    reached: finding.reached?.toDecimal() ?? null,
    threshold: finding.threshold.toDecimal(),
    distance: finding.distance?.toDecimal() ?? null,
    strict: finding.strict,
    unit: finding.unit,
    by: dateOrNull(finding.by),
  };
}

function becauseOf(trigger: ExitTrigger, finding: ExitFinding, last: PeriodOutcome): Because {
  const fulfilled = fulfilledBranches(finding);
  return {
    rule: trigger.when.kind,
    clauses: clausesOf(trigger, last, finding.serviceLevel),
    operands: {
      ...conditionOperands(trigger.when),
      ...(fulfilled === undefined ? {} : { fulfilled }),
      threshold: finding.threshold.toString(),
    },
    facts: [...new Set(finding.moments.flatMap((moment) => moment.factIds))],
  };
}

/** How each of several conditions stands, in the order of the terms. */
function branchesOf(
  trigger: ExitTrigger,
  { branches }: ExitFinding,
  last: PeriodOutcome,
  world: PeriodWorld,
): { readonly branches?: readonly ExitBranchStatus[] } {
  if (branches === undefined) return {};
  return {
    branches: branches.map(({ name, condition, finding }) => {
      const alone = { ...trigger, when: condition };
      return {
        branch: name,
        condition: condition.kind,
        fulfilled: finding.held,
        ...figuresOf(finding),
        window: finding.window.map((entry) => shapeEntry(entry, finding.serviceLevel)),
        movedBy: moversOf(finding, world),
        ...branchesOf(alone, finding, last, world),
        because: becauseOf(alone, finding, last),
      };
    }),
  };
}

function dateOrNull(day: number | undefined): string | null {
  return day === undefined ? null : formatLocalDate(day);
}

/** The dates of the occasion that is open, or of the last one. */
function datesOf(
  occasion: Occasion | undefined,
  world: PeriodWorld,
): Pick<
  ExitStatus,
  | 'armedOn'
  | 'noticeBy'
  | 'noticedOn'
  | 'curesBy'
  | 'exercisableFrom'
  | 'exerciseBy'
  | 'exercisedOn'
  | 'endsOn'
> {
  const of = (date: (occasion: Occasion) => number | undefined): string | null =>
    dateOrNull(occasion && date(occasion));
  const termEnd = world.environment.terms.versions.at(-1)!.to;
  return {
    armedOn: of((one) => one.armedOn),
    noticeBy: of(noticeBy),
    noticedOn: of((one) => one.noticedOn),
    curesBy: of(curesBy),
    exercisableFrom: of((one) => one.exercisableFrom),
    exerciseBy: of((one) => exerciseBy(one, termEnd)),
    exercisedOn: of((one) => one.exercisedOn),
    endsOn: of(endsOn),
  };
}

function shapeEntry(
  { outcome, amount, counts }: WindowEntry,
  serviceLevel: string | undefined,
): ExitStatus['window'][number] {
  const level = serviceLevel === undefined ? undefined : outcome.levels.get(serviceLevel);
  return {
    period: outcome.period.label,
    verdict: level?.verdict ?? null,
    belowMinimum: level?.belowMinimum ?? null,
    amount: amount?.toDecimal() ?? null,
    counts,
  };
}

/** Single events where the condition counts those, else the periods that count. */
function moversOf({ window, moments, opensAt }: ExitFinding, world: PeriodWorld): ExitMover[] {
  const events = moments.map((moment) => momentOf(moment, world));
  if (opensAt !== undefined) return events;
  const periods = window
    .filter(({ counts }) => counts)
    .map(({ outcome, amount }): ExitMover => ({
      kind: 'period',
      key: outcome.period.label,
      on: formatLocalDate(outcome.period.to),
      at: null,
      amount: amount?.toDecimal() ?? null,
      facts: [],
    }));
  return [...periods, ...events];
}

function momentOf({ kind, key, at, seconds, factIds }: ExitMoment, { zone }: PeriodWorld): ExitMover {
  return {
    kind,
    key,
    on: formatLocalDate(localOfInstant(zone, at).date),
    at: formatInstantSeconds(at),
    amount: seconds === undefined ? null : String(seconds),
    facts: factIds,
  };
}

function shapeStep({ state, on, rule, refused, operands, factIds }: LifeStep): ExitStep {
  return {
    state,
    on: formatLocalDate(on),
    rule,
    refused: refused ?? null,
    operands,
    facts: factIds,
  };
}
