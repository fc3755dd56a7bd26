import type { ViewName } from '@tallystick/read-models';
import type { ViewDefinition } from './column.js';
import { adjustments, credits, levels, obligations, periods } from './columns/figure-views.js';
import { changes, contests, exits, facts, invoices, outages, reliefs } from './columns/log-views.js';
import { clocks, tickets } from './columns/ticket-views.js';

/** Every view as GraphQL shows it; the compiler sees to it that none is missing. */
export const viewDefinitions: { readonly [View in ViewName]: ViewDefinition<View> } = {
  facts,
  tickets,
  clocks,
  outages,
  changes,
  obligations,
  levels,
  credits,
  adjustments,
  periods,
  exits,
  contests,
  reliefs,
  invoices,
};
