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
  let next = 0;
  const issueUntil = (instant: number): void => {
    for (;;) {
      const known = scenario.knowledge();
      const period = periodsBegunBy(known, statedUntil)[next];
      if (period === undefined) return;
      const at = Date.parse(period.endsAt) + 6 * day;
      if (at > instant || Date.parse(period.endsAt) > statedUntil + 30 * day) return;
      next += 1;
      stated(scenario, period.label, new Date(at).toISOString().replace('.000Z', 'Z'));
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
const enough = { worlds: 12, first: 500, after: () => void expect(adjusted).toBeGreaterThan(10) };

law(
  'settlements issued add up to what their periods come to as known, and adjustments have causes',
  enough,
  (world) => {
    const issued: Statement[] = [];
    playYear(world, (scenario, label, at) => {
      const known = scenario.knowledge(scenario.position, at);
      const comesTo = evaluatePeriods({ ...known, to: label });
      const statement = scenario.issue(label, at);
      issued.push(statement);
      adjusted += statement.adjustments.length;
      const net = total(comesTo.map(({ settlement }) => settlement.net));
      expect(total(issued.map(({ settlement }) => settlement.total)).toDecimal(), label).toBe(
        net.toDecimal(),
      );
      for (const adjustment of statement.adjustments) expect(adjustment.causes, label).not.toEqual([]);
    });
  },
);

law(
  'a statement made again as known when it was issued has the same bytes',
  { worlds: 10, first: 600 },
  (world) => {
    const issued: { readonly statement: Statement; readonly position: number }[] = [];
    const scenario = playYear(world, (current, label, at) => {
      const { position } = current;
      issued.push({ statement: current.issue(label, at), position });
    });
    for (const { statement, position } of issued) {
      const again = makeStatement({
        ...scenario.knowledge(position, statement.knownAt.recordedAt),
        zones: zoneTableOfStatement(statement),
        period: statement.period.label,
        valuedAt: Date.parse(statement.valuedAt),
      });
      expect(statementBytes(again)).toBe(statementBytes(statement));
    }
  },
);
