import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import { randomUUID } from 'node:crypto';
import { refusals } from './answers.js';
import type { Delivery, ReadCall } from './delivery.js';
import { eventFilter } from './event-filter.js';
import type { EventLog, StoredEvent } from './event-log.js';
import { caughtUp, checkpoint, confirmation, streamName } from './messages.js';
import type { ProtocolNode } from './node.js';

/** Events that the server looks at in one go where a subscription does not say (EventStore.Core, ReadBatchSize). */
const defaultSearchWindow = 32;

/**
 * Gives what is there after the point asked for, says that it has caught up, and goes on as events are written. With a
 * filter it also gives checkpoints: after so many events looked at, and when it has caught up. That last one names the
 * offset at which the next event will be written, as the real server's may: a client that resumed after it would miss
 * that event (KurrentDB issue 4970).
 *
 * @returns whether the call is to be ended; a subscription ends only by a fault.
 */
export async function subscriptionCall(
  node: ProtocolNode,
  call: ReadCall,
  options: ReadRequest.Options,
  delivery: Delivery,
): Promise<boolean> {
  const source = options.hasAll() ? allFrom(node.log, options) : streamFrom(node.log, options);
  const filter = options.getFilter();
  const matches = eventFilter(filter);
  const window = filter?.hasMax() === true ? filter.getMax() : defaultSearchWindow;
  const checkpointEvery =
    filter === undefined ? undefined : window * filter.getCheckpointintervalmultiplier();
  await delivery.write(confirmation(randomUUID()));
  let lookedAt = 0;
  let live = false;
  while (!call.cancelled) {
    const event = source.next();
    if (event === undefined) {
      if (!live) {
        live = true;
        if (checkpointEvery !== undefined) await delivery.write(checkpoint(node.log.end));
        await delivery.write(caughtUp());
        // Something may have been written meanwhile: only an empty source is waited on.
        continue;
      }
      await somethingWritten(node.log, call);
      continue;
    }
    lookedAt += 1;
    if (matches(event)) {
      const delivered = await delivery.event(event);
      if (delivered === 'end') return true;
      if (delivered === 'silent') return false;
    }
    if (checkpointEvery !== undefined && lookedAt % checkpointEvery === 0) {
      await delivery.write(checkpoint(event.position));
    }
  }
  return false;
}

interface Source {
  /** The next event, or undefined where there is none yet. */
  readonly next: () => StoredEvent | undefined;
}

function allFrom(log: EventLog, options: ReadRequest.Options): Source {
  const request = options.getAll()!;
  const after = request.getPosition()?.getCommitPosition();
  let index = 0;
  if (request.hasEnd()) index = log.all.length;
  else if (after !== undefined) index = firstAfter(log.all, BigInt(after));
  return {
    next: () => {
      const event = log.all[index];
      if (event !== undefined) index += 1;
      return event;
    },
  };
}

function streamFrom(log: EventLog, options: ReadRequest.Options): Source {
  const request = options.getStream()!;
  const name = streamName(request.getStreamIdentifier());
  const state = () => log.stream(name);
  if (state()?.tombstoned === true) throw refusals.streamDeleted(name);
  let revision = state()?.firstReadable ?? 0;
  if (request.hasEnd()) revision = state()?.events.length ?? 0;
  else if (request.hasRevision()) revision = Number(request.getRevision()) + 1;
  return {
    next: () => {
      if (state()?.tombstoned === true) throw refusals.streamDeleted(name);
      const event = state()?.events[revision];
      if (event !== undefined) revision += 1;
      return event;
    },
  };
}

function firstAfter(all: readonly StoredEvent[], position: bigint): number {
  let low = 0;
  let high = all.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (all[middle]!.position > position) high = middle;
    else low = middle + 1;
  }
  return low;
}

function somethingWritten(log: EventLog, call: ReadCall): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      forget();
      call.removeListener('cancelled', done);
      resolve();
    };
    const forget = log.onWritten(done);
    call.once('cancelled', done);
    if (call.cancelled) done();
  });
}
