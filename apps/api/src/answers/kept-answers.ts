import { LRUCache } from 'lru-cache';
import type { Basis, Stamp } from './basis.js';
import type { Stamps } from './stamps.js';

/** An answer as it was sent, but for personal text, which stays sealed. */
export interface KeptAnswer {
  readonly contentType: string;
  readonly body: string;
  /** Whether there is personal text to be opened for whoever asks. */
  readonly isSealed: boolean;
}

interface Entry extends KeptAnswer {
  readonly stamps: readonly Stamp[];
  /** What was compared last, so that as long as nothing at all is recorded nothing is compared. */
  mark: string | undefined;
}

/** Keys and stamps take up room beside the bodies. */
const bytesBeside = 500;

/**
 * Answers that come out the same until one of the agreements that they rest on moves on: the same basis gives the same
 * answer. The ones asked for least recently go first.
 */
export class KeptAnswers {
  private readonly entries: LRUCache<string, Entry>;

  /** @param bytes that all of them may take up together. */
  constructor(
    private readonly stamps: Stamps,
    bytes: number,
  ) {
    this.entries = new LRUCache({
      maxSize: bytes,
      // One large answer does not push out all others.
      maxEntrySize: Math.ceil(bytes / 8),
      sizeCalculation: ({ body, stamps: each }, key) =>
        2 * (body.length + key.length) + bytesBeside + 200 * each.length,
    });
  }

  /** The answer to a question, where it was kept and would come out the same now. */
  async find(key: string): Promise<KeptAnswer | undefined> {
    const entry = this.entries.get(key);
    if (entry === undefined) return undefined;
    const { mark } = this.stamps;
    if (mark !== undefined && mark === entry.mark) return entry;
    if (await this.stamps.stand(entry.stamps)) {
      // The mark was read before what it stands for was compared.
      entry.mark = mark;
      return entry;
    }
    this.entries.delete(key);
    return undefined;
  }

  keep(key: string, basis: Basis, answer: KeptAnswer): void {
    const stamps = basis.keepable;
    if (stamps !== undefined) this.entries.set(key, { ...answer, stamps, mark: undefined });
  }
}
