import gossipServices from '@eventstore/db-client/generated/gossip_grpc_pb.js';
import gossipMessages from '@eventstore/db-client/generated/gossip_pb.js';
import featureServices from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import featureMessages from '@eventstore/db-client/generated/serverfeatures_pb.js';
import sharedMessages from '@eventstore/db-client/generated/shared_pb.js';
import statusMessages from '@eventstore/db-client/generated/status_pb.js';
import streamServices from '@eventstore/db-client/generated/streams_grpc_pb.js';
import streamMessages from '@eventstore/db-client/generated/streams_pb.js';
import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';

/**
 * The protocol's own definitions, as the official client ships them. They are CommonJS whose names Node cannot see
 * from outside, so everything is taken from the default import, here and nowhere else.
 */
export const { GossipService } = gossipServices;
export const { ClusterInfo, EndPoint, MemberInfo } = gossipMessages;
export const { ServerFeaturesService } = featureServices;
export const { SupportedMethod, SupportedMethods } = featureMessages;
export const {
  AccessDenied,
  AllStreamPosition,
  Empty,
  MaximumAppendSizeExceeded,
  StreamDeleted,
  StreamIdentifier,
  Timeout,
  UUID,
  WrongExpectedVersion,
} = sharedMessages;
export const { Status } = statusMessages;
export const { StreamsService } = streamServices;
export const { AppendResp, BatchAppendResp, DeleteResp, ReadReq, ReadResp, TombstoneResp } = streamMessages;
/** Inside the batch path's WrongExpectedVersion it is Google's own Empty; everywhere else the product's (design 7). */
export const { Empty: GoogleEmpty } = emptyMessages;
export const { Any } = anyMessages;
