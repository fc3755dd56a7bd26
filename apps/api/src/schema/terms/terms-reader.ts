import { setImmediate } from 'node:timers/promises';
import { type Services, type TermsInForce, type TermsVersion } from '@tallystick/application';
import { termsAsKnown, Timeline } from '@tallystick/engine';
import { type Fact, type FactType, readRecordedFact } from '@tallystick/facts';
import { LRUCache } from 'lru-cache';

/** Facts of these types say what the terms are, or may take such a fact out. */
const relevant: readonly FactType[] = [
  'AgreementSigned',
  'TermsAmended',
  'TermsRescinded',
  'FactRetracted',
  'FactContested',
  'ContestSettled',
];
const marks = relevant.map((type) => `"type":"${type}"`);

/** A fact about the terms and where it stands. */
interface TermsFact {
  readonly position: number;
  readonly fact: Fact;
}

/** The terms of an agreement as known at a position. */
export interface KnownTerms {
  readonly inForce: TermsInForce;
  /** The facts that say what they are and count, in ledger order. */
  readonly facts: readonly TermsFact[];
}

interface ReadSoFar {
  until: number;
  readonly facts: TermsFact[];
  /** While one reads on, others wait for it. */
  reading: Promise<void>;
}

/**
 * The terms of agreements as known at any position of their ledgers. Each ledger is gone through once; after that only
 * what is new is looked at.
 */
export class TermsReader {
  readonly #agreements = new LRUCache<string, ReadSoFar>({ max: 1_000 });
  readonly #known = new LRUCache<string, KnownTerms>({ max: 500 });

  constructor(private readonly services: Pick<Services, 'ledger' | 'zones'>) {}

  /** @throws TallyError `agreement-unknown` where no signed terms are known at the position. */
  async knownAt(agreement: string, position: number): Promise<KnownTerms> {
    const read = await this.#readTo(agreement, position);
    const facts = read.facts.filter((each) => each.position <= position);
    const key = JSON.stringify([agreement, facts.at(-1)?.position]);
    const cached = this.#known.get(key);
    if (cached !== undefined) return cached;
    const timeline = new Timeline();
    for (const { position: at, fact } of facts) timeline.add(at, fact);
    const known: KnownTerms = {
      inForce: termsAsKnown(timeline, this.services.zones),
      facts: timeline.termsEntries,
    };
    this.#known.set(key, known);
    return known;
  }

  async #readTo(agreement: string, position: number): Promise<ReadSoFar> {
    let read = this.#agreements.get(agreement);
    if (read === undefined) {
      read = { until: -1, facts: [], reading: Promise.resolve() };
      this.#agreements.set(agreement, read);
    }
    await read.reading;
    if (read.until < position) {
      const reading = this.#readOn(read, agreement, position);
      read.reading = reading.catch(() => undefined);
      await reading;
    }
    return read;
  }

  async #readOn(read: ReadSoFar, agreement: string, until: number): Promise<void> {
    const pages = this.services.ledger.read(agreement, { from: read.until + 1, until });
    for await (const page of pages) {
      for (const { position, text } of page) {
        if (position <= read.until) continue;
        if (marks.some((mark) => text.includes(mark))) {
          const fact = readRecordedFact(text);
          if (relevant.includes(fact.type)) read.facts.push({ position, fact });
        }
        read.until = position;
      }
      // A long ledger is read between other requests, not instead of them.
      await setImmediate();
    }
  }
}

/** The version with a digest; the last one where several stretches of days have it. */
export function versionOf({ inForce }: KnownTerms, digest: string): TermsVersion | undefined {
  return inForce.versions.findLast(({ terms }) => terms.digest === digest);
}
