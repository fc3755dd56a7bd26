import { invoicesOf } from '@tallystick/application';
import { type Statement, termsAsKnown } from '@tallystick/engine';
import type { Fact } from '@tallystick/facts';
import {
  type EpochSeconds,
  formatInstant,
  formatInstantSeconds,
  parseInstant,
  wholeSecond,
} from '@tallystick/quantities';
import type { ChangeRow, ContestRow, FactRow, InvoiceRow, OutageRow, ReliefRow } from '../views/rows.js';
import { type AgreementKnowledge, LocalMonths, zoneOf } from './agreement-knowledge.js';

/** The rows that facts give without a statement. */
export interface RecordRows {
  readonly outages: readonly OutageRow[];
  readonly changes: readonly ChangeRow[];
  readonly contests: readonly ContestRow[];
  readonly reliefs: readonly ReliefRow[];
  readonly invoices: readonly InvoiceRow[];
}

/** @param factOf the row of a fact by its id; undefined where the ledger does not hold it. */
export function recordRowsOf(
  knowledge: AgreementKnowledge,
  statements: readonly Statement[],
  open: Statement | undefined,
  factOf: (id: string) => FactRow | undefined,
): RecordRows {
  const months = new LocalMonths(zoneOf(knowledge));
  return {
    outages: outageRows(knowledge, months),
    changes: changeRows(knowledge, months),
    contests: contestRows(knowledge, open, factOf),
    reliefs: reliefRows(knowledge, statements),
    invoices: invoiceRows(knowledge, months),
  };
}

function textOf(instant: EpochSeconds | undefined): string | null {
  return instant === undefined ? null : formatInstantSeconds(instant);
}

function outageRows({ agreement, timeline }: AgreementKnowledge, months: LocalMonths): OutageRow[] {
  const beginnings = new Map<string, Fact<'OutageBegan' | 'ServiceDegraded'>>();
  for (const { fact } of timeline.facts('OutageBegan')) beginnings.set(fact.id, fact);
  for (const { fact } of timeline.facts('ServiceDegraded')) beginnings.set(fact.id, fact);
  const rows = new Map<string, OutageRow>();
  for (const { outage, service, from, until, shares, factIds } of timeline.outages()) {
    const began = factIds.flatMap((id) => beginnings.get(id) ?? [])[0]!;
    const row: OutageRow = {
      agreement,
      outage,
      service,
      kind: began.type === 'OutageBegan' ? 'outage' : 'degradation',
      beganAt: formatInstantSeconds(from),
      endedAt: textOf(until),
      month: months.of(from),
      seconds: until === undefined ? null : until - from,
      shareAffected: shares.at(-1)!.share.toDecimal(),
      assertedBy: began.assertedBy.party,
    };
    // Two of one key and service can begin in one second only where the first one ended in it.
    rows.set(JSON.stringify([outage, service, from]), row);
  }
  return [...rows.values()];
}

function changeRows({ agreement, timeline }: AgreementKnowledge, months: LocalMonths): ChangeRow[] {
  return timeline.changes.map((change): ChangeRow => {
    const { requestedAt, scheduled, startedAt, finishedAt, unauthorisedAt, approvedAt, rejectedAt } = change;
    const first = requestedAt ?? approvedAt ?? rejectedAt ?? startedAt ?? finishedAt ?? unauthorisedAt;
    return {
      agreement,
      // One that was found without a key goes by the fact that found it.
      change: change.change ?? change.factIds[0]!,
      service: change.service ?? null,
      state: stateOfChange(change),
      requestedAt: textOf(requestedAt),
      scheduledFrom: textOf(scheduled?.from),
      scheduledUntil: textOf(scheduled?.until),
      startedAt: textOf(startedAt),
      finishedAt: textOf(finishedAt),
      outcome: change.outcome ?? null,
      authorised: unauthorisedAt === undefined,
      month: months.of(first ?? scheduled!.from),
    };
  });
}

