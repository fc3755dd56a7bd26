import { isUtf8 } from 'node:buffer';
import { binaryEvent, type EventData, type ResolvedEvent } from '@eventstore/db-client';
import { type HashText, hashTextToBytes, hashTextToHex } from '../chain.js';
import { readEnvelope, type RecordedEnvelope } from '../recorded-text.js';
import { uuidOfBytes } from './streams.js';

/**
 * How a fact lies in its agreement's stream; README.md shows the layout. The revision is the position, the data are the
 * canonical bytes as they were hashed, and the metadata hold what the chain comes to. The event's id is made of that
 * chain hash, so that it stands for the place, the bytes and everything before: the same append repeated has the same
 * ids, and another one never has.
 */
export interface StoredEvent {
  readonly position: number;
  readonly eventId: string;
  readonly stream: string;
  /** Where the event lies among those of all streams; absent where the server does not say. */
  readonly logPosition: { readonly commit: bigint; readonly prepare: bigint } | undefined;
  /** The chain up to and including this fact as stored, 64 lower-case hexadecimal digits; undefined where there is none. */
  readonly chain: string | undefined;
  /** The last position of the restore that wrote it: until that is there, none of its facts count. */
  readonly wholeAt: number | undefined;
  /** The canonical text, or the bytes where they are not UTF-8, as only damage gives them. */
  readonly content: string | Uint8Array;
}

/** The format of the layout, in every event's metadata. */
const format = 1;

/** What is sent: an event of the client, and what the server counts it as. */
export interface OutgoingEvent {
  readonly event: EventData;
  readonly id: string;
  readonly bytes: number;
}

export function eventIdOf(chain: HashText): string {
  return uuidOfBytes(hashTextToBytes(chain));
}

/**
 * @param type the type of the fact, so that people find it in the server's own pages; nothing reads it.
 * @param wholeAt the last position of the restore that the fact belongs to.
 */
export function outgoingEvent(type: string, text: string, chain: HashText, wholeAt?: number): OutgoingEvent {
  const data = new Uint8Array(Buffer.from(text, 'utf8'));
  const metadata = new Uint8Array(
    Buffer.from(
      JSON.stringify({ chain: hashTextToHex(chain), format, ...(wholeAt !== undefined && { wholeAt }) }),
    ),
  );
  const id = eventIdOf(chain);
  return {
    // A JSON event would be parsed and written anew on its way, and its bytes would not be those that were hashed.
    event: binaryEvent({ id, type, data, metadata }),
    id,
    bytes: data.length + metadata.length + 2 * type.length,
  };
}

/** What is in an event of an agreement's stream, with nothing taken for granted. */
export function storedEvent({ event }: ResolvedEvent): StoredEvent | undefined {
  if (event === undefined) return undefined;
  const { chain, wholeAt } = metadataOf(event.metadata);
  return {
    position: Number(event.revision),
    eventId: event.id,
    stream: event.streamId,
    logPosition: event.position,
    chain: typeof chain === 'string' && /^[0-9a-f]{64}$/.test(chain) ? chain : undefined,
    wholeAt: typeof wholeAt === 'number' && Number.isSafeInteger(wholeAt) ? wholeAt : undefined,
    content: event.data instanceof Uint8Array ? contentOf(event.data) : JSON.stringify(event.data),
  };
}

function metadataOf(metadata: unknown): { readonly chain?: unknown; readonly wholeAt?: unknown } {
  return typeof metadata === 'object' && metadata !== null ? metadata : {};
}

function contentOf(bytes: Uint8Array): string | Uint8Array {
  return isUtf8(bytes)
    ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8')
    : bytes;
}

/** The envelope of an event's text; undefined where it has none. */
export function envelopeOf({ content }: Pick<StoredEvent, 'content'>): RecordedEnvelope | undefined {
  if (typeof content !== 'string') return undefined;
  const reading = readEnvelope(content);
  return reading.kind === 'read' ? reading.envelope : undefined;
}
