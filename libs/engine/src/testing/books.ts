import { formatInstantSeconds, parseInstant } from '@tallystick/quantities';
import { AgreementState } from '../history/agreement-state.js';
import type { PeriodWorld } from '../history/period-context.js';
import type { Occurrence } from '../obligations/occurrence.js';
import { termsAround } from './levels.js';
import { type FactLine, Scenario } from './scenario.js';

/** What all periods share, for terms around some clauses and facts in the order given, valued at an instant. */
export function worldOf(
  clauses: string,
  facts: readonly FactLine[],
  valuedAt: string,
  head: Readonly<Record<string, string>> = {},
  amendments: readonly { readonly yaml: string; readonly recordedAt: string }[] = [],
): PeriodWorld {
  const scenario = new Scenario();
  scenario.sign(termsAround(clauses, head), '2024-12-01T00:00:00Z');
  for (const { yaml, recordedAt } of amendments) scenario.amend(yaml, recordedAt);
  scenario.record(...facts);
  const state = new AgreementState(scenario.timeline, scenario.zones);
  const second = parseInstant(valuedAt) / 1000;
  const last = state.grid.ofInstant(second) ?? state.grid.at(state.grid.count - 1);
  return state.evaluation(last.index, second).world;
}

/** `2025-01 missed 2025-02-14T17:00:00Z`: an occurrence's key, state and due instant. */
export function inShort({ key, state, dueAt }: Occurrence): string {
  return `${key} ${state} ${formatInstantSeconds(dueAt)}`;
}
