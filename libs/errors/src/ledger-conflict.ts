import { TallyError } from './tally-error.js';

/** `ledger-conflict` to one who said which revision was expected: it names the one that the ledger is at. */
export class LedgerConflict extends TallyError {
  /**
   * @param actualRevision the position of the last fact; -1 where nothing is recorded.
   * @param expectedRevision what the writer expected.
   */
  constructor(
    agreement: string,
    readonly actualRevision: number,
    readonly expectedRevision: number,
  ) {
    const actual =
      actualRevision < 0 ? 'Nothing is recorded yet.' : `The ledger is at revision ${actualRevision}.`;
    super(
      'ledger-conflict',
      `"${agreement}" is not at revision ${expectedRevision}, as was expected. ${actual}`,
      [
        {
          place: 'expectedRevision',
          problem: actual,
          mend: 'Read again what has changed since, and decide anew; name the actual revision then.',
        },
      ],
    );
  }

  override toJSON(): ReturnType<TallyError['toJSON']> & { readonly actualRevision: number } {
    return { ...super.toJSON(), actualRevision: this.actualRevision };
  }
}
