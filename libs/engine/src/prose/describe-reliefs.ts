import type { ReliefExtentStatement, ReliefStatement, Statement } from '../statement/statement.js';
import { columns, type DocumentSection, tableSection } from './statement-document.js';
import type { LocalTimes } from './words.js';

/** Relief: what was claimed and granted, how it stands, and decisions that count for nothing. */
export function describeReliefs({ reliefs }: Statement, local: LocalTimes): DocumentSection[] {
  const rows = reliefs.map((relief) => [
    relief.key,
    relief.because.clauses.map(({ clause }) => clause ?? '').join(', '),
    relief.cause ?? 'not claimed',
    extentText(relief.claimed, local),
    relief.noticeGivenAt === null ? '' : local(relief.noticeGivenAt),
    stateText(relief, local),
    grantedText(relief, local),
  ]);
  return tableSection(
    'Relief',
    columns('Relief', 'Clause', 'Cause', 'Claimed', 'Notice', 'State', 'Granted'),
    rows,
    { notes: reliefs.flatMap((relief) => notesOf(relief, local)) },
  );
}

function extentText(extent: ReliefExtentStatement | null, local: LocalTimes): string {
  return extent === null ? '' : `${local(extent.from)} to ${local(extent.until)}${aboutText(extent)}`;
}

function aboutText({ tickets, services }: ReliefExtentStatement): string {
  const about = [
    ...(tickets === null ? [] : [`ticket${tickets.length === 1 ? '' : 's'} ${tickets.join(', ')}`]),
    ...(services === null ? [] : [`service${services.length === 1 ? '' : 's'} ${services.join(', ')}`]),
  ];
  return about.length === 0 ? '' : `, ${about.join(' and ')}`;
}

function grantedText({ granted, running, serviceLevels }: ReliefStatement, local: LocalTimes): string {
  if (granted === null) return 'nothing';
  const levels = serviceLevels === null ? '' : `, for ${serviceLevels.join(', ')} only`;
  const time = running ? `from ${local(granted.from)} on${aboutText(granted)}` : extentText(granted, local);
  return `${time}${levels}`;
}

function stateText(relief: ReliefStatement, local: LocalTimes): string {
  const { state, settledBy, claimBy, decideBy } = relief;
  switch (state) {
    case 'claimed':
      return decideBy === null ? 'not decided' : `not decided, silence decides after ${local(decideBy)}`;
    case 'granted':
      if (settledBy === 'terms') return 'given by the terms';
      return settledBy === 'silence' ? 'granted by silence' : 'granted';
    case 'refused':
      return settledBy === 'silence' ? 'refused by silence' : 'refused';
    case 'out-of-time':
      return claimBy === null ? 'out of time' : `out of time, notice was due by ${local(claimBy)}`;
  }
}

function notesOf({ key, decisions, decidedBy }: ReliefStatement, local: LocalTimes): string[] {
  return decisions.flatMap(({ kind, at, party, noEffect }) => {
    const why = whyNot(noEffect, decidedBy);
    return why === undefined
      ? []
      : [`${key}: ${kind} by ${party} at ${local(at)} counts for nothing: ${why}.`];
  });
}

function whyNot(noEffect: string | null, decidedBy: ReliefStatement['decidedBy']): string | undefined {
  switch (noEffect) {
    case 'not-theirs-to-decide':
      return decidedBy === 'both' ? 'the client and the provider decide' : `the ${decidedBy ?? ''} decides`;
    case 'no-interval':
      return 'no time is known that it would be for';
    case 'out-of-time':
      return 'the claim came too late';
    case 'after-silence':
      return 'silence had granted it by then';
    // What replaced it says how the relief stands.
    default:
      return undefined;
  }
}
