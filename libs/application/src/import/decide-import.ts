import { factIdOf, newFact, type NewFact } from '@tallystick/facts';
import { parseInstant } from '@tallystick/quantities';
import type { ImportBatch, ImportedFact, WithdrawnKey } from '@tallystick/sources';
import { contentOf, sameContent } from '../facts/fact-content.js';
import type { Services } from '../services.js';
import type { SubjectKeys } from '../erasure/subject-keys.js';
import { type KeyedFact, SourceKeyIndex } from './source-key-index.js';

/** What one batch of an import comes to against what is recorded. */
export interface ImportDecision {
  readonly facts: readonly NewFact[];
  /** How many rows brought something new. */
  readonly rows: number;
  /** How many of the facts take an older value back. */
  readonly retractions: number;
  /** Whom the words of a fact are about, by its id, where the source tells. */
  readonly about: ReadonlyMap<string, string>;
}

/** Decides what of an import is new. It keeps the indexes of the source systems as long as the import lasts. */
export class ImportDecider {
  private readonly indexes = new Map<string, SourceKeyIndex>();

  constructor(
    private readonly services: Pick<Services, 'ledger' | 'subjects'>,
    private readonly agreement: string,
  ) {}

  /** @param position the revision at which the decision is made. */
  async decide(
    batch: Pick<ImportBatch, 'facts' | 'withdrawnKeys'>,
    position: number,
  ): Promise<ImportDecision> {
    const ids = batch.facts.map(({ fact }) => fact.id);
    const recorded = await this.services.ledger.positionsOf(this.agreement, ids);
    const decision = new Decision(recorded, this.services.subjects);
    for (const imported of batch.facts) {
      const { fact, row, supersedesKey, about } = imported;
      if (about !== undefined) decision.isAbout(fact.id, about);
      if (supersedesKey === undefined || fact.source === undefined) {
        decision.addUnlessRecorded(row, fact);
      } else {
        const index = await this.index(fact.source.system, position);
        decision.addKeyed(imported, fact.source.system, supersedesKey, index);
      }
    }
    for (const withdrawn of batch.withdrawnKeys) {
      decision.withdraw(withdrawn, await this.index(withdrawn.system, position));
    }
    return decision.result();
  }

  close(): void {
    for (const index of this.indexes.values()) index.close();
  }

  private async index(system: string, position: number): Promise<SourceKeyIndex> {
    let index = this.indexes.get(system);
    if (index === undefined) {
      index = new SourceKeyIndex(system, this.services.subjects);
      this.indexes.set(system, index);
    }
    await index.catchUp(this.services.ledger, this.agreement, position);
    return index;
  }
}

/** One decision in the making. */
class Decision {
  private readonly facts = new Map<string, NewFact>();
  private readonly rows = new Set<number>();
  private retractions = 0;
  private readonly about = new Map<string, string>();
  /** Keys that this batch itself has changed. */
  private readonly changed = new Map<string, KeyedFact>();

  constructor(
    private readonly recorded: ReadonlyMap<string, number>,
    private readonly keys: SubjectKeys | undefined,
  ) {}

  isAbout(id: string, person: string): void {
    this.about.set(id, person);
  }

  addUnlessRecorded(row: number, fact: NewFact): void {
    if (!this.recorded.has(fact.id)) this.add(row, fact);
  }

  /** A fact of which its source shows only the latest value: what it said before is taken back. */
  addKeyed({ fact, row }: ImportedFact, system: string, key: string, index: SourceKeyIndex): void {
    const place = `${system}\n${key}`;
    const last = this.changed.get(place) ?? index.last(key);
    const content = contentOf(this.keys, fact);
    const isSame = last !== undefined && sameContent(last.content, content);
    if (isSame && last.state !== 'withdrawn') return;
    if (last?.state === 'stands') this.takeBack(row, last, system, key);
    // The same value may have been recorded and taken back before; it comes back as a fact of its own.
    const again = this.recorded.has(fact.id) || this.facts.has(fact.id);
    const at = parseInstant(fact.effectiveAt);
    const id = again && last !== undefined ? factIdOf([fact.id, 'again after', last.id], at) : fact.id;
    this.add(row, id === fact.id ? fact : Object.freeze({ ...fact, id }));
    const about = this.about.get(fact.id);
    if (about !== undefined) this.isAbout(id, about);
    const { effectiveAt, assertedBy } = fact;
    this.changed.set(place, { id, content, effectiveAt, assertedBy, state: 'stands' });
  }

  /** The source no longer has a value for the key. */
  withdraw({ row, system, key }: WithdrawnKey, index: SourceKeyIndex): void {
    const place = `${system}\n${key}`;
    const last = this.changed.get(place) ?? index.last(key);
    if (last?.state !== 'stands') return;
    this.takeBack(row, last, system, key);
    this.changed.set(place, { ...last, state: 'withdrawn' });
  }

  result(): ImportDecision {
    const { facts, rows, retractions, about } = this;
    return { facts: [...facts.values()], rows: rows.size, retractions, about };
  }

  private takeBack(row: number, last: KeyedFact, system: string, key: string): void {
    this.retractions += 1;
    this.add(
      row,
      newFact('FactRetracted', {
        id: factIdOf([last.id, 'taken back by its source'], parseInstant(last.effectiveAt)),
        effectiveAt: last.effectiveAt,
        assertedBy: last.assertedBy,
        source: { system, key },
        fact: last.id,
        reason: `${system} says otherwise of ${key} by now.`,
      }),
    );
  }

  private add(row: number, fact: NewFact): void {
    this.facts.set(fact.id, fact);
    this.rows.add(row);
  }
}
