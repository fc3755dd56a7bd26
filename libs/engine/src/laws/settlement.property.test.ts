import { Rational } from '@tallystick/quantities';
import { expect } from 'vitest';
import { evaluatePeriods, makeStatement } from '../statement/make-statement.js';
import { periodsBegunBy } from '../statement/periods-of.js';
import { zoneTableOfStatement } from '../statement/sealed-zones.js';
import { statementBytes } from '../statement/statement-bytes.js';
import type { Statement } from '../statement/statement.js';
import { Scenario } from '../testing/scenario.js';
import { recordedAt, type World } from '../testing/whole-language/world.js';
import { law } from './law.js';

const day = 86_400_000;
const statedUntil = Date.UTC(2025, 6, 2);

function total(texts: readonly string[]): Rational {
  return Rational.sum(texts.map((text) => Rational.parse(text)));
}

/** Records a world as time passes; every period is stated some days after its end, as far as it is known then. */
function playYear(world: World, stated: (scenario: Scenario, label: string, at: string) => void): Scenario {
  const scenario = new Scenario();
  const [signed, ...rest] = world;
  scenario.record(signed!);
  const toState = periodsBegunBy(scenario.knowledge(), statedUntil).map(({ label, endsAt }) => ({
    label,
    at: Date.parse(endsAt) + 6 * day,
  }));
  const issueUntil = (instant: number): void => {
    while (toState.length > 0 && toState[0]!.at <= instant) {
      const { label, at } = toState.shift()!;
      stated(scenario, label, new Date(at).toISOString().replace('.000Z', 'Z'));
    }
  };
  for (const line of rest) {
    issueUntil(Date.parse(recordedAt(line)));
    scenario.record(line);
  }
  issueUntil(Date.UTC(2026, 0, 1));
  return scenario;
}

let adjusted = 0;
const enough = { worlds: 8, first: 500, after: () => void expect(adjusted).toBeGreaterThan(10) };

law(
  'settlements issued add up to what their periods come to as known, adjustments have causes, and statements are made again byte by byte',
  enough,
  (world) => {
    const issued: { readonly statement: Statement; readonly position: number }[] = [];
    const scenario = playYear(world, (current, label, at) => {
      const { position } = current;
      const comesTo = evaluatePeriods({ ...current.knowledge(position, at), to: label });
      const statement = current.issue(label, at);
      issued.push({ statement, position });
      adjusted += statement.adjustments.length;
      const settled = total(issued.map((one) => one.statement.settlement.total));
      expect(settled.toDecimal(), label).toBe(
        total(comesTo.map(({ settlement }) => settlement.net)).toDecimal(),
      );
      for (const adjustment of statement.adjustments) expect(adjustment.causes, label).not.toEqual([]);
    });
    for (const { statement, position } of issued) {
      const again = makeStatement({
        ...scenario.knowledge(position, statement.knownAt.recordedAt),
        zones: zoneTableOfStatement(statement),
        period: statement.period.label,
        valuedAt: Date.parse(statement.valuedAt),
      });
      expect(statementBytes(again), statement.period.label).toBe(statementBytes(statement));
    }
  },
);
