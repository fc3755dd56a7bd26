import type { BelowLevel, ExitCondition, ExitTrigger, ExitWindow } from '@tallystick/terms';
import { baseOperands } from '../charges/charge-base.js';
import type { PeriodOutcome } from '../history/outcomes.js';
import type { ClauseReference, OperandValue } from './figures.js';
import { clauseOf } from './texts.js';

type Operands = Readonly<Record<string, OperandValue>>;

/** The clauses that an exit right stands on: its own, and the level, obligation or cap that it looks at. */
export function clausesOf(
  trigger: ExitTrigger,
  last: PeriodOutcome,
  serviceLevel: string | undefined,
): ClauseReference[] {
  const { terms } = last.governing;
  const { when } = trigger;
  const level = serviceLevel === undefined ? undefined : terms.serviceLevels.get(serviceLevel);
  return [
    clauseOf(trigger),
    ...(serviceLevel === undefined ? [] : [{ id: serviceLevel, clause: level?.clause ?? null }]),
    ...(when.kind === 'obligation'
      ? [{ id: when.obligation, clause: terms.obligations.get(when.obligation)?.clause ?? null }]
      : []),
    ...(when.kind === 'cap-reached'
      ? terms.credits.caps.filter(({ id }) => when.cap === undefined || id === when.cap).map(clauseOf)
      : []),
  ];
}

function belowText(below: BelowLevel): string {
  return below.kind === 'value' ? below.value.toDecimal() : below.kind;
}

function windowOperands(window: ExitWindow): Operands {
  return window.kind === 'periods' ? { ofPeriods: window.periods } : { of: 'contract-year' };
}

/** What the terms say of a condition, beside its figures. */
export function conditionOperands(condition: ExitCondition): Operands {
  switch (condition.kind) {
    case 'in-a-row':
      return { below: belowText(condition.below), inARow: condition.count };
    case 'times-of':
      return {
        below: belowText(condition.below),
        times: condition.times,
        ...windowOperands(condition.window),
      };
    case 'sum-over':
      return sumOperands(condition);
    case 'rolling-mean':
      return { below: belowText(condition.below), ofPeriods: condition.periods };
    case 'event':
      return condition.event.kind === 'outage'
        ? { services: condition.event.services, longerThanSeconds: condition.event.longerThanSeconds }
        : { overLimitBySeconds: condition.event.overLimitBySeconds };
    case 'chronic':
      return {
        services: condition.services,
        outages: condition.outages,
        longerThanSeconds: condition.longerThanSeconds,
        withinDays: condition.withinDays,
      };
    case 'obligation':
      return { times: condition.times, ...windowOperands(condition.window) };
    case 'portfolio':
      return {
        below: belowText(condition.below),
        ...(condition.atLeast.kind === 'percent'
          ? { atLeastPercent: condition.atLeast.percent.toDecimal() }
          : { atLeast: condition.atLeast.count }),
        inARow: condition.inARow,
      };
    case 'any-of':
    case 'all-of':
      return { of: condition.of.map((branch) => branch.kind) };
    case 'cap-reached':
      return { cap: condition.cap ?? null, times: condition.times, ...windowOperands(condition.window) };
  }
}

function sumOperands(condition: Extract<ExitCondition, { kind: 'sum-over' }>): Operands {
  const { sumOf, threshold, strict, window, serviceLevels, except, services } = condition;
  const percent = threshold.kind === 'percent' ? threshold.percent.toDecimal() : null;
  const base = threshold.kind === 'percent' ? baseOperands(threshold.base) : { of: null };
  return {
    sumOf,
    percent,
    ...base,
    strict,
    ...(window.kind === 'periods' ? { overPeriods: window.periods } : { window: 'contract-year' }),
    ...(serviceLevels === undefined ? {} : { serviceLevels }),
    ...(except.length === 0 ? {} : { except }),
    ...(services.length === 0 ? {} : { services }),
  };
}
