import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { printSchema } from 'graphql';
import { loadConfiguration } from '../configuration/load-configuration.js';
import { createServer } from '../server.js';

/** The schema of the server as it is, sorted by name: a server is put together over an empty ledger, and never listens. */
export async function printServerSchema(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'tally-schema-'));
  try {
    const configuration = loadConfiguration({
      TALLY_LEDGER: join(folder, 'tally.db'),
      TALLY_LOG_LEVEL: 'silent',
      TALLY_WORKERS: '0',
    });
    const server = await createServer(configuration);
    try {
      return `${printSchema(server.app.get(GraphQLSchemaHost).schema)}\n`;
    } finally {
      await server.close();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
