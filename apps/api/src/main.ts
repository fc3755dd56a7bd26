import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { openSqliteServices } from '@tallystick/application';
import { ApiModule } from './api.module.js';

export async function run(): Promise<number> {
  const services = await openSqliteServices('/tmp/lead/probe.db');
  const app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.forServices(services),
    new FastifyAdapter(),
  );
  await app.listen(4000, '127.0.0.1');
  return 0;
}
