import { type Fact, ScannedField, scannedFieldNames, type TicketFactScan } from '@tallystick/facts';
import type { EpochMilliseconds } from '@tallystick/quantities';
import { instantOfCanonicalText } from './canonical-instant.js';
import type { TicketEventName } from './event-kinds.js';
import { writeFactId } from './fact-id-words.js';
import type { TextTable } from './text-table.js';

export type TicketEventFact = Fact<TicketEventName>;

/** The tables that give out codes. */
export interface Interning {
  readonly texts: TextTable;
  readonly ticketKeys: TextTable;
}

/** What a row is made of, be it read from a fact or straight from its canonical text. */
export interface TicketEventFields {
  /** The index of the ticket, given out at its first event. */
  ticket(): number;
  has(field: ScannedField): boolean;
  text(field: ScannedField): string | undefined;
  /** The code of a field's text; 0 where it is absent. */
  code(field: ScannedField): number;
  /** The instant of a field that is there. */
  instant(field: ScannedField): EpochMilliseconds;
  recordedAt(): EpochMilliseconds;
  writeFactId(into: Uint32Array, at: number): void;
}

/** The fields of a fact that is there as an object. */
export class FactFields implements TicketEventFields {
  private fact!: TicketEventFact;
  private values!: Readonly<Partial<Record<(typeof scannedFieldNames)[number], string>>>;

  constructor(private readonly tables: Interning) {}

  of(fact: TicketEventFact): this {
    this.fact = fact;
    this.values = fact;
    return this;
  }

  ticket(): number {
    return this.tables.ticketKeys.code(this.fact.ticket) - 1;
  }

  has(field: ScannedField): boolean {
    return this.text(field) !== undefined;
  }

  text(field: ScannedField): string | undefined {
    return this.values[scannedFieldNames[field]!];
  }

  code(field: ScannedField): number {
    return this.tables.texts.code(this.text(field));
  }

  instant(field: ScannedField): EpochMilliseconds {
    return instantOfCanonicalText(this.text(field)!);
  }

  recordedAt(): EpochMilliseconds {
    return instantOfCanonicalText(this.fact.recordedAt);
  }

  writeFactId(into: Uint32Array, at: number): void {
    writeFactId(this.fact.id, into, at);
  }
}

/** The fields of the fact that was scanned last. */
export class ScannedFields implements TicketEventFields {
  private recordedText = ' ';
  private recordedMilliseconds = 0;

  constructor(
    private readonly tables: Interning,
    private readonly scan: TicketFactScan,
  ) {}

  ticket(): number {
    const { text, starts, ends } = this.scan;
    return (
      this.tables.ticketKeys.codeWithin(text, starts[ScannedField.ticket]!, ends[ScannedField.ticket]!) - 1
    );
  }

  has(field: ScannedField): boolean {
    return this.scan.starts[field]! >= 0;
  }

  text(field: ScannedField): string | undefined {
    const { text, starts, ends } = this.scan;
    return starts[field]! < 0 ? undefined : text.slice(starts[field], ends[field]);
  }

  code(field: ScannedField): number {
    const { text, starts, ends } = this.scan;
    const start = starts[field]!;
    return start < 0 ? 0 : this.tables.texts.codeWithin(text, start, ends[field]!);
  }

  instant(field: ScannedField): EpochMilliseconds {
    const { text, starts, ends } = this.scan;
    return instantOfCanonicalText(text, starts[field], ends[field]);
  }

  /** Facts of one batch share their recorded instant, so the last one is remembered. */
  recordedAt(): EpochMilliseconds {
    const { text, starts, ends } = this.scan;
    const start = starts[ScannedField.recordedAt]!;
    const end = ends[ScannedField.recordedAt]!;
    if (end - start !== this.recordedText.length || !text.startsWith(this.recordedText, start)) {
      this.recordedText = text.slice(start, end);
      this.recordedMilliseconds = instantOfCanonicalText(text, start, end);
    }
    return this.recordedMilliseconds;
  }

  writeFactId(into: Uint32Array, at: number): void {
    writeFactId(this.scan.text, into, at, this.scan.starts[ScannedField.id]);
  }
}
