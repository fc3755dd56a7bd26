/** Imports a CSV audit log into a ledger; beside it the raw limit: parsing the same CSV and nothing else. */
import { createReadStream, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { parse } from 'csv-parse';
import { rooms } from '../build.mjs';
import { factBatches } from '../rows.mjs';
import { signedFact } from '../terms.mjs';

const mapping = `
mapping: bench-audit-log
title: The audit log of the benchmark
system: bench
format: { kind: csv }
instants: { formats: [iso] }
rows:
  kind: updates
  ticket: ticket
  time: at
  order: [number]
  ticketType: { constant: incident }
  priority: { column: priority, words: { P1: P1, P2: P2, P3: P3, P4: P4 } }
  service: service
  category: category
  group: group
  state:
    column: state
    words: { New: new, Active: in-progress, Awaiting User Info: waiting-client, Resolved: resolved, Closed: closed }
`;

/** Writes the year as an audit log, one row a change, as a help desk would export it. */
async function writeLog(file, rows) {
  const out = createWriteStream(file);
  out.write('ticket,number,at,state,priority,service,category,group\n');
  const states = new Map();
  let written = 0;
  for await (const batch of factBatches(rows * 2)) {
    for (const fact of batch) {
      if (written === rows) break;
      const known = states.get(fact.ticket) ?? {
        number: -1,
        state: 'New',
        priority: '',
        service: '',
        category: '',
        group: '',
      };
      known.number += 1;
      if (fact.type === 'TicketOpened')
        Object.assign(known, { priority: fact.priority, service: fact.service, category: fact.category });
      else if (fact.type === 'TicketReprioritised') known.priority = fact.priority;
      else if (fact.type === 'TicketAssigned') known.group = fact.group;
      else if (fact.type === 'TicketTransitioned') known.state = fact.sourceStatus;
      else if (fact.type === 'TicketResolved') known.state = 'Resolved';
      else if (fact.type === 'TicketReopened') known.state = 'Active';
      else if (fact.type === 'TicketClosed') known.state = 'Closed';
      states.set(fact.ticket, known);
      const line = [
        fact.ticket,
        known.number,
        fact.effectiveAt,
        known.state,
        known.priority,
        known.service,
        known.category,
        known.group,
      ];
      if (!out.write(`${line.join(',')}\n`)) await once(out, 'drain');
      written += 1;
    }
    if (written === rows) break;
  }
  out.end();
  await once(out, 'finish');
  return written;
}

export async function run({ folder, rows }) {
  const file = join(folder, 'log.csv');
  const written = await writeLog(file, rows);
  let start = performance.now();
  let parsed = 0;
  for await (const record of createReadStream(file).pipe(parse({ columns: true })))
    parsed += record.ticket === '' ? 0 : 1;
  const parseSeconds = (performance.now() - start) / 1000;

  const { importExport, openSqliteServices } = await rooms.application();
  const { readMapping } = await rooms.sources();
  const services = await openSqliteServices(join(folder, 'import.db'));
  await services.ledger.append('bench', 'none', [await signedFact(rooms)]);
  start = performance.now();
  const summary = await importExport(
    services,
    {
      agreement: 'bench',
      mapping: readMapping(mapping, 'bench-mapping.yaml'),
      inputs: [{ name: 'log.csv', stream: createReadStream(file) }],
      assertedBy: { party: 'provider' },
    },
    { rejected: async () => {}, progress: () => {} },
  );
  const seconds = (performance.now() - start) / 1000;
  await services.ledger.close();
  if (parsed !== written || summary.rejected !== 0) throw new Error('The import lost rows.');
  return { rows: written, parseSeconds, seconds, facts: summary.facts };
}
