import type { ServerDuplexStream } from '@grpc/grpc-js';
import type { Status as RpcStatus } from '@eventstore/db-client/generated/status_pb.js';
import type {
  BatchAppendReq as BatchRequest,
  BatchAppendResp as BatchResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import type { Message } from 'google-protobuf';
import { checkAccess } from './access.js';
import { refusals } from './answers.js';
import { type AppendOutcome, type Expectation, type ProposedEvent, sizeOf } from './event-log.js';
import { expectationOf, proposedEvent, streamIdentifier, streamName, uuidText } from './messages.js';
import { admit, type ProtocolNode } from './node.js';
import {
  AccessDenied,
  AllStreamPosition,
  Any,
  BatchAppendResp,
  GoogleEmpty,
  MaximumAppendSizeExceeded,
  Status,
  StreamDeleted,
  Timeout,
  UUID,
  WrongExpectedVersion,
} from './protocol.js';

interface OpenBatch {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: ProposedEvent[];
  bytes: number;
}

/** Codes of google.rpc.Status that the server gives here. */
const code = {
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  alreadyExists: 6,
  permissionDenied: 7,
} as const;

/**
 * The batched append: many appends over one call, told apart by their correlation ids. The product does not take this
 * path (design 7, pitfalls 1 and 2); it is here because the client does, unless each append brings its credentials.
 */
export function batchAppendCall(
  node: ProtocolNode,
  call: ServerDuplexStream<BatchRequest, BatchResponse>,
): void {
  node.count('batch-append');
  const open = new Map<string, OpenBatch>();
  let served = Promise.resolve();
  call.on('data', (request: BatchRequest) => {
    served = served
      .then(() => serve(node, call, open, request))
      .catch((error: unknown) => void call.emit('error', error));
  });
  call.on('end', () => void served.then(() => call.end()));
}

async function serve(
  node: ProtocolNode,
  call: ServerDuplexStream<BatchRequest, BatchResponse>,
  open: Map<string, OpenBatch>,
  request: BatchRequest,
): Promise<void> {
  const correlation = uuidText(request.getCorrelationId());
  const options = request.getOptions();
  if (options !== undefined) {
    const stream = streamName(options.getStreamIdentifier());
    try {
      checkAccess(node.users, call.metadata, 'stream');
    } catch {
      const denied = status(code.permissionDenied, 'AccessDenied', new AccessDenied(), 'AccessDenied');
      return void call.write(failure(correlation, stream, denied));
    }
    const deadline = options.getDeadline()?.toDate().getTime();
    if (deadline !== undefined && deadline <= Date.now()) {
      const late = status(code.deadlineExceeded, 'Timeout', new Timeout(), 'Timeout');
      return void call.write(failure(correlation, stream, late));
    }
    const expected = expectationOf(options, () => options.getStreamPosition());
    open.set(correlation, { stream, expected, events: [], bytes: 0 });
  }
  const batch = open.get(correlation);
  if (batch === undefined) return;
  for (const message of request.getProposedMessagesList()) {
    const event = proposedEvent(message);
    batch.events.push(event);
    batch.bytes += sizeOf(event);
  }
  if (batch.bytes > node.maxAppendBytes) {
    open.delete(correlation);
    const detail = new MaximumAppendSizeExceeded().setMaxappendsize(node.maxAppendBytes);
    const refusal = status(
      code.invalidArgument,
      'MaximumAppendSizeExceeded',
      detail,
      'MaximumAppendSizeExceeded',
    );
    return void call.write(failure(correlation, batch.stream, refusal));
  }
  if (!request.getIsFinal()) return;
  open.delete(correlation);
  await commit(node, call, correlation, batch);
}

async function commit(
  node: ProtocolNode,
  call: ServerDuplexStream<BatchRequest, BatchResponse>,
  correlation: string,
  batch: OpenBatch,
): Promise<void> {
  const dealt = await admit(node, 'append', call.metadata, 'stream');
  try {
    const outcome = node.log.append(batch.stream, batch.expected, batch.events);
    if (outcome.kind === 'success' && dealt?.fault.kind === 'lost-acknowledgement') {
      dealt.strike();
      if (dealt.fault.answer === 'cut-connection') node.cutConnection(call.getPeer());
      if (dealt.fault.answer === 'unavailable') throw refusals.notReady();
      if (dealt.fault.answer === 'timeout') throw refusals.timeout();
      return;
    }
    call.write(response(correlation, batch, outcome));
  } finally {
    dealt?.settle();
  }
}

function response(
  correlation: string,
  { stream, expected }: OpenBatch,
  outcome: AppendOutcome,
): BatchResponse {
  switch (outcome.kind) {
    case 'success': {
      const success = new BatchAppendResp.Success();
      if (outcome.lastRevision === undefined) success.setNoStream(new GoogleEmpty());
      else success.setCurrentRevision(String(outcome.lastRevision));
      if (outcome.position === undefined) success.setNoPosition(new GoogleEmpty());
      else {
        const position = String(outcome.position);
        success.setPosition(new AllStreamPosition().setCommitPosition(position).setPreparePosition(position));
      }
      return about(correlation, stream).setSuccess(success);
    }
    case 'stream-deleted': {
      const detail = new StreamDeleted().setStreamIdentifier(streamIdentifier(stream));
      return failure(correlation, stream, status(code.notFound, 'StreamDeleted', detail, 'StreamDeleted'));
    }
    case 'wrong-expected-version': {
      const detail = new WrongExpectedVersion();
      if (outcome.current === undefined) detail.setCurrentNoStream(new GoogleEmpty());
      else detail.setCurrentStreamRevision(String(outcome.current));
      if (expected === 'any') detail.setExpectedAny(new GoogleEmpty());
      else if (expected === 'no-stream') detail.setExpectedNoStream(new GoogleEmpty());
      else if (expected === 'stream-exists') detail.setExpectedStreamExists(new GoogleEmpty());
      else detail.setExpectedStreamPosition(String(expected));
      const wrong = status(code.alreadyExists, 'WrongExpectedVersion', detail, 'WrongExpectedVersion');
      return failure(correlation, stream, wrong);
    }
  }
}

function about(correlation: string, stream: string): BatchResponse {
  return new BatchAppendResp()
    .setCorrelationId(new UUID().setString(correlation))
    .setStreamIdentifier(streamIdentifier(stream));
}

function failure(correlation: string, stream: string, error: RpcStatus): BatchResponse {
  return about(correlation, stream).setError(error);
}

function status(number: number, message: string, detail: Message, type: string): RpcStatus {
  const details = new Any();
  details.pack(detail.serializeBinary(), `event_store.client.${type}`);
  return new Status().setCode(number).setMessage(message).setDetails(details);
}
