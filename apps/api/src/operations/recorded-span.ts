import type { Attributes } from '@opentelemetry/api';

/** Something that took its time in a thread, told when it is over. Instants are milliseconds since 1970, with fractions. */
export interface RecordedSpan {
  readonly name: string;
  readonly attributes: Attributes;
  readonly began: number;
  readonly ended: number;
  /** The code of what went wrong. */
  readonly failure: string | undefined;
}
