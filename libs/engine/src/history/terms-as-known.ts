import type { ZoneTable } from '@tallystick/calendar';
import { TallyError } from '@tallystick/errors';
import { type TermsEntry, type TermsInForce, termsInForce } from '@tallystick/terms';
import type { Timeline } from '../timeline/index.js';

type TermsRecords = Timeline['termsEntries'];

interface Read {
  readonly records: TermsRecords;
  readonly zones: ZoneTable;
  readonly terms: TermsInForce;
}

/** What was read last from each first fact about terms: the same agreement is stated as known at many positions. */
const readBefore = new WeakMap<TermsRecords[number]['fact'], Read>();

/**
 * The terms in force on every day, as the facts of a timeline know them.
 *
 * @throws TallyError `agreement-unknown` where no signed terms are known; `terms-invalid`, `amendment-invalid`.
 */
export function termsAsKnown(timeline: Timeline, zones: ZoneTable): TermsInForce {
  const records = timeline.termsEntries;
  const [first] = records;
  const before = first && readBefore.get(first.fact);
  if (before?.zones === zones && sameFacts(before.records, records)) return before.terms;
  const entries = records.map((record) => entryOf(record));
  if (first === undefined || !entries.some((entry) => entry.kind === 'signed')) {
    throw new TallyError('agreement-unknown', 'No signed terms are known, so there is nothing to state.');
  }
  const terms = termsInForce(entries, zones);
  readBefore.set(first.fact, { records, zones, terms });
  return terms;
}

function sameFacts(some: TermsRecords, others: TermsRecords): boolean {
  return (
    some.length === others.length &&
    some.every(({ fact, position }, index) => {
      const other = others[index]!;
      return fact === other.fact && position === other.position;
    })
  );
}

function entryOf({ fact, position }: Timeline['termsEntries'][number]): TermsEntry {
  switch (fact.type) {
    case 'AgreementSigned':
      return { kind: 'signed', position, factId: fact.id, terms: fact.terms };
    case 'TermsAmended':
      return { kind: 'amended', position, factId: fact.id, document: fact.document };
    case 'TermsRescinded':
      return {
        kind: 'rescinded',
        position,
        factId: fact.id,
        amendment: fact.amendment,
        effectiveFrom: fact.effectiveFrom,
      };
  }
}

/**
 * Every time zone that a known terms document or amendment names, also one whose clause was replaced or rescinded
 * since: reading the terms again looks each of them up.
 */
export function zonesNamed(timeline: Timeline): string[] {
  const names = new Set<string>();
  const collect = (value: unknown): void => {
    if (Array.isArray(value)) {
      value.forEach(collect);
    } else if (typeof value === 'object' && value !== null) {
      for (const [key, member] of Object.entries(value)) {
        if (key === 'timezone' && typeof member === 'string') names.add(member);
        else collect(member);
      }
    }
  };
  for (const { fact } of timeline.termsEntries) {
    if (fact.type === 'AgreementSigned') collect(fact.terms);
    if (fact.type === 'TermsAmended') collect(fact.document);
  }
  return [...names];
}
