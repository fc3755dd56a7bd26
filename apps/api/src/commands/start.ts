import { defineServerCommand } from './command.js';

export const startCommand = defineServerCommand({
  name: 'start',
  summary: 'serve until told to stop',
  description:
    'Opens the ledger and what belongs to it, makes what is missing, and serves GraphQL, webhooks, health and metrics. It prints one line once it is ready: `listening at http://127.0.0.1:4000`. SIGTERM or Ctrl-C ends it after the requests that it has accepted.',
  options: [],
  json: '{ "listening": "http://127.0.0.1:4000" }',
  examples: ['tally-server start', 'TALLY_PORT=8080 TALLY_LEDGER=/var/lib/tally/tally.db tally-server start'],
  async run(session) {
    const { loadConfiguration } = await import('../configuration/load-configuration.js');
    const configuration = loadConfiguration(session.environment);
    const { startServer } = await import('../server.js');
    const server = await startServer(configuration);
    for (const line of server.hints) session.note(`${line}\n`);
    session.out(
      session.json
        ? `${JSON.stringify({ listening: server.address })}\n`
        : `listening at ${server.address}\n`,
    );
    await server.ended;
  },
});
