/** A terms document, or a clause of one, as plain data. */
export type Plain = Readonly<Record<string, unknown>>;
