import { Rational } from '@tallystick/quantities';
import type { CombineKind, CreditRules } from '@tallystick/terms';
import type { PeriodContext } from '../history/period-context.js';
import { namesLevel } from '../scopes/names-level.js';
import type { CombineUnit, DraftLine } from './credit-lines.js';
import { keepOnePerIncident } from './one-per-incident.js';

/**
 * Combines the lines of a period (design 3, "combine"): those of each group in the group's way, then what the groups
 * come to and all other lines in the way of the whole. Lines keep what is left of them.
 */
export function combineLines(context: PeriodContext, rules: CreditRules, lines: readonly DraftLine[]): void {
  const units = new Map<DraftLine, CombineUnit>(
    lines.map((line) => [line, { isGroup: false, lines: [line] }]),
  );
  for (const group of rules.groups) {
    const members = lines.filter(
      ({ source }) => source.kind === 'service-level' && namesLevel(group.serviceLevels, source),
    );
    combine(
      context,
      group.combine,
      group.critical,
      members.map((line) => ({ isGroup: false, lines: [line] })),
    );
    const unit = { isGroup: true, lines: members };
    for (const member of members) units.set(member, unit);
  }
  combine(context, rules.combine, rules.critical, [...new Set(units.values())]);
}

function combine(
  context: PeriodContext,
  kind: CombineKind,
  critical: readonly string[],
  units: readonly CombineUnit[],
): void {
  switch (kind) {
    case 'sum':
      return;
    case 'highest':
      return keepHighest(units);
    case 'one-per-incident':
      return keepOnePerIncident(context, units);
    case 'critical-displaces':
      return displace(units, critical);
  }
}

/** Only the largest stands; of equal ones the first in the order of the terms. */
function keepHighest(units: readonly CombineUnit[]): void {
  let [highest, most]: [CombineUnit | undefined, Rational] = [undefined, Rational.zero];
  for (const unit of units) {
    const sum = sumOf(unit.lines);
    if (sum.compare(most) > 0) [highest, most] = [unit, sum];
  }
  if (highest === undefined) return;
  const by = idsOf(highest.lines);
  for (const unit of units) {
    if (unit !== highest) drop(unit.lines, { kind: 'less-than-highest', by });
  }
}

/** Where a line of a critical level is due, only lines of critical levels stand. */
function displace(units: readonly CombineUnit[], critical: readonly string[]): void {
  const lines = units.flatMap((unit) => unit.lines);
  const isCritical = ({ source }: DraftLine): boolean =>
    source.kind === 'service-level' && namesLevel(critical, source);
  const due = lines.filter((line) => isCritical(line) && line.kept.isPositive);
  if (due.length === 0) return;
  drop(
    lines.filter((line) => !isCritical(line)),
    { kind: 'displaced', by: idsOf(due) },
  );
}

/** Takes lines out that had something left. */
function drop(lines: readonly DraftLine[], standing: DraftLine['standing']): void {
  for (const line of lines) {
    if (!line.kept.isPositive) continue;
    line.kept = Rational.zero;
    line.standing = standing;
  }
}

function sumOf(lines: readonly DraftLine[]): Rational {
  return Rational.sum(lines.map((line) => line.kept));
}

function idsOf(lines: readonly DraftLine[]): string[] {
  return lines.filter((line) => line.kept.isPositive).map((line) => line.source.id);
}
