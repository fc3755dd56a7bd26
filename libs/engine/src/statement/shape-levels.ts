import { invariant } from '@tallystick/errors';
import { formatLocalDate } from '@tallystick/quantities';
import type { LevelOutcome, PartOutcome } from '../history/outcomes.js';
import { daysOf } from '../periods/period.js';
import type { Because, ServiceLevelPart, ServiceLevelStatement, WindowStatement } from './statement.js';
import { clauseOf, instantText, measuredValue, type MoneyForm, targetText } from './texts.js';

/** The service levels of a period, in the order of the terms. */
export function shapeLevels(levels: Iterable<LevelOutcome>, money: MoneyForm): ServiceLevelStatement[] {
  return [...levels].map((level) => shapeLevel(level, money));
}

function shapeLevel(level: LevelOutcome, money: MoneyForm): ServiceLevelStatement {
  const parts = level.parts.map(shapePart);
  const last = level.parts.at(-1);
  invariant(last !== undefined, 'a service level has at least one part');
  const clause = last.part.clause;
  const only = parts.length === 1 ? parts[0] : undefined;
  return {
    id: level.id,
    instance: clause.instance ?? null,
    clause: clause.clause ?? null,
    title: clause.title ?? null,
    verdict: level.verdict,
    belowMinimum: level.belowMinimum,
    unit: last.measured.unit,
    value: only?.value ?? null,
    target: targetText(clause.target),
    volume: only?.volume ?? null,
    misses: only?.misses ?? null,
    missesInARow: level.missesInARow,
    parts,
    credit: level.money === undefined ? null : money.text(level.money),
    points: level.points?.toDecimal() ?? null,
    because: {
      rule: only === undefined ? 'missed-if-any-part-is' : 'one-part',
      clauses: [clauseOf(clause)],
      operands: { parts: parts.length, missed: parts.filter((part) => part.verdict === 'missed').length },
      facts: [],
    },
  };
}

function shapePart(outcome: PartOutcome): ServiceLevelPart {
  const { part, measured, judgement } = outcome;
  const { clause } = part;
  return {
    from: formatLocalDate(part.from),
    to: formatLocalDate(part.to),
    days: daysOf(part),
    termsDigest: part.version.terms.digest,
    clause: clause.clause ?? null,
    measure: clause.measure.kind,
    unit: measured.unit,
    verdict: judgement.verdict,
    decidedBy: judgement.decidedBy,
    belowMinimum: judgement.belowMinimum,
    value: measuredValue(measured.value, measured.numerator, measured.denominator),
    compared: judgement.compared?.toDecimal() ?? null,
    target: targetText(clause.target),
    volume: measured.volume ?? null,
    misses: measured.misses ?? null,
    evidence: measured.evidence(),
    window: shapeWindow(outcome),
    because: partBecause(outcome),
  };
}

function shapeWindow({ part, startsAt, endsAt }: PartOutcome): WindowStatement | null {
  const { window } = part.clause;
  const [from, until] = [instantText(startsAt), instantText(endsAt)];
  switch (window.kind) {
    case 'period':
      return null;
    case 'last-periods':
      return { kind: window.kind, of: window.periods, startsAt: from, endsAt: until };
    case 'every':
      return { kind: window.kind, of: window.span, startsAt: from, endsAt: until };
    case 'last-days':
    case 'any-days':
    case 'days-from-first':
      return { kind: window.kind, of: window.days, startsAt: from, endsAt: until };
  }
}

function partBecause({ part, measured, judgement }: PartOutcome): Because {
  const { clause } = part;
  const { measuredTo, lowVolume, target } = clause;
  return {
    rule: `${clause.measure.kind} ${judgement.decidedBy}`,
    clauses: [clauseOf(clause)],
    operands: {
      ...measured.operands,
      value: measured.value?.toString() ?? null,
      compared: judgement.compared?.toString() ?? null,
      comparison: target.comparison,
      expected: target.expected.toString(),
      minimum: target.minimum?.toString() ?? null,
      measuredTo: measuredTo === undefined ? null : `${measuredTo.places} ${measuredTo.mode}`,
      lowVolumeFewerThan: lowVolume?.fewerThan ?? null,
      lowVolumeThen:
        lowVolume === undefined
          ? null
          : lowVolume.then === 'allow-misses'
            ? `allow-misses ${lowVolume.allowMisses}`
            : lowVolume.then,
      whenEmpty: clause.whenEmpty,
      ...judgement.operands,
    },
    // The evidence beside it names the others, each with what it is about.
    facts: judgement.facts ?? [],
  };
}
