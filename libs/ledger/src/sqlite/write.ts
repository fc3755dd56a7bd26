import { invariant, TallyError } from '@tallystick/errors';
import { type EpochMilliseconds, formatInstant } from '@tallystick/quantities';
import {
  chainBefore,
  extendChain,
  type HashText,
  hashTextOf,
  hashTextToBytes,
  hashTextToHex,
} from '../chain.js';
import { ledgerLimits } from '../limits.js';
import type { LedgerHead } from '../port.js';
import { factIdBytes } from './fact-id-bytes.js';
import type { AgreementRow, LedgerStatements } from './statements.js';

export function headOf(row: AgreementRow): LedgerHead {
  return {
    agreement: row.name,
    position: row.head_position,
    chainHash: hashTextToHex(hashTextOf(row.head_chain)),
    recordedAt: formatInstant(row.head_recorded_at),
  };
}

/** The row of an agreement that has facts. One without, as another program might leave it, counts as unknown. */
export function agreementRow(statements: LedgerStatements, agreement: string): AgreementRow | undefined {
  const row = statements.agreementByName.get(agreement);
  if (row === undefined) {
    return undefined;
  }
  if (!Number.isSafeInteger(row.head_position) || row.head_position < 0 || row.name !== agreement) {
    throw new TallyError('ledger-broken', `The head of "${agreement}" is not that of a ledger.`);
  }
  return row;
}

/**
 * Writes facts one after the other behind the head of one agreement. It lives inside one transaction, which the
 * caller begins, and commits after `finish`.
 */
export class FactWriter {
  readonly #statements: LedgerStatements;
  readonly #agreement: string;
  readonly #number: number;
  #position: number;
  #chain: HashText;
  #recordedAt: EpochMilliseconds;

  /** @param row the agreement's row, undefined where it has none yet; then one is made. */
  constructor(
    statements: LedgerStatements,
    agreement: string,
    row: AgreementRow | undefined,
    recordedAt: EpochMilliseconds,
  ) {
    this.#statements = statements;
    this.#agreement = agreement;
    this.#chain = row === undefined ? chainBefore(agreement) : hashTextOf(row.head_chain);
    this.#position = row?.head_position ?? -1;
    this.#recordedAt = row?.head_recorded_at ?? recordedAt;
    this.#number =
      row?.agreement ??
      Number(
        statements.addAgreement.run(agreement, recordedAt, hashTextToBytes(this.#chain)).lastInsertRowid,
      );
  }

  write(id: string, recordedAt: EpochMilliseconds, text: string): void {
    invariant(recordedAt >= this.#recordedAt, 'the recorded instant of a ledger never goes back');
    invariant(this.#position + 1 < ledgerLimits.factsPerAgreement, 'an agreement has room for one more fact');
    this.#chain = extendChain(this.#chain, text);
    this.#position += 1;
    this.#recordedAt = recordedAt;
    this.#statements.addFact.run(
      this.#number,
      this.#position,
      factIdBytes(id),
      recordedAt,
      hashTextToBytes(this.#chain),
      text,
    );
  }

  /** Moves the head to the last fact written. */
  finish(): LedgerHead {
    const { changes } = this.#statements.moveHead.run(
      this.#position,
      this.#recordedAt,
      hashTextToBytes(this.#chain),
      this.#number,
    );
    invariant(changes === 1, 'the head of an agreement that was written to exists');
    return {
      agreement: this.#agreement,
      position: this.#position,
      chainHash: hashTextToHex(this.#chain),
      recordedAt: formatInstant(this.#recordedAt),
    };
  }
}
