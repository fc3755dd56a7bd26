import { pinnedZoneTable, type ZoneTable } from '@tallystick/calendar';
import { factFromInput, factIdOf, type Fact, readFactInput, sha256Hex } from '@tallystick/facts';
import { formatLocalDate, parseInstant } from '@tallystick/quantities';
import { readAmendment, readTerms } from '@tallystick/terms';
import { evaluatePeriods, makeStatement } from '../statement/make-statement.js';
import { statementBytes, statementDigest } from '../statement/statement-bytes.js';
import type { Statement } from '../statement/statement.js';
import { Timeline } from '../timeline/index.js';
import type { Knowledge } from '../statement/statement-input.js';

/** A fact as a test writes it; without `recordedAt` it was recorded when it happened. */
export type FactLine = { readonly type: string; readonly effectiveAt: string } & Readonly<
  Record<string, unknown>
>;

/** A made-up agreement's history: facts in ledger order, and knowledge of them at any position. */
export class Scenario {
  readonly facts: Fact[] = [];
  readonly timeline = new Timeline();

  constructor(
    readonly agreement = 'acme-northwind',
    readonly zones: ZoneTable = pinnedZoneTable(),
  ) {}

  /** Records facts in the order given. @returns their ids. */
  record(...lines: readonly FactLine[]): string[] {
    return lines.map((line) => {
      const input = readFactInput(line, `line ${this.facts.length + 1}`);
      const position = this.facts.length + 1;
      const fact = factFromInput(input, {
        agreement: this.agreement,
        recordedAt: input.recordedAt ?? input.effectiveAt,
        id: factIdOf([this.agreement, `${position}`], parseInstant(input.effectiveAt)),
        assertedBy: { party: 'provider' },
      });
      this.facts.push(fact);
      this.timeline.add(position, fact);
      return fact.id;
    });
  }

  /** Signs terms written as YAML, as of the day before the term unless said otherwise. */
  sign(yaml: string, effectiveAt = '2000-01-01T00:00:00Z'): void {
    this.record({
      type: 'AgreementSigned',
      effectiveAt,
      terms: readTerms(yaml, 'terms.yaml', this.zones).document,
    });
  }

  /** Records an amendment written as YAML. */
  amend(yaml: string, recordedAt: string): void {
    const { amendment } = readAmendment(yaml, 'amendment.yaml');
    this.record({
      type: 'TermsAmended',
      effectiveAt: recordedAt,
      amendment: amendment.id,
      kind: amendment.kind,
      effectiveFrom: formatLocalDate(amendment.effectiveFrom ?? amendment.executedAt),
      executedAt: formatLocalDate(amendment.executedAt),
      document: amendment.document,
    });
  }

  /** The statement of a period as known now. */
  statement(period: string, recordedAt?: string): Statement {
    return makeStatement({ ...this.knowledge(this.position, recordedAt), period });
  }

  /** The statements of consecutive periods as known now. */
  evaluate(from: string, to: string, recordedAt?: string): Statement[] {
    return evaluatePeriods({ ...this.knowledge(this.position, recordedAt), from, to });
  }

  /** Makes the statement of a period as known now and seals it. */
  issue(period: string, recordedAt: string): Statement {
    const position = this.position;
    const statement = this.statement(period, recordedAt);
    this.record({
      type: 'StatementIssued',
      effectiveAt: recordedAt,
      period,
      statement: JSON.parse(statementBytes(statement)) as unknown,
      digest: statementDigest(statement),
      knownAtPosition: position,
      valuedAt: statement.valuedAt,
      statementFormat: statement.format,
    });
    return statement;
  }

  get position(): number {
    return this.facts.length;
  }

  /** Knowledge at a position: by default everything. `recordedAt` defaults to that of the last fact known. */
  knowledge(position = this.position, recordedAt?: string): Knowledge {
    const last = this.facts[position - 1]!;
    return {
      timeline: this.timeline.knownAt(position),
      knownAt: { position, recordedAt: parseInstant(recordedAt ?? last.recordedAt) },
      chainHash: sha256Hex(`head at ${position}`),
      zones: this.zones,
    };
  }
}
