export type {
  DeadLetter,
  DeadLetterContent,
  DeadLetterLimits,
  DeadLetterQuery,
} from './deliveries/dead-letter.js';
export { type DeliveryAnswer, Ingestion, type IngestionOptions } from './ingestion.js';
export { loadWebhooks } from './webhook/load-webhooks.js';
export type { Webhook } from './webhook/webhook.js';
