/** Why one row cannot be understood, and how to mend it. It rejects the row and never the import. */
export class RowProblem extends Error {
  override readonly name = 'RowProblem';

  constructor(
    readonly reason: string,
    readonly mend: string,
  ) {
    super(reason);
  }
}
