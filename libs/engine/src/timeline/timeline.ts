import { invariant } from '@tallystick/errors';
import type { Fact, FactType } from '@tallystick/facts';
import { compareText, type EpochMilliseconds, type EpochSeconds } from '@tallystick/quantities';
import { changeFactTypes, changesOf } from './changes.js';
import type { EventColumns } from './columns.js';
import type { Contest } from './contest.js';
import { contestsOf } from './contests.js';
import { escalationsOf, type TicketEscalation } from './escalations.js';
import { readFactId } from './fact-id-words.js';
import { type FactRecord, inEffectiveOrder, inLedgerOrder } from './fact-record.js';
import { FactStore } from './fact-store.js';
import { maintenancesOf } from './maintenances.js';
import { outagesOf } from './outages.js';
import { readTicketView } from './read-ticket-view.js';
import { reliefsOf } from './reliefs.js';
import { type Removals, removalsOf } from './removals.js';
import { decodeSegments } from './segment-decoding.js';
import { encodeSegment } from './segment-encoding.js';
import type { Change, Maintenance, Outage, Relief } from './service-records.js';
import { groupByTicket, type TicketGroups } from './ticket-groups.js';
import { TicketState, type TicketTracks, tracksOf } from './ticket-tracks.js';
import { factIdsNaming, type TicketAttribute, ticketsByValue, ticketValuesOf } from './ticket-values.js';
import type { TicketView } from './ticket-view.js';

/** What a timeline knew of tickets at some point. */
export interface TimelineMark {
  /** Names the facts that it is of. */
  readonly of: object;
  readonly rows: number;
  readonly position: number;
  /** The rows that were taken out. */
  readonly removed: ReadonlySet<number>;
}

export type TermsFactType = 'AgreementSigned' | 'TermsAmended' | 'TermsRescinded';

/**
 * The fold of one agreement's facts (design 2): facts go in one by one, in any order, and what follows from them is
 * worked out when it is read. Effective order decides, and ledger order between facts of the same instant; a fact
 * added twice counts once; retracted facts, and those whose contest was upheld, are as if they had never been recorded.
 *
 * Ticket events stand in columns of numbers without an object each, so that a million of them cost little more than
 * their bytes. Everything read from a timeline is good until the next `add`.
 */
export class Timeline {
  private readonly store: FactStore;
  private readonly upTo: number;
  private derivedFrom = NaN;
  private derived = new Map<string, unknown>();

  constructor(store: FactStore = new FactStore(), upTo = Infinity) {
    this.store = store;
    this.upTo = upTo;
  }

  /**
   * Reads back segments that `toSegment` wrote, in the order of the ledger.
   *
   * @returns `undefined` where one of them was written by another version of the fold, on a machine of the other byte
   * order, or is damaged: segments are a cache, and the facts are read again instead.
   */
  static fromSegments(segments: readonly Uint8Array[]): Timeline | undefined {
    const store = decodeSegments(segments);
    return store === undefined ? undefined : new Timeline(store);
  }

  /** The facts of the timeline recorded after a position, as bytes that stand beside the log and may be deleted. */
  toSegment(afterPosition = -1): Uint8Array {
    return encodeSegment(this.store, afterPosition, this.upTo);
  }

  /** Adds one fact, in any order; the same fact again changes nothing. */
  add(position: number, fact: Fact): void {
    invariant(this.upTo === Infinity, 'facts are added to the whole timeline, not to a past knowledge of it');
    this.store.add(position, fact);
  }

  /** Adds one fact from its canonical text, as `add` does from `readRecordedFact` of it, but without making an object. */
  addText(position: number, text: string): void {
    invariant(this.upTo === Infinity, 'facts are added to the whole timeline, not to a past knowledge of it');
    this.store.addText(position, text);
  }

  /**
   * The same facts as known at a ledger position; it shares the columns and sees facts added later up to there. What is
   * read of it stays good while the ledger grows beyond the position.
   */
  knownAt(position: number): Timeline {
    return new Timeline(this.store, Math.min(position, this.upTo));
  }

