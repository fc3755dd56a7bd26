import { referenceTable } from '@tallystick/documents';
import { SignatureRule, TimestampRule } from './signature-rule.js';
import { EventsRule, PlaceRule, SecretRule, WebhookDocument } from './webhook-document.js';

/** Signing schemes in use, each as data. */
const schemes: readonly (readonly [string, string])[] = [
  [
    'The digest of the body in hexadecimal, with a prefix (as GitHub and Jira do)',
    `
signature: { algorithm: hmac-sha256, header: X-Hub-Signature-256, prefix: sha256= }
delivery: { header: X-GitHub-Delivery }
`,
  ],
  [
    'Time and signatures as elements of one header (as Stripe does)',
    `
signature:
  algorithm: hmac-sha256
  header: Stripe-Signature
  separator: comma
  prefix: v1=
  signed: '{timestamp}.{body}'
  timestamp: { header: Stripe-Signature, separator: comma, prefix: t= }
delivery: { path: id }
`,
  ],
  [
    'Time in a header of its own, a version in front of what is signed (as Slack does)',
    `
signature:
  algorithm: hmac-sha256
  header: X-Slack-Signature
  prefix: v0=
  signed: 'v0:{timestamp}:{body}'
  timestamp: { header: X-Slack-Request-Timestamp }
`,
  ],
  [
    'Identity, time and body, several signatures in base64 (Standard Webhooks)',
    `
signature:
  algorithm: hmac-sha256
  header: webhook-signature
  encoding: base64
  separator: space
  prefix: v1,
  signed: '{delivery}.{timestamp}.{body}'
  timestamp: { header: webhook-timestamp }
delivery: { header: webhook-id }
secrets: [{ variable: DESK_WEBHOOK_SECRET, encoding: base64, prefix: whsec_ }]
`,
  ],
  [
    'Time as an instant, right before the body (as Zendesk does)',
    `
signature:
  algorithm: hmac-sha256
  header: X-Zendesk-Webhook-Signature
  encoding: base64
  signed: '{timestamp}{body}'
  timestamp: { header: X-Zendesk-Webhook-Signature-Timestamp, written: instant }
`,
  ],
];

/** docs/reference/webhooks.md. Refresh: \`npx vitest run libs/ingestion -u\`. */
export function renderWebhookReference(): string {
  return `# Webhook sources

A document for each system that pushes what happens, YAML or JSON, in the folder that \`TALLY_WEBHOOKS\` names. The
[guide](../guides/ingestion.md) writes one step by step; editors check it by [its schema](webhook.schema.json). All
documents are read when the server starts, which ends with every fault at once, and again on the operator’s mutation
\`reloadWebhooks\`.

${referenceTable(WebhookDocument)}

## Signature

A source is only as good as its signature: who knows the secret speaks for the party. Without a timestamp there is no
replay window; then a recorded delivery that is sent again is known by its identity, and by its facts, and changes
nothing.

${referenceTable(SignatureRule)}

\`timestamp\`:

${referenceTable(TimestampRule)}

## Secrets

They are never in the document. Name two while the sender changes from the old one to the new one.

${referenceTable(SecretRule)}

## Where a word stands: \`delivery\`, \`events.word\`

${referenceTable(PlaceRule)}

## Events of several kinds

${referenceTable(EventsRule)}

## Schemes

${schemes.map(([title, text]) => `### ${title}\n\n\`\`\`yaml\n${text.trim()}\n\`\`\`\n`).join('\n')}`;
}
