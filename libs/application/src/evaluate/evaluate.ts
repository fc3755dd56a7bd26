import type { ZoneTable } from '@tallystick/calendar';
import { readDocument } from '@tallystick/documents';
import { evaluatePeriods, type Knowledge, type Statement, Timeline } from '@tallystick/engine';
import { TallyError } from '@tallystick/errors';
import { chainHashOver } from '@tallystick/ledger';
import { compareText, type EpochMilliseconds, formatInstant, parseInstant } from '@tallystick/quantities';
import type { TermsEntry } from '@tallystick/terms';
import { amendmentFact, client, type Signature, signatureFact } from '../agreement/agreement-facts.js';
import type { AuthoredText } from '../authored-text.js';
import { endOfLocalDate, type KnownAtText } from '../knowledge/known-at.js';
import { valued } from '../statements/make-statement.js';
import { periodRange } from '../statements/period-label.js';
import { type AssumedFact, inLedgerOrder, readFactLines } from './fact-lines.js';

export interface EvaluateQuery {
  readonly terms: AuthoredText;
  readonly amendments: readonly AuthoredText[];
  /** JSON lines, some at a time, each a fact; and what errors call them. */
  readonly facts: { readonly name: string; readonly lines: AsyncIterable<readonly string[]> };
  /** First and last period; default: the first of the term, and the last that has begun by what is known. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly knownAt?: KnownAtText;
  readonly valuedAt?: string | undefined;
}

/**
 * What periods come to under terms and facts from files, with no ledger: what-if questions, and checks by others. The
 * facts count as recorded in the order of their `recordedAt`; amendments when they were executed, unless they say
 * otherwise; the signed terms before everything else. The statements are those that a ledger with these facts would give.
 *
 * @throws TallyError `terms-invalid`, `amendment-invalid`, `fact-invalid`, `json-invalid`, `period-invalid`.
 */
export async function evaluate(zones: ZoneTable, query: EvaluateQuery): Promise<readonly Statement[]> {
  const signature = signatureFact(query.terms, zones);
  const { agreement } = signature;
  const facts = await readFactLines(query.facts.lines, query.facts.name, { agreement, assertedBy: client });
  refuseOwnTerms(facts, query.facts.name);
  const amendments = assumedAmendments(query.amendments, signature, zones);
  const first = Math.min(
    parseInstant(signature.fact.effectiveAt),
    ...amendments.map(({ recordedAt }) => recordedAt),
    facts.reduce((least, { recordedAt }) => Math.min(least, recordedAt), Number.POSITIVE_INFINITY),
  );
  const signed: AssumedFact = {
    fact: { ...signature.fact, agreement, recordedAt: formatInstant(first) },
    recordedAt: first,
  };
  const zone = zones.transitionsOf(signature.terms.timezone);
  const ordered = inLedgerOrder([signed, ...amendments, ...facts]);
  const last = lastKnown(
    ordered.map(({ fact }) => parseInstant(fact.recordedAt)),
    query.knownAt,
    (date) => endOfLocalDate(zone, date),
  );
  const known = ordered.slice(0, last + 1);
  const timeline = new Timeline();
  known.forEach(({ fact }, position) => timeline.add(position, fact));
  const knowledge: Knowledge = {
    timeline,
    knownAt: { position: last, recordedAt: parseInstant(known[last]!.fact.recordedAt) },
    chainHash: chainHashOver(
      agreement,
      known.map(({ text }) => text),
    ),
    zones,
  };
  return evaluatePeriods({ ...knowledge, ...periodRange(knowledge, query), ...valued(query.valuedAt) });
}

/** Amendments from files: recorded when they were executed, unless their document says `recordedAt`. */
function assumedAmendments(
  documents: readonly AuthoredText[],
  { agreement, fact: signed }: Signature,
  zones: ZoneTable,
): AssumedFact[] {
  const read = documents.map(({ text, name }) => {
    const { value, placeOf } = readDocument(text, name);
    const { recordedAt, ...own } = value as { readonly recordedAt?: unknown };
    return { value: own, placeOf, recordedAt: typeof recordedAt === 'string' ? recordedAt : undefined };
  });
  const entries: TermsEntry[] = [{ kind: 'signed', position: 0, factId: signed.id, terms: signed.terms }];
  const byExecution = read.toSorted((a, b) => compareText(executionOf(a.value), executionOf(b.value)));
  return byExecution.map((document): AssumedFact => {
    const { fact } = amendmentFact(document, entries, zones);
    entries.push({ kind: 'amended', position: entries.length, factId: fact.id, document: fact.document });
    const recordedAt = parseInstant(document.recordedAt ?? fact.effectiveAt);
    return { fact: { ...fact, agreement, recordedAt: formatInstant(recordedAt) }, recordedAt };
  });
}

function executionOf(document: object): string {
  const executedAt: unknown = 'executedAt' in document ? document.executedAt : undefined;
  return typeof executedAt === 'string' ? executedAt : '';
}

/** The position of the last fact known. @throws TallyError `ledger-position-unknown`. */
function lastKnown(
  recordedAt: readonly EpochMilliseconds[],
  knownAt: KnownAtText,
  endOfDate: (date: string) => EpochMilliseconds,
): number {
  if (knownAt === undefined) return recordedAt.length - 1;
  if (/^\d+$/.test(knownAt)) {
    if (Number(knownAt) < recordedAt.length) return Number(knownAt);
    throw new TallyError(
      'ledger-position-unknown',
      `The facts end at revision ${recordedAt.length - 1}; there is no revision ${knownAt}.`,
    );
  }
  const instant = /^\d{4}-\d{2}-\d{2}$/.test(knownAt) ? endOfDate(knownAt) : parseInstant(knownAt);
  const last = recordedAt.findLastIndex((each) => each <= instant);
  if (last < 0) {
    throw new TallyError('ledger-position-unknown', `Nothing was recorded by ${knownAt}.`);
  }
  return last;
}

function refuseOwnTerms(facts: readonly AssumedFact[], name: string): void {
  if (facts.some(({ fact }) => fact.type === 'AgreementSigned')) {
    throw new TallyError('fact-invalid', `${name} holds signed terms of its own.`, [
      {
        place: name,
        problem: 'The terms come from --terms; two signatures would contradict each other.',
        mend: 'Take the AgreementSigned line out.',
      },
    ]);
  }
}
