import type { MeasureUnit } from './measure-unit.js';

/** A reference to another service level and where it stands. */
export interface LevelReference {
  readonly serviceLevel: string;
  readonly path: string;
}

/** What other clauses ask of a service level before it has a meaning: it may come later, or read them in turn. */
export interface LevelOutline {
  readonly id: string;
  readonly path: string;
  readonly measureKind: string;
  /** Whether it stands for several levels. */
  readonly isForEach: boolean;
  /** What its value counts in, after its baseline; nothing where it follows from levels that read each other. */
  readonly unit: () => MeasureUnit | undefined;
  /** The other levels whose results it reads, in the order they are written; `all`: every one that is no result itself. */
  readonly measureReads: readonly LevelReference[] | 'all';
  /** The levels that its qualifying conditions read. */
  readonly qualifyingReads: readonly LevelReference[];
}
