import { TallyError } from '@tallystick/errors';
import { decidingFacts } from './deciding-facts.js';
import type { Because, Statement } from '../statement/statement.js';
import { explainAccountability } from './explain-accountability.js';
import { explainCredits } from './explain-credits.js';
import { explainExits } from './explain-exits.js';
import { explainObligations } from './explain-obligations.js';
import { explainReliefs } from './explain-reliefs.js';
import { explainRewards } from './explain-rewards.js';
import type { Explanation } from './explanation.js';

export type { Explanation } from './explanation.js';

/** The names of all figures of a statement, in its order. */
export function figureNames(statement: Statement): string[] {
  return figuresOf(statement).map((figure) => figure.figure);
}

/**
 * A figure and everything it was made from.
 *
 * @throws TallyError `figure-unknown`; the details name those that there are.
 */
export function explainFigure(statement: Statement, figure: string): Explanation {
  const figures = figuresOf(statement);
  const found = figures.find((one) => one.figure === figure);
  if (found === undefined) {
    throw new TallyError(
      'figure-unknown',
      `The statement of ${statement.period.label} has no figure "${figure}".`,
      [
        {
          place: 'figure',
          problem: `"${figure}" is none of its figures.`,
          mend: `Name one of: ${figures.map((one) => one.figure).join(', ')}.`,
        },
      ],
    );
  }
  return found;
}

function figuresOf(statement: Statement): Explanation[] {
  const charges = statement.charges.map((charge): Explanation => ({
    figure: `charge.${charge.id}`,
    value: charge.amount,
    because: charge.because,
    from: charge.stretches.map((stretch) => ({
      figure: `charge.${charge.id}.${stretch.from}`,
      value: stretch.exact,
      because: {
        rule: 'days-of-span',
        clauses: charge.because.clauses,
        operands: {
          from: stretch.from,
          to: stretch.to,
          days: stretch.days,
          ofDays: stretch.ofDays,
          amount: stretch.amount,
          termsDigest: stretch.termsDigest,
        },
        facts: [],
      },
      from: [],
    })),
  }));
  const levels = statement.serviceLevels.map((level): Explanation => ({
    figure: level.id,
    value: level.value?.decimal ?? level.verdict,
    because: level.because,
    from: level.parts.map((part) => ({
      figure: `${level.id}.${part.from}`,
      value: part.value?.decimal ?? part.verdict,
      because: {
        ...part.because,
        facts: [...new Set([...part.because.facts, ...decidingFacts(part.evidence)])],
      },
      from: [],
    })),
  }));
  const credits = explainCredits(statement, charges, levels);
  const obligations = explainObligations(statement);
  const { payable, points } = credits;
  const rewards = explainRewards(statement, charges, levels);
  const adjustments = statement.adjustments.map((adjustment): Explanation => ({
    figure: `adjustment.${adjustment.period}`,
    value: adjustment.difference,
    because: adjustment.because,
    from: adjustment.causes.map((cause, index) => explainCause(adjustment.period, index, cause)),
  }));
  const settlement: Explanation = {
    figure: 'settlement',
    value: statement.settlement.total,
    because: statement.settlement.because,
    from: [payable, ...rewards.totals, ...adjustments],
  };
  return [
    ...charges,
    ...levels,
    ...credits.figures,
    payable,
    ...points,
    ...rewards.figures,
    ...obligations,
    ...explainReliefs(statement),
    ...adjustments,
    settlement,
    ...explainPayment(statement, settlement),
    ...explainExits(statement, levels),
    ...explainAccountability(statement, [...levels, ...obligations]),
  ];
}

/** What is paid of the settlement and of those before it, where the terms do not settle every period. */
function explainPayment({ settlement: { payment } }: Statement, settlement: Explanation): Explanation[] {
  if (payment === undefined) return [];
  const { accruedBefore, paid, accruedAfter, settledIn, because } = payment;
  return [
    {
      figure: 'settlement.paid',
      value: paid,
      because: {
        ...because,
        operands: { ...because.operands, accruedBefore, accruedAfter, settledIn },
      },
      from: [settlement],
    },
  ];
}

function explainCause(
  period: string,
  index: number,
  cause: Statement['adjustments'][number]['causes'][number],
): Explanation {
  const figure = `adjustment.${period}.cause.${index + 1}`;
  const because = (operands: Because['operands'], facts: readonly string[]): Because => ({
    rule: cause.kind,
    clauses: [],
    operands,
    facts,
  });
  switch (cause.kind) {
    case 'facts': {
      const operands = { subject: cause.subject, key: cause.key, serviceLevels: cause.serviceLevels };
      return { figure, value: cause.key, because: because(operands, cause.facts), from: [] };
    }
    case 'terms':
      return { figure, value: cause.amendment, because: because({}, cause.facts), from: [] };
    case 'time-passed':
      return {
        figure,
        value: cause.ticket,
        because: because({ serviceLevels: cause.serviceLevels }, []),
        from: [],
      };
    case 'due-passed': {
      const operands = { subject: cause.subject, serviceLevels: cause.serviceLevels };
      return { figure, value: cause.key, because: because(operands, []), from: [] };
    }
    case 'earlier-period':
      return {
        figure,
        value: cause.period,
        because: because({ serviceLevels: cause.serviceLevels }, []),
        from: [],
      };
    case 'time-zones':
      return { figure, value: cause.is, because: because({ was: cause.was, is: cause.is }, []), from: [] };
  }
}
