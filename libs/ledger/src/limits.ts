/** The limits that every ledger adapter keeps, so that what one store takes the next takes too. */
export const ledgerLimits = {
  /** Facts in one append. */
  batchFacts: 10_000,
  /** UTF-8 bytes of one fact's canonical text; an issued statement is the largest fact there is. */
  factBytes: 16 * 1024 * 1024,
  /** Facts in one page of a read. */
  pageFacts: 10_000,
  /** UTF-16 code units of an agreement's name. */
  agreementCharacters: 200,
  /** Faults listed in one verification report; more are counted. */
  listedFaults: 1_000,
  /** Facts of one agreement: positions stay exact beside the agreement's number in one 53-bit key. */
  factsPerAgreement: 2 ** 33,
} as const;

/** Facts per page of a read where the reader does not say; the fastest size measured (design 6). */
export const defaultPageFacts = 1_000;
