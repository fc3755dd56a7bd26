import { defineServerCommand } from './command.js';

export const rebuildViewsCommand = defineServerCommand({
  name: 'rebuild-views',
  summary: 'make the read models anew from the ledger',
  description:
    'Builds every row of the read models from the ledger, beside the present ones, and moves over to them. Readers notice nothing. Only one process keeps the read models: stop the server first, or delete the folder of the read models and start it.',
  options: [],
  json: '{ "agreements": [{ "agreement", "checkpoint", "head" }] }',
  examples: ['tally-server rebuild-views'],
  async run(session) {
    const { loadConfiguration } = await import('../configuration/load-configuration.js');
    const { rebuildViews } = await import('../operations/rebuild-views.js');
    const agreements = await rebuildViews(loadConfiguration(session.environment));
    if (session.json) return session.out(`${JSON.stringify({ agreements })}\n`);
    session.out(`The read models of ${agreements.length} agreements are as the ledger is.\n`);
  },
});
