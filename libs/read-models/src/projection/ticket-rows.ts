import {
  type BallStretch,
  type ClockReport,
  type TicketEvent,
  type TicketReport,
  type TicketReporter,
  ticketBalls,
  ticketReporter,
  type TicketView,
  termsAsKnown,
} from '@tallystick/engine';
import {
  compareText,
  type EpochSeconds,
  formatInstantSeconds,
  parseInstant,
  wholeSecond,
} from '@tallystick/quantities';
import type { TermsVersion } from '@tallystick/terms';
import type { ClockRow, TicketRow } from '../views/rows.js';
import { type AgreementKnowledge, LocalMonths, zoneOf } from './agreement-knowledge.js';

export interface TicketRows {
  readonly ticket: TicketRow;
  readonly clocks: readonly ClockRow[];
  /** Time alone can change them: a clock runs, the ball is with somebody, or something of it is still to happen. */
  readonly movesWithTime: boolean;
}

/** A holder of the ball for whom the facts have no name. */
const unnamedThirdParty = 'third-party';

/** Makes the rows of tickets, one ticket at a time. */
export class TicketRowMaker {
  private readonly reporter: TicketReporter;
  private readonly balls: (index: number) => readonly BallStretch[];
  private readonly months: LocalMonths;
  private readonly versions: ReadonlyMap<string, TermsVersion>;
  private readonly valuedAt: EpochSeconds;

  /** @param titleAt the title that the fact at a position gives its ticket. */
  constructor(
    private readonly knowledge: AgreementKnowledge,
    private readonly titleAt: (position: number) => string | null,
  ) {
    this.reporter = ticketReporter(knowledge);
    this.balls = ticketBalls({ ...knowledge, valuedAt: knowledge.knownAt.recordedAt });
    this.months = new LocalMonths(zoneOf(knowledge));
    this.valuedAt = wholeSecond(knowledge.knownAt.recordedAt);
    const { versions } = termsAsKnown(knowledge.timeline, knowledge.zones);
    this.versions = new Map(versions.map((version) => [version.terms.digest, version]));
  }

  /** `TicketReporter.reliefs`: while it is the same, so are the clocks of tickets that time does not move. */
  get reliefs(): string {
    return this.reporter.reliefs;
  }

  /** @returns undefined where no fact of the ticket counts. */
  rowsOf(index: number): TicketRows | undefined {
    const { timeline } = this.knowledge;
    const view = timeline.ticket(index, this.valuedAt);
    if (view.events.length === 0) return undefined;
    const report = this.reporter.report(index);
    const stretches = this.balls(index);
    const clocks = report.clocks.flatMap((clock) => this.clockRow(view, clock, stretches) ?? []);
    return {
      ticket: this.ticketRow(view, clocks, stretches),
      clocks,
      movesWithTime: this.movesWithTime(view, report, stretches),
    };
  }

  private ticketRow(
    view: TicketView,
    clocks: readonly ClockRow[],
    stretches: readonly BallStretch[],
  ): TicketRow {
    const happened = view.events.filter(({ countsAt }) => countsAt <= this.valuedAt);
    const { resolvedAt, closedAt, reopenings } = livesOf(view, happened);
    const held = (who: (party: string | null) => boolean): number =>
      stretches.reduce((sum, { party, from, until }) => (who(party) ? sum + until - from : sum), 0);
    const still = stretches.at(-1);
    const due = clocks
      .filter(({ running, paused, breachedAt }) => running && !paused && breachedAt === null)
      .flatMap(({ dueAt }) => dueAt ?? []);
    return {
      agreement: this.knowledge.agreement,
      ticket: view.ticket,
      ticketType: view.ticketType ?? null,
      priority: view.priority ?? null,
      service: view.service ?? null,
      category: view.category ?? null,
      configurationItem: view.configurationItem ?? null,
      site: view.site ?? null,
      title: this.titleOf(happened),
      status: view.status ?? null,
      ball: still?.running === true ? (still.party ?? unnamedThirdParty) : null,
      openedAt: textOf(view.openedAt),
      respondedAt: textOf(happened.find(({ type }) => type === 'TicketResponded')?.countsAt),
      resolvedAt: textOf(resolvedAt),
      closedAt: textOf(closedAt),
      month: view.openedAt === undefined ? null : this.months.of(view.openedAt),
      resolutionSeconds:
        resolvedAt === undefined || view.openedAt === undefined ? null : resolvedAt - view.openedAt,
      clientSeconds: held((party) => party === 'client'),
      providerSeconds: held((party) => party === 'provider'),
      thirdPartySeconds: held((party) => party !== 'client' && party !== 'provider'),
      reopenings,
      limits: clocks.length,
      breaches: clocks.filter(({ breachedAt }) => breachedAt !== null).length,
      running: clocks.filter(({ running }) => running).length,
      nextDueAt: due.sort(compareText)[0] ?? null,
      complete: view.state === 'complete',
    };
  }