function stateOfChange(change: AgreementKnowledge['timeline']['changes'][number]): string {
  if (change.finishedAt !== undefined) return 'finished';
  if (change.startedAt !== undefined) return 'started';
  if (change.rejectedAt !== undefined) return 'rejected';
  if (change.scheduled !== undefined) return 'scheduled';
  if (change.approvedAt !== undefined) return 'approved';
  return change.requestedAt === undefined ? 'found' : 'requested';
}

function contestRows(
  { agreement, timeline, zones }: AgreementKnowledge,
  open: Statement | undefined,
  factOf: (id: string) => FactRow | undefined,
): ContestRow[] {
  const currency = termsAsKnown(timeline, zones).versions.at(-1)!.terms.currency.code;
  const atStake = new Map(open?.contests.map((contest) => [contest.fact, contest.atStake]));
  return timeline.contests.map((contest): ContestRow => {
    const contested = factOf(contest.factId);
    return {
      agreement,
      contest: contest.factIds[0]!,
      fact: contest.factId,
      factType: contested?.type ?? null,
      subject: contested?.subject ?? null,
      assertedBy: contested?.party ?? null,
      contestedBy: contest.contestedBy,
      contestedAt: formatInstant(contest.contestedAt),
      reason: contest.reason,
      state: contest.status,
      settledAt: contest.settledAt === undefined ? null : formatInstant(contest.settledAt),
      atStake: contest.status === 'open' ? (atStake.get(contest.factId) ?? null) : null,
      currency,
    };
  });
}

/** Claims as recorded, with what became of them, and what the terms give for lateness as statements show it. */
function reliefRows(
  { agreement, timeline }: AgreementKnowledge,
  statements: readonly Statement[],
): ReliefRow[] {
  const shown = new Map(statements.flatMap(({ reliefs }) => reliefs.map((relief) => [relief.key, relief])));
  const claimants = new Map(timeline.facts('ReliefClaimed').map(({ fact }) => [fact.relief, fact]));
  const rows = new Map<string, ReliefRow>();
  for (const { relief, claims, decisions } of timeline.reliefs) {
    const claim = claims.at(-1);
    const stated = shown.get(relief);
    const decision = decisions.at(-1);
    const extent = stated?.granted ?? stated?.claimed;
    rows.set(relief, {
      agreement,
      relief,
      state: stated?.state ?? (claim === undefined ? (decision?.kind ?? 'claimed') : 'claimed'),
      claimedBy: claimants.get(relief)?.assertedBy.party ?? null,
      claimedAt: textOf(claim?.at),
      decidedAt: textOf(decision?.at),
      from: extent?.from ?? textOf(claim?.extent.from ?? decision?.from),
      until: extent?.until ?? textOf(claim?.extent.until ?? decision?.until),
      reason: claim?.cause ?? null,
    });
  }
  for (const [relief, stated] of shown) {
    if (rows.has(relief)) continue;
    rows.set(relief, {
      agreement,
      relief,
      state: stated.state,
      claimedBy: null,
      claimedAt: null,
      decidedAt: null,
      from: stated.granted?.from ?? null,
      until: stated.granted?.until ?? null,
      reason: stated.cause,
    });
  }
  return [...rows.values()];
}

function invoiceRows(knowledge: AgreementKnowledge, months: LocalMonths): InvoiceRow[] {
  return invoicesOf(knowledge).map(
    ({
      invoice,
      period,
      amount,
      currency,
      receivedAt,
      state,
      inDispute,
      open,
      paid,
      credited,
    }): InvoiceRow => ({
      agreement: knowledge.agreement,
      invoice,
      period,
      amount: amount.toDecimal(),
      currency,
      receivedAt,
      state,
      open: open.toDecimal(),
      disputed: inDispute.isZero ? null : inDispute.toDecimal(),
      paid: paid.toDecimal(),
      creditsApplied: credited.toDecimal(),
      month: months.of(wholeSecond(parseInstant(receivedAt))),
    }),
  );
}
