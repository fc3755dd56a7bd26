import { type ErrorCode, type ErrorDetail, isTallyError } from '@tallystick/errors';
import { type Mapping, type PayloadRead, readPayload } from '@tallystick/sources';
import type { DeliveryHeaders } from '../webhook/delivery-headers.js';
import type { Webhook } from '../webhook/webhook.js';

/** What a delivery says, as far as it can be understood. */
export interface Understood {
  /** Undefined where the event is one that brings nothing, or where it could not be read at all. */
  readonly read: (PayloadRead & { readonly mapping: Mapping }) | undefined;
  /** What could not be understood; empty where everything was. */
  readonly problems: readonly ErrorDetail[];
  readonly code: ErrorCode;
}

/** Problems that one letter lists; a payload of thousands of bad rows has one cause. */
const mostProblems = 20;

/** Reads a delivery by the mapping of its event. Nothing that a sender can send makes it throw. */
export async function understand(
  webhook: Webhook,
  headers: DeliveryHeaders,
  body: Uint8Array,
): Promise<Understood> {
  let value: { readonly of: unknown } | undefined;
  const parsed = (): unknown => {
    value ??= { of: parsedOrNothing(body) };
    return value.of;
  };
  const event = webhook.mappingOf(headers, parsed);
  if ('ignored' in event) return { read: undefined, problems: [], code: 'source-unreadable' };
  if ('unknownWord' in event) {
    const word = event.unknownWord;
    return notUnderstood('source-unreadable', [
      {
        place: 'the event',
        problem:
          word === undefined
            ? 'Nothing says what kind of event it is.'
            : `Nothing is said of events ${JSON.stringify(word)}.`,
        mend: 'Add the word to `events.mappings` of the source, or say with `else` what others become.',
      },
    ]);
  }
  const { mapping } = event;
  try {
    const read = await readPayload(mapping, body, `webhook ${webhook.name}`, webhook.assertedBy);
    const problems = read.rejects
      .slice(0, mostProblems)
      .map(({ line, reason, mend }) => ({ place: `row ${line}`, problem: reason, mend }));
    return { read: { ...read, mapping }, problems, code: 'source-unreadable' };
  } catch (error) {
    if (!isTallyError(error)) throw error;
    const details =
      error.details.length > 0 ? error.details : [{ place: 'the body', problem: error.message }];
    return notUnderstood(error.code, details.slice(0, mostProblems));
  }
}

function notUnderstood(code: ErrorCode, problems: readonly ErrorDetail[]): Understood {
  return { read: undefined, problems, code };
}

/** A body that is no JSON has no words; what is wrong with it is told when its rows are read. */
function parsedOrNothing(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return undefined;
  }
}
