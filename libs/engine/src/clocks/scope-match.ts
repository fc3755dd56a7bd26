import type { Scope } from '@tallystick/terms';
import type { Timeline, TicketTracks } from '../timeline/index.js';

/** A scope as codes: by last known classification, and by the priority that judges. */
export class ScopeMatch {
  private readonly ticketType: ReadonlySet<number> | undefined;
  private readonly service: ReadonlySet<number> | undefined;
  private readonly category: ReadonlySet<number> | undefined;
  private readonly site: ReadonlySet<number> | undefined;
  private readonly configurationItem: ReadonlySet<number> | undefined;
  private readonly priority: ReadonlySet<number> | undefined;

  constructor(timeline: Timeline, where: Scope | undefined) {
    // A text that no fact has can match nothing, and has no code.
    const codes = (texts: readonly string[] | undefined): ReadonlySet<number> | undefined =>
      texts && new Set(texts.map((text) => timeline.codeOf(text)).filter((code) => code !== undefined));
    this.ticketType = codes(where?.ticketType);
    this.service = codes(where?.service);
    this.category = codes(where?.category);
    this.site = codes(where?.site);
    this.configurationItem = codes(where?.configurationItem);
    this.priority = codes(where?.priority);
  }

  hasTicket(tracks: TicketTracks, ticket: number): boolean {
    return (
      (this.ticketType === undefined || this.ticketType.has(tracks.ticketType[ticket]!)) &&
      (this.service === undefined || this.service.has(tracks.service[ticket]!)) &&
      (this.category === undefined || this.category.has(tracks.category[ticket]!)) &&
      (this.site === undefined || this.site.has(tracks.site[ticket]!)) &&
      (this.configurationItem === undefined || this.configurationItem.has(tracks.configurationItem[ticket]!))
    );
  }

  hasPriority(priority: number): boolean {
    return this.priority === undefined || this.priority.has(priority);
  }
}
