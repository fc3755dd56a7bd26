import { nextPeriodToIssue, readStatement, type Statement } from '@tallystick/engine';
import { parseInstant, Rational } from '@tallystick/quantities';
import type { AdjustmentRow, CreditRow, ExitRow, LevelRow, ObligationRow, PeriodRow } from '../views/rows.js';
import type { AgreementKnowledge } from './agreement-knowledge.js';

/** The rows that statements give. */
export interface PeriodRows {
  readonly periods: readonly PeriodRow[];
  readonly levels: readonly LevelRow[];
  readonly credits: readonly CreditRow[];
  readonly adjustments: readonly AdjustmentRow[];
  readonly exits: readonly ExitRow[];
  readonly obligations: readonly ObligationRow[];
}

/** A period's sealed statement, and where its seal stands in the ledger. */
interface Seal {
  readonly position: number;
  readonly issuedAt: string;
  readonly digest: string;
  readonly statement: Statement;
}

/** @param statements of every period that has begun, in order, as known and valued now. */
export function periodRowsOf(knowledge: AgreementKnowledge, statements: readonly Statement[]): PeriodRows {
  const seals = sealsOf(knowledge);
  const last = statements.at(-1);
  return {
    periods: statements.map((statement) =>
      periodRow(knowledge, statement, seals.get(statement.period.label)),
    ),
    levels: statements.flatMap(levelRows),
    credits: statements.flatMap(creditRows),
    adjustments: adjustmentRows(knowledge, statements, seals),
    exits: last === undefined ? [] : exitRows(last),
    obligations: obligationRows(statements),
  };
}

function sealsOf({ timeline }: AgreementKnowledge): ReadonlyMap<string, Seal> {
  const seals = new Map<string, Seal>();
  for (const { fact, position } of timeline.issuedStatements) {
    seals.set(fact.period, {
      position,
      issuedAt: fact.recordedAt,
      digest: fact.digest,
      statement: readStatement(fact.statement),
    });
  }
  return seals;
}

function monthOf({ period }: Statement): string {
  return period.from.slice(0, 7);
}

function periodRow(
  { agreement, knownAt }: AgreementKnowledge,
  statement: Statement,
  seal: Seal | undefined,
): PeriodRow {
  const { period, settlement, serviceLevels, contests } = statement;
  const atStake = contests.flatMap((contest) => contest.atStake ?? []);
  const verdicts = (verdict: string): number =>
    serviceLevels.filter((level) => level.verdict === verdict).length;
  return {
    agreement,
    period: period.label,
    from: period.from,
    to: period.to,
    finished: parseInstant(period.endsAt) <= knownAt.recordedAt,
    issued: seal !== undefined,
    issuedAt: seal?.issuedAt ?? null,
    sealPosition: seal?.position ?? null,
    digest: seal?.digest ?? null,
    currency: settlement.currency,
    credits: settlement.credits,
    bonuses: settlement.bonuses,
    adjustments: settlement.adjustments,
    total: settlement.total,
    sealedTotal: seal?.statement.settlement.total ?? null,
    levelsMet: verdicts('met'),
    levelsMissed: verdicts('missed'),
    atStake:
      atStake.length === 0 ? null : Rational.sum(atStake.map((one) => Rational.parse(one))).toDecimal(),
    month: monthOf(statement),
  };
}

function levelRows(statement: Statement): LevelRow[] {
  return statement.serviceLevels.map((level) => ({
    agreement: statement.agreement,
    period: statement.period.label,
    serviceLevel: level.id,
    clause: level.clause,
    title: level.title,
    verdict: level.verdict,
    belowMinimum: level.belowMinimum,
    unit: level.unit,
    value: level.value?.decimal ?? null,
    target: level.target.expected,
    volume: level.volume,
    misses: level.misses,
    credit: level.credit,
    points: level.points,
    currency: statement.currency.code,
    month: monthOf(statement),
  }));
}

function creditRows(statement: Statement): CreditRow[] {
  return statement.credits.lines.map((line) => ({
    agreement: statement.agreement,
    period: statement.period.label,
    of: line.of,
    line: line.id,
    clause: line.clause,
    amount: line.amount,
    kept: line.kept.amount,
    owed: line.owed,
    currency: statement.currency.code,
    state: line.state,
    claimBy: line.claim.claimBy,
    month: monthOf(statement),
  }));
}

/** Those of the sealed statements as they were sealed, and those that the next one to issue will carry. */
function adjustmentRows(
  knowledge: AgreementKnowledge,
  statements: readonly Statement[],
  seals: ReadonlyMap<string, Seal>,
): AdjustmentRow[] {
  const rows = [...seals.values()].flatMap(({ statement }) => adjustmentsOf(statement, true));
  const next = nextPeriodToIssue(knowledge)?.label;
  const toCome = statements.find(({ period }) => period.label === next);
  return toCome === undefined ? rows : [...rows, ...adjustmentsOf(toCome, false)];
}

function adjustmentsOf(statement: Statement, issued: boolean): AdjustmentRow[] {
  return statement.adjustments.map((adjustment) => ({
    agreement: statement.agreement,
    statedIn: statement.period.label,
    period: adjustment.period,
    was: adjustment.was,
    is: adjustment.is,
    difference: adjustment.difference,
    currency: statement.currency.code,
    causes: adjustment.causes.length,
    issued,
    month: monthOf(statement),
  }));
}

function exitRows(statement: Statement): ExitRow[] {
  return statement.exits.map((exit) => ({
    agreement: statement.agreement,
    exit: exit.id,
    clause: exit.clause,
    state: exit.state,
    scope: exit.scope === 'whole' ? 'whole' : exit.scope.join(', '),
    since: exit.since.from,
    reached: exit.reached,
    threshold: exit.threshold,
    distance: exit.distance,
    unit: exit.unit,
    noticeBy: exit.noticeBy,
    curesBy: exit.curesBy,
    exercisableFrom: exit.exercisableFrom,
    exerciseBy: exit.exerciseBy,
    endsOn: exit.endsOn,
  }));
}

/** Every occurrence once, however many periods show it; the last of them says which clause it stands under. */
function obligationRows(statements: readonly Statement[]): ObligationRow[] {
  const rows = new Map<string, ObligationRow>();
  for (const { agreement, period, obligations } of statements) {
    for (const { id, clause, title, owedBy, occurrences } of obligations.obligations) {
      for (const occurrence of occurrences) {
        const name = JSON.stringify([id, occurrence.key]);
        rows.set(name, {
          agreement,
          obligation: id,
          occurrence: occurrence.key,
          period: occurrence.period ?? rows.get(name)?.period ?? period.label,
          clause,
          title,
          owedBy,
          dueAt: occurrence.dueAt,
          doneAt: occurrence.doneAt,
          state: occurrence.state,
          daysLate: occurrence.daysLate,
          month: occurrence.dueOn.slice(0, 7),
        });
      }
    }
  }
  return [...rows.values()];
}