  /**
   * What is known of one ticket, and everything that is about no ticket: a few facts where the timeline has very many.
   * Questions about the ticket alone are answered as the whole timeline answers them; its index there is 0, and other
   * tickets do not exist. It knows what is known now, and nothing that is added later.
   */
  ofTicket(ticket: number): Timeline {
    return new Timeline(this.store.ofTicket(ticket), Math.min(this.upTo, this.store.lastPosition));
  }

  /**
   * The same knowledge with some facts more that are about no ticket, as if they had been recorded right after the last
   * one known, for asking what would follow from them. It costs nothing that grows with the tickets until it is read.
   */
  asIf(facts: readonly Fact[]): Timeline {
    if (facts.length === 0) return this;
    const store = this.store.asIf(Math.min(this.upTo, this.store.lastPosition), facts);
    return new Timeline(store, store.lastPosition);
  }

  /** How many tickets have a key here; those that are not known at the position are `absent` in the tracks. */
  get ticketCount(): number {
    if (this.upTo === Infinity) return this.store.ticketCount;
    return this.once('ticket count', () => this.store.ticketCount);
  }

  ticketKey(ticket: number): string {
    return this.store.ticketKey(ticket);
  }

  ticketIndex(key: string): number | undefined {
    const index = this.store.knownTicket(key);
    return index === undefined || index >= this.ticketCount ? undefined : index;
  }

  ticket(ticket: number, until: EpochSeconds = Infinity): TicketView {
    return readTicketView(this.store, this.groups, this.tracks(until), ticket);
  }

  /** The indexes of all tickets known, in the order of their keys (UTF-16 units). */
  ticketsInOrder(): Int32Array {
    return this.once('tickets in order', () => {
      const { state } = this.tracks();
      return this.inOrderOfKeys((ticket) => state[ticket] !== TicketState.absent);
    });
  }

  /** Tickets with events but without an opening, by index in the order of their keys: no clock can be read of them. */
  incompleteTickets(until: EpochSeconds = Infinity): readonly number[] {
    const { state } = this.tracks(until);
    return Array.from(this.inOrderOfKeys((ticket) => state[ticket] === TicketState.incomplete));
  }

  private inOrderOfKeys(isMeant: (ticket: number) => boolean): Int32Array {
    const meant = Int32Array.from({ length: this.ticketCount }, (_, ticket) => ticket).filter(isMeant);
    return meant.sort((a, b) => compareText(this.ticketKey(a), this.ticketKey(b)));
  }

  /** The text behind a code of the columns, e.g. of a priority. */
  text(code: number): string {
    return this.store.texts.text(code);
  }

  /** The code of a text, where any ticket fact has it. */
  codeOf(text: string): number | undefined {
    return this.store.texts.codeOf(text);
  }

  /** Every text that the facts of tickets name for one of their attributes, in order (UTF-16 units). */
  ticketValues(attribute: TicketAttribute): readonly string[] {
    return this.once(`values of ${attribute}`, () => ticketValuesOf(this.store, this.groups, attribute));
  }

  /** The facts of tickets that name a text for one of their attributes. */
  ticketFactsNaming(attribute: TicketAttribute, value: string): readonly string[] {
    return factIdsNaming(this.store, this.groups, attribute, value);
  }

  /** The indexes of the tickets last known under a value of an attribute, with the events up to and at an instant. */
  ticketsWith(attribute: TicketAttribute, value: string, until: EpochSeconds): readonly number[] {
    const tracks = this.tracks(until);
    const code = this.codeOf(value);
    if (code === undefined) return [];
    const byValue = this.once(`tickets by ${attribute} until ${until}`, () =>
      ticketsByValue(tracks, attribute),
    );
    return byValue.get(code) ?? [];
  }

  /** When the last fact of a ticket happened, in milliseconds; `-Infinity` where none counts. Within the engine only. */
  latestEventOf(ticket: number): EpochMilliseconds {
    const { starts, ends, rows } = this.groups;
    const last = ends[ticket]! - 1;
    return last < starts[ticket]! ? -Infinity : this.store.events.effectiveAt[rows[last]!]!;
  }

