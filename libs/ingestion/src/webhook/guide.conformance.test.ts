import { readFileSync } from 'node:fs';
import { readMapping, readPayload, walkHistory } from '@tallystick/sources';
import { expect, test } from 'vitest';
import { readWebhook } from './read-webhook.js';

test('the source, the mapping and the event of docs/guides/ingestion.md go together', async () => {
  const page = readFileSync(new URL('../../../../docs/guides/ingestion.md', import.meta.url), 'utf8');
  const block = (language: string) =>
    [...page.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map((match) => match[1]!);
  const [source, mappingText] = block('yaml') as [string, string];
  const [event] = block('json') as [string];
  const mapping = readMapping(mappingText, 'service-desk.yaml');
  const secrets = { variable: () => 'a secret that is long enough', file: () => undefined };
  const webhook = readWebhook(source, 'service-desk.yaml', { secrets, mapping: () => mapping });
  const chosen = webhook.mappingOf({}, () => JSON.parse(event) as unknown);
  expect(chosen).toEqual({ mapping });
  const { history, rejects } = await readPayload(mapping, Buffer.from(event), 'event', webhook.assertedBy);
  expect(rejects).toEqual([]);
  const rows = history.map(({ row, said }) => ({ delivery: 1, row, said }));
  const { facts } = walkHistory(mapping, 'INC0012', rows, webhook.assertedBy);
  expect(facts.map(({ fact }) => `${fact.effectiveAt} ${fact.type}`)).toEqual([
    '2025-03-14T13:10:00Z TicketOpened',
    '2025-03-14T17:02:00Z TicketResolved',
    '2025-03-14T17:02:00Z TicketAssigned',
  ]);
});
