export type {
  DeadLetter,
  DeadLetterContent,
  DeadLetterLimits,
  DeadLetterQuery,
} from './deliveries/dead-letter.js';
export { type DeliveryAnswer, Ingestion, type IngestionOptions } from './ingestion.js';
export { loadWebhooks } from './webhook/load-webhooks.js';
export { webhookJsonSchema } from './webhook/read-webhook.js';
export type { DeliveryHeaders, Webhook } from './webhook/webhook.js';