  /** The last title that an opening gave. */
  private titleOf(events: readonly TicketEvent[]): string | null {
    for (const { type, position } of events.toReversed()) {
      const title = type === 'TicketOpened' ? this.titleAt(position) : null;
      if (title !== null) return title;
    }
    return null;
  }

  private clockRow(
    view: TicketView,
    clock: ClockReport,
    stretches: readonly BallStretch[],
  ): ClockRow | undefined {
    const { serviceLevel, limitSeconds } = clock;
    if (serviceLevel === null || limitSeconds === null) return undefined;
    const startedAt = secondOf(clock.startedAt);
    const counted = startedAt ?? view.openedAt;
    const level = this.versions.get(clock.terms.digest)?.terms.serviceLevels.get(serviceLevel);
    return {
      agreement: this.knowledge.agreement,
      ticket: view.ticket,
      serviceLevel,
      clock: clock.clock,
      instance: clock.instance,
      clause: level?.clause ?? null,
      ticketType: view.ticketType ?? null,
      priority: clock.priority,
      service: view.service ?? null,
      category: view.category ?? null,
      month: counted === undefined ? null : this.months.of(counted),
      startedAt: clock.startedAt,
      stoppedAt: clock.stoppedAt,
      dueAt: clock.due,
      elapsedSeconds: clock.elapsedSeconds,
      limitSeconds,
      running: clock.running,
      paused: clock.paused,
      breachedAt: clock.breachedAt,
      met: clock.met,
      ball: holderOf(stretches, secondOf(clock.stoppedAt)),
      termsDigest: clock.terms.digest,
    };
  }

  private movesWithTime(view: TicketView, report: TicketReport, stretches: readonly BallStretch[]): boolean {
    if (view.events.some(({ effectiveAt }) => wholeSecond(effectiveAt) > this.valuedAt)) return true;
    if (stretches.at(-1)?.running === true) return true;
    return report.clocks.some(({ running, terms }) => running || terms.why === 'not-yet-resolved');
  }
}

/** When the present end began, if the ticket has ended by being solved, and how often it was open again. */
function livesOf(
  { status, openedAt }: TicketView,
  events: readonly TicketEvent[],
): { resolvedAt: number | undefined; closedAt: number | undefined; reopenings: number } {
  let ended: EpochSeconds | undefined;
  let closedAt: EpochSeconds | undefined;
  let reopenings = 0;
  for (const { type, value, countsAt } of events) {
    const next = statusAfter(type, value, ended !== undefined);
    if (next === undefined) continue;
    if (next === 'open') {
      if (ended !== undefined) reopenings += 1;
      ended = undefined;
      closedAt = undefined;
    } else {
      ended ??= countsAt;
      if (next === 'closed') closedAt ??= countsAt;
    }
  }
  const solved = openedAt !== undefined && (status === 'resolved' || status === 'closed');
  return { resolvedAt: solved ? ended : undefined, closedAt: solved ? closedAt : undefined, reopenings };
}

function statusAfter(
  type: TicketEvent['type'],
  value: string | undefined,
  hasEnded: boolean,
): 'open' | 'ended' | 'closed' | undefined {
  switch (type) {
    case 'TicketTransitioned':
      if (value === 'closed') return 'closed';
      return value === 'resolved' || value === 'cancelled' ? 'ended' : 'open';
    case 'TicketResolved':
    case 'TicketCancelled':
      return 'ended';
    case 'TicketClosed':
      return 'closed';
    case 'TicketReopened':
      return hasEnded ? 'open' : undefined;
    default:
      return undefined;
  }
}

/** Who holds the ball now, or held it last before a clock stopped. */
function holderOf(stretches: readonly BallStretch[], stoppedAt: EpochSeconds | undefined): string | null {
  const stretch =
    stoppedAt === undefined
      ? stretches.findLast(({ running }) => running)
      : (stretches.findLast(({ from }) => from < stoppedAt) ?? stretches[0]);
  return stretch === undefined ? null : (stretch.party ?? unnamedThirdParty);
}

function textOf(instant: EpochSeconds | undefined): string | null {
  return instant === undefined ? null : formatInstantSeconds(instant);
}

function secondOf(instant: string | null): EpochSeconds | undefined {
  return instant === null ? undefined : wholeSecond(parseInstant(instant));
}
