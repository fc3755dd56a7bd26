import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { type ViewName, viewCatalogue } from '@tallystick/read-models';
import { type Surroundings, SURROUNDINGS } from '../../surroundings.js';
import { NodeRegistry } from '../common/index.js';
import { ReadsModule } from '../reads.module.js';
import { AgreementViewsResolver, viewWithinAgreementResolver } from './agreement-views.js';
import { linkResolvers } from './links.resolver.js';
import { figureResolvers, viewResolver, type ViewEntry } from './view-resolvers.js';
import { viewTypes } from './view-types.js';

/** The queries of the custom views. */
const entries: { readonly [View in ViewName]: readonly ViewEntry<View>[] } = {
  facts: [{ name: 'facts', description: 'Facts as recorded.' }],
  tickets: [{ name: 'tickets', description: 'Tickets as last known.' }],
  clocks: [
    { name: 'clocks', description: 'Clocks with a limit, each over one ticket.' },
    {
      name: 'breaches',
      description: 'Clocks whose limit has passed.',
      within: { breachedAt: { isNull: false } },
    },
  ],
  outages: [{ name: 'outages', description: 'Outages and degradations of services.' }],
  changes: [{ name: 'changes', description: 'Changes to services.' }],
  obligations: [{ name: 'obligations', description: 'Occurrences of the obligations of both sides.' }],
  levels: [{ name: 'serviceLevelResults', description: 'What service levels come to, by period.' }],
  credits: [{ name: 'credits', description: 'Lines of service credits, by period.' }],
  adjustments: [{ name: 'adjustments', description: 'Differences to periods stated already.' }],
  periods: [{ name: 'periodResults', description: 'What periods come to, and what was sealed.' }],
  exits: [{ name: 'exitRights', description: 'Rights to leave as they stand.' }],
  contests: [{ name: 'contests', description: 'Contests of facts.' }],
  reliefs: [{ name: 'reliefs', description: 'Relief claimed and granted.' }],
  invoices: [{ name: 'invoices', description: 'Invoices received.' }],
};

const names = Object.keys(entries) as readonly ViewName[];

function resolversOf<View extends ViewName>(view: View) {
  const types = viewTypes(view);
  return [
    ...figureResolvers(types),
    ...entries[view].flatMap((entry) => [
      viewResolver(types, entry),
      viewWithinAgreementResolver(types, entry),
    ]),
  ];
}

export const viewResolvers = [
  ...names.flatMap((view) => resolversOf(view)),
  AgreementViewsResolver,
  ...linkResolvers,
];

/** Custom views: rows and figures over agreements and periods, from the read models. */
@Module({ imports: [ReadsModule], providers: viewResolvers })
export class ViewsModule implements OnModuleInit {
  constructor(
    @Inject(SURROUNDINGS) private readonly surroundings: Surroundings,
    @Inject(NodeRegistry) private readonly nodes: NodeRegistry,
  ) {}

  onModuleInit(): void {
    for (const view of names) {
      const { definition, row } = viewTypes(view);
      const columns = viewCatalogue[view].key.length - 1;
      this.nodes.register(`${definition.typeName}Row`, async ({ agreement, key }) => {
        if (key.length !== columns) return undefined;
        const [found] = await this.surroundings.readModels.byKeys(view, [[agreement, ...key]]);
        return found === undefined ? undefined : row.node(found);
      });
    }
  }
}
