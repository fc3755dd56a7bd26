import { openServices } from '@tallystick/application';
import { openReadModels, type ProjectionStatus } from '@tallystick/read-models';
import { ledgerOf } from '../configuration/ledger-of.js';
import type { Configuration } from '../configuration/settings.js';
import { zoneTable } from '../open-surroundings.js';

/**
 * Builds the read models anew beside the present ones, and moves over to them.
 * @throws TallyError `read-models-unavailable` where a server keeps them; `ledger-unavailable` where there is no ledger.
 */
export async function rebuildViews(configuration: Configuration): Promise<readonly ProjectionStatus[]> {
  const { viewsFolder } = configuration;
  const ledger = ledgerOf(configuration);
  // With other zones than the server's, the server would throw the rows away and build its own.
  const services = await openServices(ledger, {
    mustExist: true,
    zones: await zoneTable(configuration),
  });
  try {
    const views = await openReadModels({
      services,
      ledger,
      ...(viewsFolder !== undefined && { folder: viewsFolder }),
    });
    try {
      await views.rebuild();
      return await views.status();
    } finally {
      await views.close();
    }
  } finally {
    await services.ledger.close();
  }
}
