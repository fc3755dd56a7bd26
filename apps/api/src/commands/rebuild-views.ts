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
    const configuration = loadConfiguration(session.environment);
    const { viewsFolder } = configuration;
    const { openServices } = await import('@tallystick/application');
    const { ledgerOf } = await import('../configuration/ledger-of.js');
    const { openReadModels } = await import('@tallystick/read-models');
    const { zoneTable } = await import('../open-surroundings.js');
    // With other zones than the server's, the server would throw the rows away and build its own.
    const zones = await zoneTable(configuration);
    const ledger = ledgerOf(configuration);
    const services = await openServices(ledger, { mustExist: true, zones });
    const folder = viewsFolder === undefined ? {} : { folder: viewsFolder };
    const views = await openReadModels({ services, ledger, ...folder });
    try {
      await views.rebuild();
      const agreements = await views.status();
      if (session.json) return session.out(`${JSON.stringify({ agreements })}\n`);
      session.out(`The read models of ${agreements.length} agreements are as the ledger is.\n`);
    } finally {
      await views.close();
      await services.ledger.close();
    }
  },
});
