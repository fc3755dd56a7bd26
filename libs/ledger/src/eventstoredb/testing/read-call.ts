import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import { refusals } from './answers.js';
import { Delivery, type ReadCall } from './delivery.js';
import type { StoredEvent } from './event-log.js';
import type { DealtFault } from './faults.js';
import { streamName, streamNotFound } from './messages.js';
import { admit, type ProtocolNode } from './node.js';
import { ReadReq } from './protocol.js';
import { eventFilter } from './event-filter.js';
import { subscriptionCall } from './subscription-call.js';

const backwards = ReadReq.Options.ReadDirection.BACKWARDS;

/** Reads of a stream and of `$all`, and subscriptions, which are reads that do not end. */
export async function readCall(node: ProtocolNode, call: ReadCall): Promise<void> {
  const options = call.request.getOptions();
  let dealt: DealtFault | undefined;
  try {
    if (options === undefined) throw refusals.invalid('A read needs options.');
    const kind = options.hasSubscription() ? 'subscription' : 'read';
    const ofAll = options.hasAll();
    node.count(ofAll ? `${kind}-all` : kind);
    dealt = await admit(node, kind, call.metadata, ofAll ? '$all' : 'stream');
    const delivery = new Delivery(node, call, dealt);
    const ended =
      kind === 'subscription'
        ? await subscriptionCall(node, call, options, delivery)
        : await readOnce(node, call, options, delivery);
    if (ended) call.end();
  } catch (error) {
    call.emit('error', error);
  } finally {
    dealt?.settle();
  }
}

async function readOnce(
  node: ProtocolNode,
  call: ReadCall,
  options: ReadRequest.Options,
  delivery: Delivery,
): Promise<boolean> {
  const events = options.hasAll() ? fromAll(node, options) : fromStream(node, options);
  if (events === undefined) {
    await delivery.write(streamNotFound(streamName(options.getStream()!.getStreamIdentifier())));
    return true;
  }
  const matches = eventFilter(options.getFilter());
  let left = BigInt(options.getCount());
  for (const event of events) {
    if (left === 0n || call.cancelled) break;
    if (!matches(event)) continue;
    left -= 1n;
    const delivered = await delivery.event(event);
    if (delivered !== 'more') return delivered === 'end';
  }
  await delivery.flush();
  return true;
}

/** The events of a stream from where the read begins, the first one included; undefined where there is no such stream. */
function fromStream(node: ProtocolNode, options: ReadRequest.Options): readonly StoredEvent[] | undefined {
  const request = options.getStream()!;
  const stream = streamName(request.getStreamIdentifier());
  const state = node.log.stream(stream);
  if (state?.tombstoned === true) throw refusals.streamDeleted(stream);
  if (state === undefined || state.firstReadable === state.events.length) return undefined;
  const readable = state.events.slice(state.firstReadable);
  const revision = Number(request.getRevision());
  if (options.getReadDirection() === backwards) {
    if (request.hasStart()) return readable.slice(0, 1);
    return readable.filter((event) => request.hasEnd() || event.revision <= revision).reverse();
  }
  if (request.hasEnd()) return [];
  return request.hasStart() ? readable : readable.filter((event) => event.revision >= revision);
}

/** Forwards from a position includes the event there; backwards does not. */
function fromAll(node: ProtocolNode, options: ReadRequest.Options): readonly StoredEvent[] {
  const request = options.getAll()!;
  const from = BigInt(request.getPosition()?.getCommitPosition() ?? 0);
  if (options.getReadDirection() === backwards) {
    if (request.hasStart()) return [];
    return node.log.all.filter((event) => request.hasEnd() || event.position < from).reverse();
  }
  if (request.hasEnd()) return [];
  return request.hasStart() ? [...node.log.all] : node.log.all.filter((event) => event.position >= from);
}
