import { declarationOf, type Fact, type FactFamily, readRecordedFact } from '@tallystick/facts';
import { parseInstant, wholeSecond } from '@tallystick/quantities';
import type { FactRow } from '../views/rows.js';
import type { LocalMonths } from './agreement-knowledge.js';

/** The fields that say what a fact of a family is about, the first one that it has. */
const subjectFields: Readonly<Record<FactFamily, readonly string[]>> = {
  agreement: ['amendment'],
  ticket: ['ticket'],
  change: ['change'],
  service: ['outage', 'maintenance'],
  measurement: ['serviceLevel', 'survey'],
  obligation: ['obligation'],
  project: ['milestone', 'project'],
  accountability: ['problem', 'risk', 'recommendation', 'review', 'area'],
  relief: ['relief'],
  money: ['invoice', 'period'],
  exit: ['trigger'],
  ledger: ['fact'],
};

/** A fact as a row; it counts until something is known against it. */
export function factRowOf(agreement: string, position: number, text: string, months: LocalMonths): FactRow {
  const fact = readRecordedFact(text);
  const { family } = declarationOf(fact.type);
  return {
    agreement,
    position,
    id: fact.id,
    type: fact.type,
    family,
    effectiveAt: fact.effectiveAt,
    recordedAt: fact.recordedAt,
    month: months.of(wholeSecond(parseInstant(fact.effectiveAt))),
    party: fact.assertedBy.party,
    actor: fact.assertedBy.actor ?? null,
    sourceSystem: fact.source?.system ?? null,
    subject: textField(fact, subjectFields[family]),
    title: textField(fact, ['title']),
    standing: 'counts',
  };
}

function textField(fact: Fact, names: readonly string[]): string | null {
  const values = fact as unknown as Readonly<Record<string, unknown>>;
  for (const name of names) {
    const value = values[name];
    if (typeof value === 'string') return value;
  }
  return null;
}
