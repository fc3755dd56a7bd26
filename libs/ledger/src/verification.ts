import { type EpochMilliseconds, formatInstant } from '@tallystick/quantities';
import {
  chainBefore,
  extendChain,
  extendChainBytes,
  type HashText,
  hashTextOfHex,
  hashTextToHex,
} from './chain.js';
import { ledgerLimits } from './limits.js';
import { readEnvelope } from './recorded-text.js';
import type { LedgerFault, VerifiedAgreement } from './verification-report.js';

/** A fact as the store holds it, with nothing taken for granted: absent where a part has the wrong type. */
export interface StoredFact {
  readonly position: number | undefined;
  readonly id: string | undefined;
  readonly recordedAt: EpochMilliseconds | undefined;
  /** 64 lower-case hexadecimal digits. */
  readonly chain: string | undefined;
  /** The stored bytes: as text where they are UTF-8, else as they are. */
  readonly content: string | Uint8Array | undefined;
}

export interface StoredHead {
  readonly position: number | undefined;
  readonly recordedAt: EpochMilliseconds | undefined;
  readonly chain: string | undefined;
}

/** The faults of one verification: listed up to a limit, counted beyond. */
export class FaultList {
  readonly listed: LedgerFault[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(fault: LedgerFault): void {
    this.#count += 1;
    if (this.listed.length < ledgerLimits.listedFaults) {
      this.listed.push(fault);
    }
  }
}

function extend(previous: HashText, content: string | Uint8Array): HashText {
  return typeof content === 'string' ? extendChain(previous, content) : extendChainBytes(previous, content);
}

function show(value: string | number | undefined): string {
  return value === undefined ? 'unreadable' : `${value}`;
}

/**
 * Recomputes one agreement's ledger from its bytes: hand in every stored fact in the order of positions, then the
 * stored head. After a fault the chain goes on both from the bytes and from the stored hash, so that each fault is
 * named where it is and does not make all later facts look wrong.
 */
export class AgreementVerification {
  readonly #agreement: string;
  readonly #faults: FaultList;
  readonly #faultsBefore: number;
  #next = 0;
  #facts = 0;
  /** The chain from the bytes alone. */
  #recomputed: HashText;
  /** The stored chain hash of the last fact; `#holds` while it is that of the bytes. */
  #stored: string | undefined;
  #holds = true;
  #recordedAt: EpochMilliseconds | undefined;

  constructor(agreement: string, faults: FaultList) {
    this.#agreement = agreement;
    this.#faults = faults;
    this.#faultsBefore = faults.count;
    this.#recomputed = chainBefore(agreement);
    this.#stored = hashTextToHex(this.#recomputed);
  }

  take(fact: StoredFact): void {
    const position = this.#takePosition(fact.position);
    this.#facts += 1;
    if (fact.content === undefined) {
      this.#fault('canonical', position, 'the fact has no text');
      this.#stored = fact.chain;
      this.#holds = false;
      return;
    }
    this.#takeChain(position, fact.content, fact.chain);
    this.#takeContent(position, fact, fact.content);
  }

  /** @param head what the store says of the last fact, undefined where it holds facts of an unknown agreement. */
  finish(head: StoredHead | undefined): VerifiedAgreement {
    if (head === undefined) {
      this.#fault('head', undefined, 'the ledger holds facts but no head');
    } else {
      const last = this.#next - 1;
      if (head.position !== last) {
        const problem = `the head is position ${show(head.position)}, the last fact found is position ${last}`;
        this.#fault('head', last < 0 ? undefined : last, problem);
      }
      if (head.chain === undefined || head.chain !== this.#stored) {
        this.#fault('head', undefined, "the head's chain hash is not that of the last fact");
      }
      if (this.#facts > 0 && head.recordedAt !== this.#recordedAt) {
        this.#fault('head', undefined, "the head's recorded instant is not that of the last fact");
      }
    }
    return {
      agreement: this.#agreement,
      facts: this.#facts,
      ...(this.#facts > 0 && { chainHash: hashTextToHex(this.#recomputed) }),
      faults: this.#faults.count - this.#faultsBefore,
    };
  }

  #fault(kind: LedgerFault['kind'], position: number | undefined, problem: string): void {
    this.#faults.add({
      kind,
      agreement: this.#agreement,
      ...(position !== undefined && { position }),
      problem: `${problem}.`,
    });
  }

  #takePosition(found: number | undefined): number {
    const expected = this.#next;
    if (found === undefined || found < expected) {
      this.#fault('position', expected, `position ${show(found)} stands where ${expected} should`);
      this.#next = expected + 1;
      return expected;
    }
    if (found > expected) {
      const missing =
        found === expected + 1 ? `position ${expected} is` : `positions ${expected} to ${found - 1} are`;
      this.#fault('position', expected, `${missing} missing`);
    }
    this.#next = found + 1;
    return found;
  }

  #takeChain(position: number, content: string | Uint8Array, stored: string | undefined): void {
    const before = this.#stored;
    this.#recomputed = extend(this.#recomputed, content);
    const recomputed = hashTextToHex(this.#recomputed);
    const expected =
      this.#holds || before === undefined
        ? recomputed
        : hashTextToHex(extend(hashTextOfHex(before), content));
    if (stored !== expected) {
      this.#fault('chain', position, 'the bytes and the fact before do not give the stored chain hash');
    }
    this.#stored = stored;
    this.#holds = stored === recomputed;
  }

  #takeContent(position: number, fact: StoredFact, content: string | Uint8Array): void {
    if (fact.recordedAt === undefined) {
      this.#fault('recorded-at', position, 'the recorded instant is unreadable');
    } else {
      if (this.#recordedAt !== undefined && fact.recordedAt < this.#recordedAt) {
        this.#fault('recorded-at', position, 'the fact was recorded before the fact before it');
      }
      this.#recordedAt = fact.recordedAt;
    }
    if (typeof content !== 'string') {
      this.#fault('canonical', position, 'the bytes are not UTF-8');
      return;
    }
    const reading = readEnvelope(content);
    if (reading.kind === 'unreadable') {
      this.#fault('canonical', position, reading.problem);
      return;
    }
    const { envelope } = reading;
    if (!reading.canonical) {
      this.#fault('canonical', position, 'the text is not in its RFC 8785 form');
    }
    if (envelope.agreement !== this.#agreement) {
      this.#fault('agreement', position, `the bytes belong to the agreement "${envelope.agreement}"`);
    }
    if (envelope.id !== fact.id) {
      this.#fault('identity', position, `the stored id is ${show(fact.id)}, the bytes say ${envelope.id}`);
    }
    if (fact.recordedAt !== undefined && envelope.recordedAt !== fact.recordedAt) {
      const inBytes = formatInstant(envelope.recordedAt);
      this.#fault(
        'recorded-at',
        position,
        `the stored recorded instant is not that of the bytes, ${inBytes}`,
      );
    }
  }
}
