import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteServices, type Services, textOpener } from '@tallystick/application';
import { factIdOf, type Fact, newFact, readRecordedFact } from '@tallystick/facts';
import type { DeadLetterLimits } from '../deliveries/dead-letter.js';
import { Ingestion } from '../ingestion.js';
import { loadWebhooks } from '../webhook/load-webhooks.js';

export const agreement = 'acme';
const secret = 'the secret of the made-up service desk';

/** A service desk that pushes each update of a ticket, signed with its time, as data. */
const source = `
webhook: desk
agreement: ${agreement}
party: provider
signature:
  algorithm: hmac-sha256
  header: x-desk-signature
  signed: '{timestamp}.{body}'
  timestamp: { header: x-desk-time }
secrets: [{ variable: DESK_SECRET }]
delivery: { header: x-desk-delivery }
events:
  word: { path: event }
  mappings: { ticket: mappings/desk.yaml, ping: ignore }
`;

export const mapping = `
mapping: desk-updates
system: desk
format: { kind: json, each: tickets }
rows:
  kind: updates
  ticket: number
  time: updated
  order: [change]
  opened: opened
  ticketType: { constant: incident }
  priority: { column: priority, words: { '1': P1, '2': P2 } }
  state:
    column: state
    words: { New: new, Working: in-progress, Done: resolved }
  response: { status: in-progress }
`;

interface SendOptions {
  readonly delivery?: string;
  readonly text?: string;
  readonly headers?: Record<string, string>;
  readonly signedAt?: number;
}

export interface Desk {
  readonly services: Services;
  readonly ingestion: Ingestion;
  /** The clock of the machine; a test sets it. */
  now: number;
  /** Sends an event as the desk does; `delivery` names it. */
  send(event: object, options?: SendOptions): ReturnType<Ingestion['receive']>;
  writeMapping(text: string): void;
  /** Closes everything and opens it again, as another start of the process does. */
  restart(): Promise<void>;
  facts(): Promise<readonly Fact[]>;
  remove(): Promise<void>;
}

const start = Date.parse('2025-03-03T12:00:00Z');

export async function openDesk(limits: DeadLetterLimits = { letters: 100, bytes: 1_000_000 }): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-ingestion-'));
  mkdirSync(join(folder, 'webhooks', 'mappings'), { recursive: true });
  writeFileSync(join(folder, 'webhooks', 'desk.yaml'), source);
  const environment = { DESK_SECRET: secret };
  let serial = 0;
  const open = async () => {
    const services = await openSqliteServices(join(folder, 'tally.db'), { clock: () => desk.now });
    const webhooks = loadWebhooks(join(folder, 'webhooks'), environment);
    const ingestion = new Ingestion({ services, file: join(folder, 'tally.db.ingestion'), webhooks, limits });
    return { services, ingestion };
  };
  const desk = {
    now: start,
    send(event: object, options: SendOptions = {}) {
      const { delivery = `d-${(serial += 1)}`, text = JSON.stringify(event), headers = {} } = options;
      const time = String((options.signedAt ?? desk.now) / 1000);
      const signature = createHmac('sha256', secret).update(`${time}.${text}`).digest('hex');
      return desk.ingestion.receive(
        'desk',
        { 'x-desk-signature': signature, 'x-desk-time': time, 'x-desk-delivery': delivery, ...headers },
        Buffer.from(text),
      );
    },
    writeMapping(text: string) {
      writeFileSync(join(folder, 'webhooks', 'mappings', 'desk.yaml'), text);
      desk.ingestion?.useWebhooks(loadWebhooks(join(folder, 'webhooks'), environment));
    },
    async restart() {
      await desk.ingestion.close();
      await desk.services.ledger.close();
      Object.assign(desk, await open());
    },
    async facts() {
      const facts: Fact[] = [];
      const opener = textOpener(desk.services.subjects);
      for await (const page of desk.services.ledger.read(agreement))
        facts.push(...page.map(({ text }) => opener.value(readRecordedFact(text))));
      return facts.slice(1);
    },
    async remove() {
      await desk.ingestion.close();
      await desk.services.ledger.close();
      rmSync(folder, { recursive: true });
    },
  } as unknown as Desk;
  desk.writeMapping(mapping);
  Object.assign(desk, await open());
  await desk.services.ledger.append(agreement, 'none', [
    newFact('AgreementSigned', {
      id: factIdOf(['signed'], 0),
      effectiveAt: '2025-01-01T00:00:00Z',
      assertedBy: { party: 'client' },
      terms: { timezone: 'Europe/London' },
    }),
  ]);
  return desk;
}

/** An event of the desk with the update of one ticket. */
export function update(
  change: number,
  minute: number,
  fields: Readonly<Record<string, string>> = {},
): object {
  const updated = new Date(start - 3_600_000 + minute * 60_000).toISOString();
  const opened = new Date(start - 3_600_000).toISOString();
  return {
    event: 'ticket',
    tickets: [{ number: 'T1', change, updated, opened, priority: '2', state: 'New', ...fields }],
  };
}

/** One line a fact: `TicketOpened T1`. */
export function told(facts: readonly Fact[]): readonly string[] {
  return facts.map((fact) => `${fact.type} ${'ticket' in fact ? String(fact.ticket) : ''}`.trim());
}
