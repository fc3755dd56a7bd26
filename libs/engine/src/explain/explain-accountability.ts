import type {
  Because,
  OpenPointsStatement,
  OperandValue,
  RecurringStatement,
  ResponsibilityStatement,
  Statement,
} from '../statement/statement.js';
import type { Explanation } from './explanation.js';

/**
 * Explains what the period shows of who owned what: `accountability.ball.client` by the tickets it held longest,
 * `accountability.recurring.service.email` by the last tickets of it, `accountability.responsibility.email` by what
 * changed, wins, shortfalls and trends by the figures of their levels and obligations.
 *
 * @param figures those of levels, obligations and ladders, by their names.
 */
export function explainAccountability(
  { accountability }: Statement,
  figures: readonly Explanation[],
): Explanation[] {
  const { ball, recurring, problems, risks, recommendations, responsibilities } = accountability;
  const named = new Map(figures.map((one) => [one.figure, one]));
  return [
    ...ball.holders.listed.map(({ party, seconds, longest, because }) => {
      const figure = `accountability.ball.${party ?? 'third-party-without-a-name'}`;
      const operands = { ...because.operands, from: ball.from, until: ball.until, notListed: longest.more };
      return explained(
        figure,
        `${seconds}`,
        { ...because, operands },
        longest.listed.map((one) =>
          explained(`${figure}.${one.ticket}`, `${one.seconds}`, leaf('held', {}, one.facts)),
        ),
      );
    }),
    ...(['service', 'category', 'configurationItem'] as const).flatMap((by) =>
      recurring[by].listed.map((issue) => explainIssue(`accountability.recurring.${by}`, issue)),
    ),
    ...problems.lacking.listed.map((one) =>
      explained(`accountability.problem.${one.problem}`, lacking(one.lacks), {
        ...one.because,
        operands: { ...one.because.operands, owner: one.owner, identifiedOn: one.identifiedOn },
      }),
    ),
    ...explainPoints('accountability.risk', risks),
    ...explainPoints('accountability.recommendation', recommendations),
    ...responsibilities.areas.listed.map(explainArea),
    ...responsibilities.gaps.listed.map(({ kind, value, because, moreFacts }) =>
      explained(`accountability.gap.${kind}.${value}`, 'nobody', withMore(because, moreFacts)),
    ),
    ...explainResults('accountability.win', accountability.wins.listed, named),
    ...explainResults('accountability.shortfall', accountability.shortfalls.listed, named),
    ...accountability.trends.levels.listed.map(({ id, trend, values, because }) =>
      explained(`accountability.trend.${id}`, trend, because, [
        ...values.map(({ period, value }) =>
          explained(`accountability.trend.${id}.${period}`, value, leaf('value-of-period', { period })),
        ),
        ...present(named.get(id)),
      ]),
    ),
  ];
}

function explainIssue(prefix: string, issue: RecurringStatement): Explanation {
  const { value, tickets, firstOn, lastOn, latest, problems, lacks, because } = issue;
  const figure = `${prefix}.${value}`;
  const operands = { ...because.operands, firstOn, lastOn, lacks, notListed: latest.more };
  return explained(figure, `${tickets}`, { ...because, operands }, [
    ...latest.listed.map(({ ticket, openedAt, fact }) =>
      explained(`${figure}.${ticket}`, openedAt, leaf('opened', {}, [fact])),
    ),
    ...problems.listed.map(({ problem, owner, rootCauseKnown, settledOn }) =>
      explained(
        `${figure}.problem.${problem}`,
        settledOn === null ? 'open' : 'settled',
        leaf('problem-about-it', { owner, rootCauseKnown, settledOn }),
      ),
    ),
  ]);
}

function explainPoints(prefix: string, { lacking: { listed } }: OpenPointsStatement): Explanation[] {
  return listed.map(({ key, owner, raisedOn, reviewBy, lacks, because }) =>
    explained(`${prefix}.${key}`, lacking(lacks), {
      ...because,
      operands: { ...because.operands, owner, raisedOn, reviewBy },
    }),
  );
}

function explainArea(one: ResponsibilityStatement): Explanation {
  const figure = `accountability.responsibility.${one.area}`;
  const { coordinatedBy, services, categories } = one;
  return explained(
    figure,
    one.owner,
    { ...one.because, operands: { ...one.because.operands, coordinatedBy, services, categories } },
    one.changes.listed.map(({ since, owner, by, facts, coordinatedBy: coordinator }, index) =>
      explained(
        `${figure}.change.${index + 1}`,
        owner,
        leaf(by, { since, coordinatedBy: coordinator }, facts),
      ),
    ),
  );
}

function explainResults(
  prefix: string,
  results: Statement['accountability']['wins']['listed'],
  named: ReadonlyMap<string, Explanation>,
): Explanation[] {
  return results.map((one) => {
    const figure = `${prefix}.${one.of}.${one.id}`;
    if (one.of === 'service-level') {
      return explained(figure, one.margin, one.because, present(named.get(one.id)));
    }
    const value = prefix.endsWith('win') ? one.met : one.late + one.missed + one.overdue;
    return explained(
      figure,
      `${value} of ${one.due}`,
      withMore(one.because, one.moreFacts),
      present(named.get(`${one.of}.${one.id}`)),
    );
  });
}

function lacking(lacks: readonly string[]): string {
  return lacks.map((lack) => `no ${lack.replace('-', ' ')}`).join(', ');
}

function present(one: Explanation | undefined): readonly Explanation[] {
  return one === undefined ? [] : [one];
}

function withMore(because: Because, notListed: number): Because {
  return notListed === 0 ? because : { ...because, operands: { ...because.operands, notListed } };
}

function leaf(
  rule: string,
  operands: Readonly<Record<string, OperandValue>>,
  facts: readonly string[] = [],
): Because {
  return { rule, clauses: [], operands, facts };
}

function explained(
  figure: string,
  value: string | null,
  because: Because,
  from: readonly Explanation[] = [],
): Explanation {
  return { figure, value, because, from };
}
