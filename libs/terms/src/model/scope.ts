/** Which tickets (or outages, changes) a measure looks at. Every list is "any of"; an absent one means all. */
export interface Scope {
  readonly ticketType: readonly string[] | undefined;
  readonly priority: readonly string[] | undefined;
  readonly service: readonly string[] | undefined;
  readonly category: readonly string[] | undefined;
  readonly site: readonly string[] | undefined;
  readonly configurationItem: readonly string[] | undefined;
}
