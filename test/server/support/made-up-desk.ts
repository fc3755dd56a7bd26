import { createHmac } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const secret = 'the secret of the made-up service desk';

/** A service desk that pushes the updates of its tickets to one agreement, signed with the time. */
export class MadeUpDesk {
  static readonly environment = { DESK_SECRET: secret };

  constructor(
    private readonly folder: string,
    private readonly agreement: string,
    private readonly name = 'desk',
  ) {
    mkdirSync(join(folder, 'webhooks', 'mappings'), { recursive: true });
    writeFileSync(join(folder, 'webhooks', `${name}.yaml`), source(agreement, name));
    this.writeWords('{ New: new, Working: in-progress, Waiting: waiting-client, Done: resolved }');
  }

  get settings(): Readonly<Record<string, string>> {
    return { TALLY_WEBHOOKS: join(this.folder, 'webhooks'), ...MadeUpDesk.environment };
  }

  /** What the desk's words for a state mean. */
  writeWords(words: string): void {
    writeFileSync(join(this.folder, 'webhooks', 'mappings', 'desk.yaml'), mapping(words));
  }

  /** Sends one event as the desk does. */
  send(url: string, event: object, changes: DeliveryChanges = {}): Promise<Response> {
    const body = changes.body ?? JSON.stringify(event);
    const time = String(Math.floor((changes.at ?? Date.now()) / 1000));
    const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
    return fetch(`${url}/webhooks/${changes.source ?? this.name}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-desk-time': time,
        'x-desk-signature': `v1=${signature}`,
        ...(changes.delivery !== undefined && { 'x-desk-delivery': changes.delivery }),
        ...changes.headers,
      },
      body: changes.sentBody ?? body,
    });
  }
}

export interface DeliveryChanges {
  readonly delivery?: string;
  readonly source?: string;
  readonly at?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Signed and sent in the place of the event. */
  readonly body?: string;
  /** Sent in the place of what was signed. */
  readonly sentBody?: string;
}

/** An event with one update of a ticket: `change` numbers the updates, `minute` is when, after its opening. */
export function ticketEvent(ticket: string, change: number, minute: number, state = 'New'): object {
  const opened = Date.parse('2025-03-03T09:00:00Z');
  return {
    event: 'ticket',
    ticket: {
      number: ticket,
      change,
      updated: new Date(opened + minute * 60_000).toISOString(),
      opened: new Date(opened).toISOString(),
      priority: '2 - High',
      state,
    },
  };
}

const source = (agreement: string, name: string) => `
webhook: ${name}
title: A made-up service desk
agreement: ${agreement}
party: provider
signature:
  algorithm: hmac-sha256
  header: X-Desk-Signature
  prefix: v1=
  signed: '{timestamp}.{body}'
  timestamp: { header: X-Desk-Time }
  tolerance: 5m
secrets: [{ variable: DESK_SECRET }]
delivery: { header: X-Desk-Delivery }
events:
  word: { path: event }
  mappings: { ticket: mappings/desk.yaml, ping: ignore }
`;

const mapping = (words: string) => `
mapping: desk-updates
system: desk
format: { kind: json }
rows:
  kind: updates
  ticket: ticket.number
  time: ticket.updated
  order: [ticket.change]
  opened: ticket.opened
  ticketType: { constant: incident }
  priority: { column: ticket.priority, words: { 1 - Critical: P1, 2 - High: P2 } }
  state: { column: ticket.state, words: ${words} }
  response: { status: in-progress }
`;
