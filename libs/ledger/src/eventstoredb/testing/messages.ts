import type { Metadata } from '@grpc/grpc-js';
import type {
  UUID as Uuid,
  StreamIdentifier as Identifier,
} from '@eventstore/db-client/generated/shared_pb.js';
import type { ReadResp as ReadResponse } from '@eventstore/db-client/generated/streams_pb.js';
import type * as jspb from 'google-protobuf';
import { refusals } from './answers.js';
import type { Expectation, ProposedEvent, StoredEvent } from './event-log.js';
import { Empty, ReadResp, StreamIdentifier, UUID } from './protocol.js';

export function streamName(identifier: Identifier | undefined): string {
  if (identifier === undefined) throw refusals.invalid("Required field 'stream_identifier' not set.");
  return Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
}

export function streamIdentifier(stream: string): Identifier {
  return new StreamIdentifier().setStreamName(new Uint8Array(Buffer.from(stream, 'utf8')));
}

/** The id as a lower-case UUID, from text or from its two halves. */
export function uuidText(uuid: Uuid | undefined): string {
  if (uuid === undefined) throw refusals.invalid("Required field 'id' not set.");
  const halves = uuid.getStructured();
  if (halves === undefined) return uuid.getString().toLowerCase();
  const hexadecimal = [halves.getMostSignificantBits(), halves.getLeastSignificantBits()]
    .map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0'))
    .join('');
  return hexadecimal.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5');
}

interface WithExpectation {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

export function expectationOf(options: WithExpectation, revision: () => string): Expectation {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no-stream';
  if (options.hasStreamExists()) return 'stream-exists';
  return Number(revision());
}

interface Proposed {
  getId(): Uuid | undefined;
  getMetadataMap(): jspb.Map<string, string>;
  getData_asU8(): Uint8Array;
  getCustomMetadata_asU8(): Uint8Array;
}

export function proposedEvent(message: Proposed): ProposedEvent {
  const required = (property: string): string => {
    const value = message.getMetadataMap().get(property);
    if (value === undefined) throw refusals.metadataMissing(property);
    return value;
  };
  return {
    id: uuidText(message.getId()),
    type: required('type'),
    contentType: required('content-type'),
    data: message.getData_asU8(),
    metadata: message.getCustomMetadata_asU8(),
  };
}

/** One event as a read or a subscription gives it. */
export function eventResponse(event: StoredEvent): ReadResponse {
  const record = new ReadResp.ReadEvent.RecordedEvent()
    .setId(new UUID().setString(event.id))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(String(event.revision))
    .setCommitPosition(String(event.position))
    .setPreparePosition(String(event.position))
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  record
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.contentType)
    .set('created', String(event.createdTicks));
  return new ReadResp().setEvent(
    new ReadResp.ReadEvent().setEvent(record).setCommitPosition(String(event.position)),
  );
}

export function streamNotFound(stream: string): ReadResponse {
  return new ReadResp().setStreamNotFound(
    new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)),
  );
}

export function confirmation(subscription: string): ReadResponse {
  return new ReadResp().setConfirmation(
    new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscription),
  );
}

export function checkpoint(position: bigint): ReadResponse {
  return new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint().setCommitPosition(String(position)).setPreparePosition(String(position)),
  );
}

export function caughtUp(): ReadResponse {
  return new ReadResp().setCaughtUp(new ReadResp.CaughtUp());
}

/** The empty message of the protocol's own kind. */
export function empty(): InstanceType<typeof Empty> {
  return new Empty();
}

export function requiresLeader(metadata: Metadata): boolean {
  return metadata.get('requires-leader')[0] === 'true';
}
