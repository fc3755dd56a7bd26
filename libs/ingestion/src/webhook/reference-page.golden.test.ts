import { expect, test } from 'vitest';
import { readMapping } from '@tallystick/sources';
import { readWebhook, webhookJsonSchema } from './read-webhook.js';
import { renderWebhookReference } from './reference-page.js';

test('docs/reference/webhooks.md says what sources are now', async () => {
  await expect(renderWebhookReference()).toMatchFileSnapshot('../../../../docs/reference/webhooks.md');
});

test('docs/reference/webhook.schema.json is the schema of sources now', async () => {
  await expect(`${JSON.stringify(webhookJsonSchema(), undefined, 2)}\n`).toMatchFileSnapshot(
    '../../../../docs/reference/webhook.schema.json',
  );
});

const mapping = readMapping(
  'mapping: m\nsystem: s\nformat: { kind: json }\nrows: { kind: outages, outage: id, began: began, services: service }\n',
  'm.yaml',
);

test('every scheme of the page is valid', () => {
  const examples = [...renderWebhookReference().matchAll(/^```yaml\n(.*?)^```/gms)].map((match) => match[1]!);
  expect(examples.length).toBe(5);
  for (const example of examples) {
    const secrets = example.includes('secrets:') ? '' : 'secrets: [{ variable: SECRET }]\n';
    const text = `webhook: w\nagreement: a\nparty: provider\nmapping: m.yaml\n${secrets}${example}`;
    const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
    const places = { variable: () => secret, file: () => undefined };
    expect(readWebhook(text, 'w.yaml', { secrets: places, mapping: () => mapping }).name).toBe('w');
  }
});
