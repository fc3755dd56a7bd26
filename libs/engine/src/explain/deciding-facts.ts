import type { Evidence } from '../statement/statement.js';

/** The facts that speak against the provider, or that a figure was taken from; the evidence has the others as well. */
export function decidingFacts(evidence: Evidence): string[] {
  return [...new Set(decidingList(evidence).flatMap((one) => one.facts))];
}

function decidingList(evidence: Evidence): readonly { readonly facts: readonly string[] }[] {
  switch (evidence.kind) {
    case 'tickets':
      return evidence.breached;
    case 'availability':
      return evidence.outages.filter((outage) => outage.counted);
    case 'readings':
      return evidence.deciding;
    case 'count':
      return [...evidence.counted, ...evidence.breached];
    case 'reports':
      return evidence.reports.filter((report) => report.used);
    case 'occurrences':
      return evidence.occurrences.filter((occurrence) => occurrence.counted && occurrence.state !== 'met');
    case 'changes':
      return evidence.bad;
    case 'recurrences':
      return evidence.recurring;
    case 'results':
    case 'smoothed':
      // The levels that the figure is of name theirs.
      return [];
  }
}
