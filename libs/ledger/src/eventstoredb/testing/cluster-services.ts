import type { sendUnaryData } from '@grpc/grpc-js';
import type { ClusterInfo as ClusterInformation } from '@eventstore/db-client/generated/gossip_pb.js';
import type { SupportedMethods as Methods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import { refusals } from './answers.js';
import type { Endpoint } from './node.js';
import {
  ClusterInfo,
  EndPoint,
  MemberInfo,
  StreamsService,
  SupportedMethod,
  SupportedMethods,
  UUID,
} from './protocol.js';

/** One node as gossip tells of it. */
export interface Member extends Endpoint {
  readonly id: string;
  readonly state: 'leader' | 'follower' | 'catching-up';
  readonly alive: boolean;
}

const stateNumbers = { 'catching-up': 4, follower: 6, leader: 8 } as const;

export function gossip(members: readonly Member[], now: number): ClusterInformation {
  return new ClusterInfo().setMembersList(
    members.map(({ id, host, port, state, alive }) =>
      new MemberInfo()
        .setInstanceId(new UUID().setString(id))
        .setTimeStamp(String(BigInt(now) * 10_000n))
        .setState(stateNumbers[state])
        .setIsAlive(alive)
        .setHttpEndPoint(new EndPoint().setAddress(host).setPort(port)),
    ),
  );
}

/** What the server says it can do: `none` is a server from before this question, which does not know it. */
export type Features = 'batch-append' | 'plain-append-only' | 'none';

export function supportedMethods(features: Features, answer: sendUnaryData<Methods>): void {
  if (features === 'none') return answer(refusals.unimplemented());
  const methods = Object.values(StreamsService as unknown as Record<string, { readonly path: string }>)
    .map(({ path }) => path.slice(1).toLowerCase().split('/') as [string, string])
    .filter(([, method]) => features === 'batch-append' || method !== 'batchappend')
    .map(([service, method]) =>
      new SupportedMethod()
        .setServiceName(service)
        .setMethodName(method)
        .setFeaturesList(method === 'read' ? ['position', 'events'] : []),
    );
  answer(null, new SupportedMethods().setEventStoreServerVersion('26.1.1').setMethodsList(methods));
}