  /** What is known of tickets, for asking later what has changed; none of a past knowledge. Within the engine only. */
  get mark(): TimelineMark | undefined {
    const { store, upTo } = this;
    if (!store.isWhole || upTo < store.lastPosition) return undefined;
    const { events, lastPosition } = store;
    return { of: events, rows: events.count, position: lastPosition, removed: this.removals.rows };
  }

  /**
   * The tickets of which other facts count than at a mark; undefined where this is not a later knowledge of the same
   * facts. Within the engine only.
   */
  ticketsChangedSince({ of, rows, position, removed }: TimelineMark): ReadonlySet<number> | undefined {
    const { events } = this.store;
    if (events !== of || this.upTo < position) return undefined;
    const changed = new Set<number>();
    for (let row = rows; row < events.count; row += 1) {
      if (events.position[row]! <= this.upTo) changed.add(events.ticket[row]!);
    }
    const now = this.removals.rows;
    for (const row of now) if (!removed.has(row)) changed.add(events.ticket[row]!);
    for (const row of removed) if (!now.has(row)) changed.add(events.ticket[row]!);
    return changed;
  }

  /** The facts of a ticket that count, in effective order; with `afterPosition` only those recorded after it. */
  factIdsOfTicket(ticket: number, afterPosition = -1): readonly string[] {
    const { starts, ends, rows } = this.groups;
    const { id, position } = this.store.events;
    return Array.from(rows.subarray(starts[ticket], ends[ticket]))
      .filter((row) => position[row]! > afterPosition)
      .map((row) => readFactId(id, row * 4));
  }

  /** What clocks read, with the events up to and at an instant. Within the engine only. */
  tracks(until: EpochSeconds = Infinity): TicketTracks {
    const beyondAll = until * 1000 >= this.store.latestEventAt;
    return this.once(beyondAll ? 'tracks' : `tracks ${until}`, () =>
      tracksOf(this.store, this.groups, beyondAll ? Infinity : until),
    );
  }

  /** The escalations of tickets, by the ticket's index. */
  get escalations(): ReadonlyMap<number, readonly TicketEscalation[]> {
    return this.once('escalations', () => escalationsOf(this.store, this.groups));
  }

  /** The rows of each ticket's facts that count, in effective order; `events` has what they say. Within the engine only. */
  get rowsByTicket(): TicketGroups {
    return this.groups;
  }

  /** One row for each ticket fact. Within the engine only. */
  get events(): Readonly<EventColumns> {
    return this.store.events;
  }

  /** The fact behind a row of the tracks, and when it happened and was recorded. Within the engine only. */
  factIdOfRow(row: number): string {
    return readFactId(this.store.events.id, row * 4);
  }

  /** How long after it happened the fact of a row was recorded, in milliseconds. Within the engine only. */
  latenessOfRow(row: number): number {
    return this.store.events.recordedAt[row]! - this.store.events.effectiveAt[row]!;
  }

  /** Facts of one type that count, in effective order; ticket events are read by ticket instead. */
  facts<T extends FactType>(type: T): readonly FactRecord<T>[] {
    return this.once(type, () => this.counted(type).sort(inEffectiveOrder));
  }

  outages(service?: string): readonly Outage[] {
    const all = this.once('outages', () =>
      outagesOf([
        ...this.counted('OutageBegan'),
        ...this.counted('OutageEnded'),
        ...this.counted('ServiceDegraded'),
      ]),
    );
    return service === undefined ? all : all.filter((outage) => outage.service === service);
  }

  maintenances(service?: string): readonly Maintenance[] {
    const all = this.once('maintenances', () =>
      maintenancesOf([...this.counted('MaintenanceAnnounced'), ...this.counted('MaintenanceCancelled')]),
    );
    return service === undefined ? all : all.filter((maintenance) => maintenance.service === service);
  }

  get changes(): readonly Change[] {
    return this.once('changes', () => changesOf(changeFactTypes.flatMap((type) => this.counted(type))));
  }

  get reliefs(): readonly Relief[] {
    return this.once('reliefs', () =>
      reliefsOf([
        ...this.counted('ReliefClaimed'),
        ...this.counted('ReliefGranted'),
        ...this.counted('ReliefRefused'),
      ]),
    );
  }

