import type { Services } from '@tallystick/application';
import { Ingestion, loadWebhooks } from '@tallystick/ingestion';
import type { FastifyBaseLogger } from 'fastify';
import { filesOf } from '../configuration/ledger-of.js';
import type { Configuration } from '../configuration/settings.js';

export function ingestionFileOf(
  configuration: Pick<Configuration, 'ingestionFile' | 'ledger' | 'dataFolder'>,
): string {
  return configuration.ingestionFile ?? `${filesOf(configuration)}.ingestion`;
}

/** Reads the sources and opens the file of deliveries. @throws TallyError `webhook-invalid` with every fault. */
export function openIngestion(
  configuration: Configuration,
  services: Services,
  logger?: Pick<FastifyBaseLogger, 'warn'>,
): Ingestion {
  return new Ingestion({
    services,
    file: ingestionFileOf(configuration),
    webhooks: configuredWebhooks(configuration),
    limits: { letters: configuration.deadLetters, bytes: configuration.deadLetterBytes },
    onRefused: (source, problem) =>
      logger?.warn({ source: source.slice(0, 100), problem }, 'a delivery was refused'),
  });
}

export function configuredWebhooks({
  webhooks,
}: Pick<Configuration, 'webhooks'>): ReturnType<typeof loadWebhooks> {
  return webhooks === undefined ? new Map() : loadWebhooks(webhooks, process.env);
}
