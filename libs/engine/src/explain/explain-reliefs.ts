import type { Because, ReliefExtentStatement, ReliefStatement, Statement } from '../statement/statement.js';
import type { Explanation } from './explanation.js';

/** Explains relief: `relief.R1` by who decided what of it (`relief.R1.decision.1`). */
export function explainReliefs({ reliefs }: Statement): Explanation[] {
  return reliefs.map((relief): Explanation => ({
    figure: `relief.${relief.key}`,
    value: relief.state,
    because: { ...relief.because, operands: { ...operandsOf(relief), ...relief.because.operands } },
    from: relief.decisions.map(({ kind, at, party, extent, noEffect, fact }, index) => ({
      figure: `relief.${relief.key}.decision.${index + 1}`,
      value: kind,
      because: {
        rule: noEffect ?? kind,
        clauses: relief.because.clauses,
        operands: { at, party, ...extentOperands('extent', extent) },
        facts: [fact],
      },
      from: [],
    })),
  }));
}

function operandsOf(relief: ReliefStatement): Because['operands'] {
  const { cause, settledBy, serviceLevels, awareAt, noticeGivenAt, claimBy, decideBy, running } = relief;
  return {
    cause,
    settledBy,
    ...extentOperands('claimed', relief.claimed),
    ...extentOperands('granted', relief.granted),
    ...(running ? { running } : {}),
    ...(serviceLevels === null ? {} : { serviceLevels }),
    ...(awareAt === null ? {} : { awareAt }),
    ...(noticeGivenAt === null ? {} : { noticeGivenAt }),
    ...(claimBy === null ? {} : { claimBy }),
    ...(decideBy === null ? {} : { decideBy }),
  };
}

function extentOperands(name: string, extent: ReliefExtentStatement | null): Because['operands'] {
  if (extent === null) return {};
  const { from, until, tickets, services } = extent;
  return {
    [name]: [from, until],
    ...(tickets === null ? {} : { [`${name}.tickets`]: tickets }),
    ...(services === null ? {} : { [`${name}.services`]: services }),
  };
}
