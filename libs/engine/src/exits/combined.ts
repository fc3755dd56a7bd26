import { Rational } from '@tallystick/quantities';
import type { ExitCondition } from '@tallystick/terms';
import type { ExitBranch, ExitFinding, ExitOpening, ExitView } from './exit-finding.js';

export type CombinedCondition = Extract<ExitCondition, { kind: 'any-of' | 'all-of' }>;
export type SingleCondition = Exclude<ExitCondition, CombinedCondition>;

export function isCombined(condition: ExitCondition): condition is CombinedCondition {
  return condition.kind === 'any-of' || condition.kind === 'all-of';
}

/**
 * Several conditions together. Any of them: it holds where one does, at the end of a period or from a single event on.
 * All of them: it holds at the end of a period at which each does; a single event does in the period in which it came. What
 * is reached is the number of conditions that are fulfilled.
 *
 * @param find how one of them stands.
 */
export function findCombined(
  { kind, of }: CombinedCondition,
  view: ExitView,
  find: (condition: ExitCondition, view: ExitView) => ExitFinding,
): ExitFinding {
  const branches = of.map((condition, index): ExitBranch => {
    return { name: branchName(index), condition, finding: find(condition, view) };
  });
  const findings = branches.map(({ finding }) => finding);
  const fulfilled = findings.filter(({ held }) => held);
  const open = findings.filter(({ held }) => !held);
  const needed = kind === 'any-of' ? 1 : of.length;
  const missing = Math.max(0, needed - fulfilled.length);
  const near = kind === 'any-of' ? open.some((one) => one.near) : open.length === 1 && open[0]!.near;
  return {
    held: missing === 0,
    near: missing > 0 && near,
    unit: 'conditions',
    reached: Rational.of(fulfilled.length),
    threshold: Rational.of(needed),
    strict: false,
    distance: Rational.of(missing),
    by: kind === 'all-of' && missing === 1 ? open[0]!.by : undefined,
    serviceLevel: undefined,
    window: [],
    moments: fulfilled.flatMap((finding) => finding.moments),
    opensAt: kind === 'any-of' ? openingsOf(branches) : undefined,
    branches,
  };
}

/** `a` for the first, as a contract counts its alternatives. */
function branchName(index: number): string {
  return String.fromCharCode('a'.charCodeAt(0) + index);
}

/** The events of all conditions that single events open, in their order; absent where there is no such condition. */
function openingsOf(branches: readonly ExitBranch[]): readonly ExitOpening[] | undefined {
  const ofEvents = branches.filter(({ finding }) => finding.opensAt !== undefined);
  if (ofEvents.length === 0) return undefined;
  return ofEvents
    .flatMap(({ name, finding }) => finding.opensAt!.map((opening) => ({ ...opening, branch: name })))
    .sort((a, b) => a.at - b.at);
}

/** Whether the condition holds at the end of the period, and not only on the day of an event in it. */
export function holdsAtEnd({ held, opensAt, branches }: ExitFinding): boolean {
  if (!held) return false;
  if (opensAt === undefined) return true;
  return branches?.some(({ finding }) => holdsAtEnd(finding)) === true;
}

/** Which of several conditions are fulfilled; absent where there is only one. */
export function fulfilledBranches({ branches }: ExitFinding): readonly string[] | undefined {
  return branches?.filter(({ finding }) => finding.held).map(({ name }) => name);
}
