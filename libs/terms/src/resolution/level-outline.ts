/** What other clauses ask of a service level before it has a meaning: it may come later, or read them in turn. */
export interface LevelOutline {
  readonly id: string;
  readonly path: string;
  /** Its measure as written; holds its shape. */
  readonly measure: { readonly kind: string };
  readonly hasBaseline: boolean;
  /** Every reference to the result of another level, in the order they are written. */
  readonly reads: readonly LevelReference[];
  /** Reads every level that is no result itself, instead. */
  readonly readsAll: boolean;
}

/** A reference to another level and where it stands. */
export interface LevelReference {
  readonly serviceLevel: string;
  readonly path: string;
}
