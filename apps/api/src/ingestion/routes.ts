import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { sendError } from '../http/error-filter.js';
import { SURROUNDINGS, type Surroundings } from '../surroundings.js';
import { addUploadRoutes } from './upload-routes.js';
import { addWebhookRoutes } from './webhook-routes.js';

/**
 * The addresses that are not GraphQL. They stand in a scope of their own, because they read bodies as they come: a
 * signature is over bytes, and an upload is longer than memory.
 */
@Injectable()
export class IngestionRoutes implements OnModuleInit {
  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
  ) {}

  async onModuleInit(): Promise<void> {
    const fastify = this.host.httpAdapter.getInstance<FastifyInstance>();
    await fastify.register(async (scope) => {
      scope.setErrorHandler((error, request, reply) => sendError(request, reply, error));
      await scope.register((webhooks) => Promise.resolve(addWebhookRoutes(webhooks, this.surroundings)));
      await scope.register((uploads) => Promise.resolve(addUploadRoutes(uploads, this.surroundings)));
    });
    await this.surroundings.ingestion.recover();
  }
}
