import type { Because, OccurrenceConsequence, Statement } from '../statement/statement.js';
import type { Explanation } from './explanation.js';

/**
 * Explains obligations, reviews and ladders: `obligation.monthly-report` by its occurrences
 * (`obligation.monthly-report.2025-03`), `escalation.p1-ladder` by the steps that were not taken in time.
 */
export function explainObligations({ obligations }: Statement): Explanation[] {
  return [
    ...obligations.obligations.map((one): Explanation => ({
      figure: `obligation.${one.id}`,
      value: `${one.counts.met} of ${one.counts.due}`,
      because: { ...one.because, operands: { ...one.because.operands, owedBy: one.owedBy, ...one.counts } },
      from: one.occurrences.map((occurrence) => ({
        figure: `obligation.${one.id}.${occurrence.key}`,
        value: occurrence.state,
        because: withFollows(
          {
            ...occurrence.because,
            operands: {
              dueAt: occurrence.dueAt,
              deliveredAt: occurrence.deliveredAt,
              doneAt: occurrence.doneAt,
              daysLate: occurrence.daysLate,
              ...(occurrence.missedAt === occurrence.dueAt ? {} : { missedAt: occurrence.missedAt }),
              ...(occurrence.acceptedBy === null ? {} : { acceptedBy: occurrence.acceptedBy }),
              ...occurrence.because.operands,
            },
          },
          occurrence.follows,
        ),
        from: occurrence.acts.map((act, index) => ({
          figure: `obligation.${one.id}.${occurrence.key}.act.${index + 1}`,
          value: act.kind,
          because: {
            rule: act.noEffect ?? act.kind,
            clauses: occurrence.because.clauses,
            operands: { at: act.at },
            facts: [act.fact],
          },
          from: [],
        })),
      })),
    })),
    ...obligations.escalations.map((ladder): Explanation => ({
      figure: `escalation.${ladder.id}`,
      value: `${ladder.counts.met} of ${ladder.counts.due}`,
      because: { ...ladder.because, operands: { ...ladder.because.operands, ...ladder.counts } },
      from: ladder.missed.map((step) => ({
        figure: `escalation.${ladder.id}.${step.key}`,
        value: step.state,
        because: withFollows(
          {
            ...step.because,
            operands: {
              to: step.to,
              reachedAt: step.reachedAt,
              dueAt: step.dueAt,
              takenAt: step.takenAt,
              ...step.because.operands,
            },
          },
          step.follows,
        ),
        from: [],
      })),
    })),
  ];
}

function withFollows(because: Because, follows: readonly OccurrenceConsequence[]): Because {
  const operands: Record<string, Because['operands'][string]> = { ...because.operands };
  for (const { consequence, period, credit, points, notReported, relief } of follows) {
    if (credit !== null) operands[`${consequence}.credit`] = credit.exact;
    if (points !== null) operands[`${consequence}.points`] = points;
    if (period !== null) operands[`${consequence}.period`] = period;
    if (notReported !== null) operands[`${consequence}.notReported`] = notReported;
    if (relief !== null) operands[`${consequence}.relief`] = [relief.from, relief.until];
  }
  return { ...because, operands };
}
