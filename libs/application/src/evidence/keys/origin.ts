/** The name of an agreement's log: who keeps it, and which agreement. */
export function originOf(name: string, agreement: string): string {
  return `${name}/${encodeURIComponent(agreement)}`;
}

/** Whether a log's name is one that an agreement's log can have. */
export function isOriginOf(origin: string, agreement: string): boolean {
  return origin.endsWith(originOf('', agreement));
}
