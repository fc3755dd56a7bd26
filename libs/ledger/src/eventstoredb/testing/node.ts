import type { Metadata } from '@grpc/grpc-js';
import { setTimeout as pause } from 'node:timers/promises';
import { checkAccess, type Users } from './access.js';
import { refusals } from './answers.js';
import type { EventLog } from './event-log.js';
import type { CallKind, DealtFault, Faults } from './faults.js';
import { requiresLeader } from './messages.js';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** What every call of one node works on. */
export interface ProtocolNode {
  readonly log: EventLog;
  readonly faults: Faults;
  /** Absent on an insecure node. */
  readonly users: Users | undefined;
  readonly maxAppendBytes: number;
  /** The node that leads; undefined where this one does. */
  readonly leaderElsewhere: () => Endpoint | undefined;
  /** Destroys the connection that a call came by. */
  readonly cutConnection: (peer: string) => void;
  readonly count: (call: string) => void;
}

/**
 * What happens to a call before it is served: who asks, whether this node may answer, and the faults that need no
 * event. A follower passes everything on to the leader's log but what a caller wants of the leader itself.
 * @returns the fault dealt to the call, to be settled at its end.
 */
export async function admit(
  node: ProtocolNode,
  kind: CallKind,
  metadata: Metadata,
  what: 'stream' | '$all',
): Promise<DealtFault | undefined> {
  checkAccess(node.users, metadata, what);
  const leader = node.leaderElsewhere();
  if (leader !== undefined && requiresLeader(metadata)) throw refusals.notLeader(leader.host, leader.port);
  const dealt = node.faults.deal(kind);
  const fault = dealt?.fault;
  if (fault?.kind === 'leader-moved') {
    dealt!.strike();
    throw refusals.notLeader(fault.host, fault.port);
  }
  if (fault?.kind === 'refused') {
    dealt!.strike();
    throw { 'not-ready': refusals.notReady, busy: refusals.busy, timeout: refusals.timeout }[fault.reason]();
  }
  if (fault?.kind === 'slow-answer') {
    dealt!.strike();
    await pause(fault.milliseconds);
  }
  return dealt;
}
