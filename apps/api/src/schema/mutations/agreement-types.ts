import { InputType, Int, ObjectType } from '@nestjs/graphql';
import { Has, HasMany, MayHave, Money } from '../common/index.js';
import { TermsSourceKind } from '../enums/figures.js';
import { Digest, Instant, JSONObject, LocalDate, Period } from '../scalars/index.js';
import { DocumentInput } from '../terms/document.input.js';
import { CommandInput, Given, MayBeGiven, RequestInput } from './command-input.js';
import { RecordedPayload } from './payloads.js';

@InputType({ description: 'The terms that were signed.' })
export class SignAgreementInput extends RequestInput {
  @Given(() => DocumentInput, 'The terms document; it is of this agreement.')
  readonly document!: DocumentInput;

  @MayBeGiven(() => Instant, 'When it was signed (axis of effect). Absent: when its term begins.')
  readonly signedAt?: string | null;
}

@InputType({ description: 'An amendment or a correction that was agreed.' })
export class AmendTermsInput extends RequestInput {
  @Given(() => DocumentInput, 'The amendment document; it is of this agreement.')
  readonly document!: DocumentInput;
}

@ObjectType({ description: 'What was recorded of an amendment.' })
export class AmendTermsPayload extends RecordedPayload {
  @Has(() => String, 'The id of the amendment.')
  readonly amendment!: string;

  @Has(() => TermsSourceKind, 'Amendment or correction.')
  readonly kind!: 'amendment' | 'correction';

  @MayHave(() => LocalDate, 'The first local day under it; null where the same was recorded before.', {
    from: (date: string) => (date === '' ? null : date),
  })
  readonly effectiveFrom!: string | null;
}

@InputType({ description: 'Which amendment is taken back.' })
export class RescindAmendmentInput extends CommandInput {
  @Given(() => String, 'The id of the amendment.')
  readonly amendment!: string;

  @MayBeGiven(() => LocalDate, 'The first local day without it. Absent: it never held.')
  readonly effectiveFrom?: string | null;

  @MayBeGiven(() => String, 'Why.')
  readonly reason?: string | null;
}

@InputType({ description: 'Which statement is sealed.' })
export class IssueStatementInput extends RequestInput {
  @MayBeGiven(() => Period, 'The period. Absent: the next one that is due.')
  readonly period?: string | null;
}

@ObjectType({
  description: 'A statement that was sealed; `statement(as: SEALED)` of the agreement gives the whole.',
})
export class IssueStatementPayload extends RecordedPayload {
  @Has(() => Period, 'The period that it states.')
  readonly period!: string;

  @Has(() => Digest, 'The digest of its canonical bytes.')
  readonly digest!: string;

  @Has(() => Money, 'What the period itself comes to; positive is owed to the client.')
  readonly net!: string;

  @Has(() => Money, 'The adjustments of earlier periods.')
  readonly adjustments!: string;

  @Has(() => Money, 'Both together.')
  readonly total!: string;
}

@InputType({ description: 'Facts to record, all or none.' })
export class RecordFactsInput extends RequestInput {
  @Given(
    () => [JSONObject],
    'Facts as docs/reference/facts.md shows them, each with its `type` and `effectiveAt`; who asserts them is the token’s party, whatever they say. ' +
      'Without an `id` a fact is known by what it says; under an idempotency key, by the key.',
  )
  readonly facts!: Record<string, unknown>[];
}

@ObjectType({ description: 'What was recorded of a batch of facts.' })
export class RecordFactsPayload extends RecordedPayload {
  @Has(() => Int, 'How many of them had been recorded before, with the same content.')
  readonly unchanged!: number;
}

@InputType({ description: 'Exports of a source, and how to read them.' })
export class ImportExportInput {
  @Given(() => String, 'The agreement, by its name.')
  readonly agreement!: string;

  @Given(() => DocumentInput, 'The mapping (docs/reference/mappings.md).')
  readonly mapping!: DocumentInput;

  @Given(
    () => [DocumentInput],
    'The files of the export, as text; larger ones go through the bulk upload or the command line.',
  )
  readonly files!: DocumentInput[];
}

@ObjectType({ description: 'A row of an export that was not understood.' })
export class RejectedRow {
  @Has(() => String, 'The file.')
  readonly input!: string;

  @Has(() => Int, 'The line at which the row starts, from 1 on.')
  readonly line!: number;

  @Has(() => String, 'Why.')
  readonly reason!: string;

  @Has(() => String, 'What to do about it.')
  readonly mend!: string;
}

@ObjectType({
  description:
    'What an import brought. The same again brings nothing new: rows are known by what identifies them.',
})
export class ImportExportPayload {
  @Has(() => String, 'The agreement, by its name.')
  readonly agreement!: string;

  @Has(() => Int, 'The position of the last fact of the ledger after it.')
  readonly revision!: number;

  @Has(() => Boolean, 'Whether nothing was recorded.')
  readonly repeated!: boolean;

  @Has(() => Int, 'Rows read.')
  readonly rows!: number;

  @Has(() => Int, 'Facts newly recorded.')
  readonly newFacts!: number;

  @Has(() => Int, 'How many of those take an older value back.')
  readonly retractions!: number;

  @Has(() => Int, 'Rows that brought nothing new.')
  readonly unchanged!: number;

  @Has(() => Int, 'Rows that were not understood.')
  readonly rejected!: number;

  @HasMany(() => RejectedRow, 'The first hundred of those.')
  readonly rejects!: readonly RejectedRow[];
}
