import type { ExitBranchStatus } from '../statement/exits.js';
import type { Because, ExitStatus, ExitStep, Statement } from '../statement/statement.js';
import type { Explanation } from './explanation.js';

/** Each exit right: the periods and events that its condition looks at, and the steps of its life. */
export function explainExits(statement: Statement, levels: readonly Explanation[]): Explanation[] {
  return statement.exits.map((exit) => ({
    figure: `exit.${exit.id}`,
    value: exit.state,
    because: exit.because,
    from: [
      ...explainBranches(`exit.${exit.id}`, exit.branches ?? []),
      ...exit.window.map((entry) => ({
        figure: `exit.${exit.id}.${entry.period}`,
        value: entry.amount ?? entry.verdict,
        because: becauseOf(entry.counts ? 'counts' : 'does-not-count', {}, []),
        from:
          entry.period === statement.period.label ? levels.filter((one) => looksAt(exit, one.figure)) : [],
      })),
      ...exit.movedBy
        .filter(({ kind }) => kind !== 'period')
        .map((mover, index) => ({
          figure: `exit.${exit.id}.${mover.kind}.${index + 1}`,
          value: mover.key,
          because: becauseOf('counts', { on: mover.on, at: mover.at, amount: mover.amount }, mover.facts),
          from: [],
        })),
      ...exit.steps.map((step, index) => explainStep(`exit.${exit.id}.step.${index + 1}`, step)),
    ],
  }));
}

/** Whether each of several conditions is fulfilled, and how far it is from that. */
function explainBranches(figure: string, branches: readonly ExitBranchStatus[]): Explanation[] {
  return branches.map((branch) => ({
    figure: `${figure}.${branch.branch}`,
    value: branch.fulfilled ? 'fulfilled' : 'not-fulfilled',
    because: {
      ...branch.because,
      operands: {
        ...branch.because.operands,
        serviceLevel: branch.serviceLevel,
        reached: branch.reached,
        distance: branch.distance,
        unit: branch.unit,
        by: branch.by,
      },
    },
    from: explainBranches(`${figure}.${branch.branch}`, branch.branches ?? []),
  }));
}

function explainStep(figure: string, { state, on, rule, refused, operands, facts }: ExitStep): Explanation {
  return {
    figure,
    value: state,
    because: becauseOf(rule, { on, ...(refused === null ? {} : { refused }), ...operands }, facts),
    from: [],
  };
}

function looksAt(exit: ExitStatus, serviceLevel: string): boolean {
  return exit.because.clauses.some((clause) => clause.id === serviceLevel);
}

function becauseOf(rule: string, operands: Because['operands'], facts: readonly string[]): Because {
  return { rule, clauses: [], operands, facts };
}
