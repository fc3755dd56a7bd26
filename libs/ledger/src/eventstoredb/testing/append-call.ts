import type { sendUnaryData, ServerReadableStream, ServiceError } from '@grpc/grpc-js';
import type {
  AppendReq as AppendRequest,
  AppendResp as AppendResponse,
} from '@eventstore/db-client/generated/streams_pb.js';
import { refusals } from './answers.js';
import { type AppendOutcome, type Expectation, type ProposedEvent, sizeOf } from './event-log.js';
import type { DealtFault } from './faults.js';
import { empty, expectationOf, proposedEvent, streamName } from './messages.js';
import { admit, type ProtocolNode } from './node.js';
import { AppendResp } from './protocol.js';

/** The plain append: options, then the events, then one answer. */
export async function appendCall(
  node: ProtocolNode,
  call: ServerReadableStream<AppendRequest, AppendResponse>,
  answer: sendUnaryData<AppendResponse>,
): Promise<void> {
  node.count('append');
  let dealt: DealtFault | undefined;
  try {
    dealt = await admit(node, 'append', call.metadata, 'stream');
    const { stream, expected, events } = await receive(node, call);
    const outcome = node.log.append(stream, expected, events);
    if (outcome.kind === 'stream-deleted') throw refusals.streamDeleted(stream);
    if (outcome.kind === 'success' && dealt?.fault.kind === 'lost-acknowledgement') {
      dealt.strike();
      switch (dealt.fault.answer) {
        case 'silence':
          return;
        case 'cut-connection':
          return node.cutConnection(call.getPeer());
        case 'unavailable':
          throw refusals.notReady();
        case 'timeout':
          throw refusals.timeout();
      }
    }
    answer(null, appendResponse(outcome, expected));
  } catch (error) {
    answer(error as ServiceError);
  } finally {
    dealt?.settle();
  }
}

interface Received {
  readonly stream: string;
  readonly expected: Expectation;
  readonly events: readonly ProposedEvent[];
}

async function receive(
  node: ProtocolNode,
  call: ServerReadableStream<AppendRequest, AppendResponse>,
): Promise<Received> {
  let options: { readonly stream: string; readonly expected: Expectation } | undefined;
  const events: ProposedEvent[] = [];
  let bytes = 0;
  for await (const request of call as AsyncIterable<AppendRequest>) {
    const header = request.getOptions();
    if (header !== undefined) {
      options = {
        stream: streamName(header.getStreamIdentifier()),
        expected: expectationOf(header, () => header.getRevision()),
      };
      continue;
    }
    const event = proposedEvent(request.getProposedMessage()!);
    bytes += sizeOf(event);
    if (bytes > node.maxAppendBytes) throw refusals.appendTooLarge(node.maxAppendBytes);
    events.push(event);
  }
  if (options === undefined) throw refusals.invalid('An append begins with its options.');
  return { ...options, events };
}

function appendResponse(
  outcome: Exclude<AppendOutcome, { kind: 'stream-deleted' }>,
  expected: Expectation,
): AppendResponse {
  if (outcome.kind === 'success') {
    const success = new AppendResp.Success();
    if (outcome.lastRevision === undefined) success.setNoStream(empty());
    else success.setCurrentRevision(String(outcome.lastRevision));
    if (outcome.position === undefined) success.setNoPosition(empty());
    else {
      const position = String(outcome.position);
      success.setPosition(new AppendResp.Position().setCommitPosition(position).setPreparePosition(position));
    }
    return new AppendResp().setSuccess(success);
  }
  const wrong = new AppendResp.WrongExpectedVersion();
  if (outcome.current === undefined) wrong.setCurrentNoStream(empty());
  else wrong.setCurrentRevision(String(outcome.current));
  if (expected === 'any') wrong.setExpectedAny(empty());
  else if (expected === 'no-stream') wrong.setExpectedNoStream(empty());
  else if (expected === 'stream-exists') wrong.setExpectedStreamExists(empty());
  else wrong.setExpectedRevision(String(expected));
  return new AppendResp().setWrongExpectedVersion(wrong);
}
