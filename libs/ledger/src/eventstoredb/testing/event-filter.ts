import type { ReadReq as ReadRequest } from '@eventstore/db-client/generated/streams_pb.js';
import type { StoredEvent } from './event-log.js';

/** The events that a read or a subscription asks for: by stream or type, by prefixes or an expression; all without one. */
export function eventFilter(
  filter: ReadRequest.Options.FilterOptions | undefined,
): (event: StoredEvent) => boolean {
  const byStream = filter?.getStreamIdentifier();
  const expression = byStream ?? filter?.getEventType();
  if (expression === undefined) return () => true;
  const subject = ({ stream, type }: StoredEvent): string => (byStream === undefined ? type : stream);
  const regex = expression.getRegex();
  if (regex !== '') {
    const pattern = new RegExp(regex, 'u');
    return (event) => pattern.test(subject(event));
  }
  const prefixes = expression.getPrefixList();
  return (event) => prefixes.some((prefix) => subject(event).startsWith(prefix));
}
