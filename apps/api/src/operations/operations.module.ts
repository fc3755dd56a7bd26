import { Module } from '@nestjs/common';
import { BackupResolver } from './backup/backup.resolver.js';

/** What operators do over GraphQL; health and metrics are plain routes (routes.ts). */
@Module({ providers: [BackupResolver] })
export class OperationsModule {}
