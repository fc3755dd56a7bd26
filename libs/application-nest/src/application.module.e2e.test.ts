import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { Test, type TestingModule } from '@nestjs/testing';
import { openSqliteServices, type Services } from '@tallystick/application';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  AmendAgreement,
  ApplicationModule,
  CheckTerms,
  DiffTerms,
  ExplainFigure,
  ExportFacts,
  GetExitStatus,
  GetStatement,
  GetTermsSchema,
  IssueStatement,
  ListAgreements,
  ListStatements,
  ListTickets,
  RecordFacts,
  ReplayStatements,
  ShowTerms,
  SignAgreement,
  SimulateTerms,
  VerifyLedger,
} from './index.js';

const agreement = 'acme-northwind';
const document = (name: string) => ({
  name,
  text: readFileSync(new URL(`../../../examples/acme-northwind/${name}`, import.meta.url), 'utf8'),
});

let folder: string;
let services: Services;
let nest: TestingModule;
let commands: CommandBus;
let queries: QueryBus;
let now = Date.parse('2024-12-20T09:00:00Z');

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tally-nest-'));
  services = await openSqliteServices(join(folder, 'tally.db'), { clock: () => now });
  nest = await Test.createTestingModule({ imports: [ApplicationModule.forServices(services)] }).compile();
  await nest.init();
  commands = nest.get(CommandBus);
  queries = nest.get(QueryBus);
});
afterAll(async () => {
  await nest.close();
  await services.ledger.close();
  rmSync(folder, { recursive: true });
});

async function* page(...lines: object[]) {
  yield await Promise.resolve(lines.map((line) => JSON.stringify(line)));
}

async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

test('sign, amend, record, issue, replay and verify go through the buses', async () => {
  const signed = await commands.execute(new SignAgreement({ document: document('terms.yaml') }));
  expect(signed).toMatchObject({ agreement, repeated: false });
  now = Date.parse('2025-01-31T18:00:00Z');
  const ticket = { ticket: 'INC-1', assertedBy: 'provider' };
  const recorded = await commands.execute(
    new RecordFacts({
      agreement,
      name: 'facts',
      assertedBy: { party: 'client' },
      lines: page(
        {
          type: 'TicketOpened',
          effectiveAt: '2025-01-07T10:00:00Z',
          ...ticket,
          ticketType: 'incident',
          priority: 'P1',
        },
        { type: 'TicketResolved', effectiveAt: '2025-01-07T15:30:00Z', ...ticket },
      ),
    }),
  );
  expect(recorded).toMatchObject({ lines: 2, facts: 2, unchanged: 0 });

  now = Date.parse('2025-02-05T09:00:00Z');
  const provisional = await queries.execute(new GetStatement({ agreement, period: '2025-01' }));
  const { statement, digest } = await commands.execute(new IssueStatement({ agreement, period: '2025-01' }));
  expect(statement.serviceLevels.find(({ id }) => id === 'p1-resolution')?.verdict).toBe('met');
  expect(statement).toEqual(provisional);

  const amended = await commands.execute(
    new AmendAgreement({ agreement, document: document('amendment-1.yaml') }),
  );
  expect(amended).toMatchObject({ amendment: 'A1', repeated: false });
  const issued = await queries.execute(new ListStatements({ agreement }));
  expect(issued.map((each) => [each.period, each.digest])).toEqual([['2025-01', digest]]);
  const replays = await collect(await queries.execute(new ReplayStatements({ agreement })));
  expect(replays).toMatchObject([{ period: '2025-01', same: true, replayedDigest: digest }]);
  expect(await queries.execute(new VerifyLedger())).toMatchObject({ whole: true, facts: 5 });
});

test('the other queries answer as well', async () => {
  const tickets = await collect(await queries.execute(new ListTickets({ agreement })));
  expect(tickets.map(({ ticket }) => ticket)).toEqual(['INC-1']);
  const exit = await queries.execute(new GetExitStatus({ agreement, period: '2025-01' }));
  expect(exit.exits.map(({ id }) => id)).toContain('p1-chronic');
  const explained = await queries.execute(
    new ExplainFigure({ agreement, period: '2025-01', figure: 'settlement' }),
  );
  expect(explained.figure).toBe('settlement');
  const pages = await collect(await queries.execute(new ExportFacts({ agreement })));
  expect(pages.flat()).toHaveLength(5);
  expect(await queries.execute(new ListAgreements())).toMatchObject([{ agreement, position: 4 }]);
});

test('terms are checked, shown, compared and described on the query bus', async () => {
  const [terms, amendment] = [document('terms.yaml'), document('amendment-1.yaml')];
  const checked = await queries.execute(new CheckTerms({ source: { terms, amendments: [amendment] } }));
  expect(checked.versions).toHaveLength(2);
  const wrong = { name: 'wrong.yaml', text: terms.text.replace('atLeast: 95', 'atLest: 95') };
  await expect(queries.execute(new CheckTerms({ source: { terms: wrong } }))).rejects.toMatchObject({
    code: 'terms-invalid',
  });
  const shown = await queries.execute(new ShowTerms({ source: { agreement }, on: '2025-06-30' }));
  const last = await queries.execute(new ShowTerms({ source: { agreement } }));
  expect([shown, last].map(({ version }) => version.sources.map(({ name }) => name))).toEqual([
    [agreement],
    [agreement, 'A1'],
  ]);
  expect(shown.words.map(({ heading }) => heading)).toContain('Service levels');
  const differences = await queries.execute(
    new DiffTerms({ before: { agreement }, from: '2025-06-30', to: '2025-07-01' }),
  );
  const ids = ['managed', 'p1-resolution', 'email-availability'];
  expect(differences.map(({ id }) => id)).toEqual(ids);
  const documents = new DiffTerms({ before: { terms }, after: { terms, amendments: [amendment] } });
  expect((await queries.execute(documents)).map(({ id }) => id)).toEqual(ids);
  const schemas = await Promise.all(
    [undefined, true].map((each) => queries.execute(new GetTermsSchema({ amendment: each }))),
  );
  expect(schemas[0]).not.toEqual(schemas[1]);
  await expect(queries.execute(new ShowTerms({ source: { agreement, terms } }))).rejects.toMatchObject({
    code: 'usage',
    details: [{ place: 'source' }],
  });
});

test('a proposal is replayed and nothing is recorded', async () => {
  const before = await queries.execute(new ListAgreements());
  const terms = document('terms.yaml');
  // The one ticket was resolved after five hours and a half.
  const laxer = { ...terms, text: terms.text.replace('within: 4h,', 'within: 6h,') };
  const simulation = await queries.execute(
    new SimulateTerms({ agreement, proposed: { kind: 'terms', document: laxer }, to: '2025-01' }),
  );
  expect(simulation.periods.map(({ period }) => period)).toEqual(['2025-01']);
  expect(simulation.periods[0]!.clauses.map(({ id }) => id)).toContain('p1-resolution');
  expect(await queries.execute(new ListAgreements())).toEqual(before);
});

test('a request that breaks the rules of its class is refused before anything is done', async () => {
  const wrong = new IssueStatement({ agreement: '', period: 'March' });
  await expect(commands.execute(wrong)).rejects.toMatchObject({
    code: 'usage',
    details: [{ place: 'agreement' }, { place: 'period' }],
  });
  const nested = new SignAgreement({ document: { name: 'terms.yaml', text: '' } });
  await expect(commands.execute(nested)).rejects.toMatchObject({
    code: 'usage',
    details: [{ place: 'document.text' }],
  });
});
