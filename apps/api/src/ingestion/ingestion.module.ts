import { Module } from '@nestjs/common';
import { DeadLettersResolver } from './dead-letters.resolver.js';
import { IngestionRoutes } from './routes.js';

@Module({ providers: [IngestionRoutes, DeadLettersResolver] })
export class IngestionModule {}
