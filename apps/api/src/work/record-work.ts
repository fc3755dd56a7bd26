import type { Attributes } from '@opentelemetry/api';
import { isTallyError } from '@tallystick/errors';
import type { Metrics } from '../operations/metrics.js';
import type { RecordedSpan } from '../operations/recorded-span.js';
import type { Tracing } from '../operations/tracing.js';

export type RecordedAppend = Parameters<Metrics['append']>;

/** What a thread did for one request: plain data, so that it goes with the answer to where figures and traces are made. */
export interface RecordedWork {
  readonly span: RecordedSpan;
  readonly inside: readonly RecordedSpan[];
  readonly appends: readonly RecordedAppend[];
}

/**
 * Stands in a thread where the server has its figures and traces, and notes what they would be told. Reads are not noted:
 * folding an agreement is one to the thread, however many there are.
 */
export class WorkRecorder implements Pick<Metrics, 'append' | 'read'>, Pick<Tracing, 'span'> {
  private inside: RecordedSpan[] = [];
  private appends: RecordedAppend[] = [];

  append(...append: RecordedAppend): void {
    this.appends.push(append);
  }

  read(): void {
    // See above.
  }

  span<T>(name: string, attributes: Attributes, work: () => Promise<T>): Promise<T> {
    return timed(name, attributes, work, (span) => this.inside.push(span));
  }

  /** Does all the work of one request. @param done is called before it resolves or rejects. */
  async whole<T>(name: string, work: () => Promise<T>, done: (recorded: RecordedWork) => void): Promise<T> {
    return timed(name, {}, work, (span) => {
      const { inside, appends } = this;
      this.inside = [];
      this.appends = [];
      done({ span, inside, appends });
    });
  }
}

async function timed<T>(
  name: string,
  attributes: Attributes,
  work: () => Promise<T>,
  done: (span: RecordedSpan) => void,
): Promise<T> {
  const began = now();
  let failure: string | undefined;
  try {
    return await work();
  } catch (error) {
    failure = isTallyError(error) ? error.code : 'internal';
    throw error;
  } finally {
    done({ name, attributes, began, ended: now(), failure });
  }
}

/** The same clock in every thread. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
