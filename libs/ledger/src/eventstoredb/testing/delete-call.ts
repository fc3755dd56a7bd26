import type { sendUnaryData, ServerUnaryCall, ServiceError } from '@grpc/grpc-js';
import type {
  DeleteReq as DeleteRequest,
  DeleteResp as DeleteResponse,
  TombstoneReq as TombstoneRequest,
  TombstoneResp as TombstoneResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import { refusals } from './answers.js';
import type { AppendOutcome, Expectation } from './event-log.js';
import { expectationOf, streamName } from './messages.js';
import { admit, type ProtocolNode } from './node.js';
import { DeleteResp, TombstoneResp } from './protocol.js';

/** Soft deletion: the stream can be written again and its revisions go on. */
export async function deleteCall(
  node: ProtocolNode,
  call: ServerUnaryCall<DeleteRequest, DeleteResponse>,
  answer: sendUnaryData<DeleteResponse>,
): Promise<void> {
  try {
    await admit(node, 'append', call.metadata, 'stream');
    const { stream, expected } = asked(call.request.getOptions());
    const position = positionOf('Delete', stream, expected, node.log.softDelete(stream, expected));
    const response = new DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    answer(null, new DeleteResp().setPosition(response));
  } catch (error) {
    answer(error as ServiceError);
  }
}

/** Hard deletion: the stream is gone for ever. */
export async function tombstoneCall(
  node: ProtocolNode,
  call: ServerUnaryCall<TombstoneRequest, TombstoneResponse>,
  answer: sendUnaryData<TombstoneResponse>,
): Promise<void> {
  try {
    await admit(node, 'append', call.metadata, 'stream');
    const { stream, expected } = asked(call.request.getOptions());
    const position = positionOf('Tombstone', stream, expected, node.log.tombstone(stream, expected));
    const response = new TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    answer(null, new TombstoneResp().setPosition(response));
  } catch (error) {
    answer(error as ServiceError);
  }
}

function asked(options: DeleteRequest.Options | TombstoneRequest.Options | undefined): {
  readonly stream: string;
  readonly expected: Expectation;
} {
  if (options === undefined) throw refusals.invalid('A deletion needs options.');
  return {
    stream: streamName(options.getStreamIdentifier()),
    expected: expectationOf(options, () => options.getRevision()),
  };
}

function positionOf(
  operation: string,
  stream: string,
  expected: Expectation,
  outcome: AppendOutcome,
): string {
  if (outcome.kind === 'stream-deleted') throw refusals.streamDeleted(stream);
  if (outcome.kind === 'wrong-expected-version') {
    const numbers = { any: -2, 'no-stream': -1, 'stream-exists': -4 } as const;
    const number = typeof expected === 'number' ? expected : numbers[expected];
    throw refusals.wrongExpectedVersion(operation, stream, String(number), outcome.current);
  }
  return String(outcome.position ?? 0n);
}
