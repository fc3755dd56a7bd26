import { TallyError } from '@tallystick/errors';
import {
  type AssertedBy,
  type FactInput,
  factIdOf,
  type FactType,
  type NewFact,
  newFactFromInput,
  parseStrictJson,
  readFactInput,
} from '@tallystick/facts';
import { type LedgerHead, ledgerLimits } from '@tallystick/ledger';
import { parseInstant } from '@tallystick/quantities';
import { requireValidTerms } from '../agreement/terms-entries.js';
import { saidBy } from '../commands/said-by.js';
import { identityOf } from '../erasure/seal-facts.js';
import type { SubjectKeys } from '../erasure/subject-keys.js';
import { factAt } from '../knowledge/fact-at.js';
import { resolveKnownAt } from '../knowledge/known-at.js';
import { decideAndAppend } from '../ledger/decide-and-append.js';
import type { Services } from '../services.js';
import { contentOf, sameContent } from './fact-content.js';
import { requireSoundFigures } from './reported-figures.js';

export interface RecordCommand {
  readonly agreement: string;
  /** JSON lines, some at a time, each a fact as docs/reference/facts.md shows it. */
  readonly lines: AsyncIterable<readonly string[]>;
  /** What errors call the lines, e.g. `facts.ndjson`. */
  readonly name: string;
  /** Who says so, where a line does not tell. */
  readonly assertedBy: AssertedBy;
  /** A line as it may be recorded, by what the asker may say; throws where it may not. */
  readonly admit?: ((input: FactInput, place: string) => FactInput) | undefined;
  /** Facts recorded at a time, 1 to `ledgerLimits.batchFacts`, which it is where absent. */
  readonly factsPerBatch?: number | undefined;
}

export interface RecordSummary {
  /** Facts read, newly recorded, and recorded before with the same content. */
  readonly lines: number;
  readonly facts: number;
  readonly unchanged: number;
  readonly head: LedgerHead;
}

/** Types that have a command of their own, which checks what a bare fact cannot. */
const ownCommands: Partial<Record<FactType, string>> = {
  AgreementSigned: 'tally sign',
  TermsAmended: 'tally amend',
  StatementIssued: 'tally issue',
  SubjectErased: 'tally erase',
};

/**
 * Records facts as people and programs write them. Up to `factsPerBatch` facts are recorded all or none;
 * longer input goes in parts of that size. A line without an id gets one that follows from what it says, so that the
 * same line is the same fact and the command may be repeated.
 *
 * @throws TallyError `fact-invalid` (also where the terms would not be valid any more, or a percentage is none), `json-invalid`, `fact-unknown` (a retraction or contest of nothing recorded),
 * `ledger-partial-repeat` (an id is recorded with other content).
 */
export async function recordFacts(services: Services, command: RecordCommand): Promise<RecordSummary> {
  const { agreement, name, factsPerBatch = ledgerLimits.batchFacts } = command;
  let head = await resolveKnownAt(services, agreement, undefined);
  const counts = { lines: 0, facts: 0, unchanged: 0 };
  let batch: NewFact[] = [];
  let line = 0;
  const flush = async () => {
    const facts = batch;
    batch = [];
    const decided = await decideAndAppend(services, agreement, (now) =>
      newOnes(services, agreement, facts, now!.position),
    );
    counts.facts += decided.recorded.length;
    counts.unchanged += facts.length - decided.recorded.length;
    head = decided.head!;
  };
  for await (const lines of command.lines) {
    for (const text of lines) {
      line += 1;
      if (text.trim() === '') continue;
      counts.lines += 1;
      batch.push(factOfLine(services, text, `${name} line ${line}`, command));
      if (batch.length === factsPerBatch) await flush();
    }
  }
  if (batch.length > 0) await flush();
  return { ...counts, head };
}

function factOfLine(services: Services, text: string, place: string, command: RecordCommand): NewFact {
  const { agreement } = command;
  const assertedBy = saidBy(command.assertedBy);
  const input = readFactInput(parseStrictJson(text, place), place, { agreement, assertedBy });
  const own = ownCommands[input.type];
  if (own !== undefined) {
    throw new TallyError('fact-invalid', `${place}: ${input.type} is recorded by \`${own}\`.`, [
      { place: `${place}: type`, problem: `${input.type} needs checks of its own.`, mend: `Use \`${own}\`.` },
    ]);
  }
  requireAgreement(input, agreement, place);
  const admitted = command.admit?.(input, place) ?? input;
  return newFactFromInput(admitted, { id: idOf(admitted, services.subjects), assertedBy });
}

/** @throws TallyError `fact-invalid` for a line that names another agreement. */
export function requireAgreement(input: FactInput, agreement: string, place: string): void {
  if (input.agreement === agreement) return;
  throw new TallyError('fact-invalid', `${place} belongs to another agreement.`, [
    {
      place: `${place}: agreement`,
      problem: `It names "${input.agreement}", and this is about "${agreement}".`,
      mend: 'Name that agreement instead, or take the line out.',
    },
  ]);
}

/** The id of a line that has none: it follows from everything that the line says. */
export function idOf(input: FactInput, keys?: SubjectKeys): string {
  if (input.id !== undefined) return input.id;
  const { recordedAt: _recordedAt, ...said } = input;
  return factIdOf(['said', identityOf(keys, said)], parseInstant(input.effectiveAt));
}

/** Those that are not recorded yet, each once; checks that what they speak of is there. */
export async function newOnes(
  services: Services,
  agreement: string,
  facts: readonly NewFact[],
  position: number,
): Promise<readonly NewFact[]> {
  const spokenOf = facts.flatMap((fact) =>
    'fact' in fact && typeof fact.fact === 'string' ? [fact.fact] : [],
  );
  const positions = await services.ledger.positionsOf(agreement, [...facts.map(({ id }) => id), ...spokenOf]);
  // What came after the revision that is decided on is not there yet.
  const recorded = new Map([...positions].filter(([, at]) => at <= position));
  const fresh = new Map<string, NewFact>();
  for (const fact of facts) {
    const at = recorded.get(fact.id);
    const known = fresh.get(fact.id);
    if (at === undefined && known === undefined) fresh.set(fact.id, fact);
    else await requireSame(services, agreement, fact, at ?? position, known);
  }
  for (const id of spokenOf) {
    if (!recorded.has(id) && !fresh.has(id)) {
      throw new TallyError('fact-unknown', `"${agreement}" holds no fact ${id}.`);
    }
  }
  await requireValidTerms(services, agreement, [...fresh.values()], position);
  await requireSoundFigures(services, agreement, [...fresh.values()], position);
  return [...fresh.values()];
}

async function requireSame(
  services: Services,
  agreement: string,
  fact: NewFact,
  position: number,
  known: NewFact | undefined,
): Promise<void> {
  const other = contentOf(services.subjects, known ?? (await factAt(services, agreement, position)));
  if (sameContent(other, contentOf(services.subjects, fact))) return;
  throw new TallyError('ledger-partial-repeat', `The fact ${fact.id} is recorded with other content.`, [
    {
      place: fact.id,
      problem: 'The same id twice is the same fact, and these two say different things.',
      mend: 'Give the new fact an id of its own, and retract the old one where it was wrong.',
    },
  ]);
}