  get contests(): readonly Contest[] {
    return this.once('contests', () =>
      contestsOf(this.store, this.upTo, [
        ...this.counted('FactContested'),
        ...this.counted('ContestSettled'),
      ]),
    );
  }

  get measurements(): readonly FactRecord<'MeasurementReported'>[] {
    return this.facts('MeasurementReported');
  }

  get surveys(): readonly FactRecord<'SurveyAnswered'>[] {
    return this.facts('SurveyAnswered');
  }

  /** What makes the terms, in ledger order. */
  get termsEntries(): readonly FactRecord<TermsFactType>[] {
    return this.once('terms entries', () => {
      const entries: FactRecord<TermsFactType>[] = [
        ...this.counted('AgreementSigned'),
        ...this.counted('TermsAmended'),
        ...this.counted('TermsRescinded'),
      ];
      return entries.sort(inLedgerOrder);
    });
  }

  /** In ledger order. */
  get issuedStatements(): readonly FactRecord<'StatementIssued'>[] {
    return this.once('issued statements', () => this.counted('StatementIssued').sort(inLedgerOrder));
  }

  /** Whether a fact of this id is taken out: retracted, or contested with success. */
  isTakenOut(factId: string): boolean {
    return this.removals.factIds.has(factId);
  }

  /** How many facts count. */
  get factCount(): number {
    const events = this.once('event count', () => {
      const { starts, ends } = this.groups;
      return ends.reduce((total, end, ticket) => total + end - starts[ticket]!, 0);
    });
    return [...this.store.others.keys()].reduce((total, type) => total + this.counted(type).length, events);
  }

  /** The highest position known, taken out or not, or -1. */
  get lastPosition(): number {
    return this.head.position;
  }

  /** When the fact of that position was recorded. */
  get lastRecordedAt(): EpochMilliseconds | undefined {
    return this.head.recordedAt;
  }

  /** The earliest effective instant of the facts that count. */
  get earliestEffectiveAt(): EpochMilliseconds | undefined {
    return this.once('earliest', () => {
      let earliest = Infinity;
      const { effectiveAt } = this.store.events;
      const { starts, ends, rows } = this.groups;
      for (let ticket = 0; ticket < ends.length; ticket += 1) {
        if (starts[ticket]! < ends[ticket]!) {
          earliest = Math.min(earliest, effectiveAt[rows[starts[ticket]!]!]!);
        }
      }
      for (const type of this.store.others.keys()) {
        for (const record of this.counted(type)) {
          earliest = Math.min(earliest, record.effectiveAt);
        }
      }
      return earliest === Infinity ? undefined : earliest;
    });
  }

  private get head(): { readonly position: number; readonly recordedAt: EpochMilliseconds | undefined } {
    const { store, upTo } = this;
    if (store.lastPosition <= upTo) {
      return { position: store.lastPosition, recordedAt: store.lastRecordedAt };
    }
    return this.once('head', () => store.headAt(upTo));
  }

  private get removals(): Removals {
    return this.once('removals', () => removalsOf(this.store, this.upTo));
  }

  private get groups(): TicketGroups {
    return this.once('groups', () =>
      groupByTicket(this.store.events, this.ticketCount, this.upTo, this.removals.rows),
    );
  }

  private counted<T extends FactType>(type: T): FactRecord<T>[] {
    const { factIds } = this.removals;
    const records = (this.store.others.get(type) ?? []) as unknown as readonly FactRecord<T>[];
    return records.filter(({ position, fact }) => position <= this.upTo && !factIds.has(fact.id));
  }

  /** A number that is another one once the facts that count here may have changed. */
  private get present(): number {
    const { generation, backfills, lastPosition } = this.store;
    return this.upTo <= lastPosition ? -backfills : generation + 1;
  }

  /** Works something out once for the present facts. */
  private once<Value>(name: string, work: () => Value): Value {
    const { present } = this;
    if (this.derivedFrom !== present) {
      this.derived = new Map();
      this.derivedFrom = present;
    }
    if (!this.derived.has(name)) {
      this.derived.set(name, work());
    }
    return this.derived.get(name) as Value;
  }
}
