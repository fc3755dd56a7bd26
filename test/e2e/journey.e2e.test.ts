import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { auditLog, auditMapping, csvOf } from './support/audit-log.js';
import { ensureBuilt } from './support/ensure-built.js';
import { backDatedAmendment, factLines, sampleMonth, sampleTerms } from './support/sample-agreement.js';
import { Workplace } from './support/tally.js';

let work: Workplace;
beforeAll(async () => {
  await ensureBuilt();
  work = new Workplace();
  writeFileSync(work.path('terms.yaml'), sampleTerms);
  writeFileSync(work.path('a1.yaml'), backDatedAmendment);
  writeFileSync(work.path('facts.ndjson'), factLines([1, 2, 3].flatMap(sampleMonth)));
});
afterAll(() => work.remove());

const failure = async (args: readonly string[], input?: string) => {
  const { exitCode, error, out } = await work.run([...args, '--json'], { input });
  expect(out).toBe('');
  const { error: said } = JSON.parse(error) as {
    error: { code: string; message: string; details: { place: string; problem: string; mend?: string }[] };
  };
  return { exitCode, ...said };
};

describe('a person with a contract and facts', { timeout: 300_000 }, () => {
  test('checks the terms, shows them, and compares versions', async () => {
    const [checked] = await work.json<{ agreement: string; versions: { from: string; to: string }[] }>([
      ...['terms', 'check', 'terms.yaml', 'a1.yaml'],
    ]);
    expect(checked!.agreement).toBe('sample');
    expect(checked!.versions.map(({ from, to }) => [from, to])).toEqual([
      ['2025-01-01', '2025-05-31'],
      ['2025-06-01', '2026-12-31'],
    ]);
    const [shown] = await work.json<{ from: string; document: object; words: object[] }>([
      ...['terms', 'show', 'terms.yaml', 'a1.yaml', '--on', '2025-05-31'],
    ]);
    expect(shown).toMatchObject({ from: '2025-01-01', document: { agreement: 'sample' } });
    const [diff] = await work.json<{ differences: { list: string; id: string; kind: string }[] }>([
      ...['terms', 'diff', 'terms.yaml', 'a1.yaml'],
    ]);
    expect(diff!.differences.map(({ list, id, kind }) => [list, id, kind])).toEqual([
      ['charges', 'fee', 'changed'],
      ['serviceLevels', 'solved', 'changed'],
    ]);
    const [schema] = await work.json<{ $schema: string }>(['terms', 'schema']);
    expect(schema!.$schema).toMatch(/2020-12/);
    writeFileSync(
      work.path('wrong.yaml'),
      sampleTerms.replace('atLeast: 90', 'atLest: 90').replace('Europe/Berlin', 'Europe/Berln'),
    );
    const wrong = await failure(['terms', 'check', 'wrong.yaml']);
    expect([wrong.exitCode, wrong.code]).toEqual([65, 'terms-invalid']);
    expect(wrong.details.length).toBeGreaterThanOrEqual(2);
    expect(wrong.details.some(({ mend }) => mend?.includes('atLeast'))).toBe(true);
  });

  test('signs; the same again changes nothing, other terms are refused', async () => {
    const [first] = await work.json<{ repeated: boolean; ledgerCreated: boolean }>(['sign', 'terms.yaml']);
    expect(first).toMatchObject({ agreement: 'sample', repeated: false, ledgerCreated: true, position: 0 });
    const [again] = await work.json<{ repeated: boolean }>(['sign', 'terms.yaml']);
    expect(again).toMatchObject({ repeated: true, position: 0 });
    writeFileSync(work.path('other.yaml'), sampleTerms.replace('10000.00', '11000.00'));
    expect(await failure(['sign', 'other.yaml'])).toMatchObject({ exitCode: 77, code: 'agreement-exists' });
  });

  test('records facts, all of a file or none, and each once', async () => {
    const [recorded] = await work.json<{ facts: number; lines: number }>(['record', 'facts.ndjson']);
    expect(recorded!.facts).toBe(recorded!.lines);
    const [again] = await work.json<{ facts: number }>(['record', 'facts.ndjson']);
    expect(again).toMatchObject({ facts: 0, unchanged: recorded!.lines, position: recorded!.lines });
    const good = { type: 'TicketClosed', effectiveAt: '2025-01-30T10:00:00Z', ticket: 'T-01-01' };
    const wrong = await failure(
      ['record', '-'],
      `${JSON.stringify(good)}\n${JSON.stringify({ ...good, tiket: 'x' })}\n`,
    );
    expect([wrong.exitCode, wrong.code]).toEqual([65, 'fact-invalid']);
    expect(wrong.details[0]!.place).toMatch(/line 2/);
    const [report] = await work.json<{ facts: number }>(['verify']);
    expect(report!.facts).toBe(recorded!.lines + 1);
    const unknown = { type: 'FactRetracted', effectiveAt: good.effectiveAt, reason: 'x' };
    expect(
      await failure(
        ['record', '-'],
        JSON.stringify({ ...unknown, fact: '00000000-0000-8000-8000-000000000000' }),
      ),
    ).toMatchObject({ exitCode: 66, code: 'fact-unknown' });
    const own = { type: 'AgreementSigned', effectiveAt: good.effectiveAt, terms: {} };
    expect(await failure(['record', '-'], JSON.stringify(own))).toMatchObject({ exitCode: 65 });
  });

  test('imports an export, with the rows that were not understood set apart', async () => {
    const log = auditLog(40, 9);
    const rows = log.rows.with(10, log.rows[10]!.replace(/,[^,]+$/, ',Frozen'));
    writeFileSync(work.path('mapping.yaml'), auditMapping);
    writeFileSync(work.path('audit.csv'), csvOf(log.head, rows));
    const [imported] = await work.json<{ rows: number; rejected: number; rejects: string; facts: number }>([
      ...['import', '--mapping', 'mapping.yaml', 'audit.csv'],
    ]);
    expect(imported).toMatchObject({ rows: rows.length, rejected: 1 });
    expect(imported!.facts).toBeGreaterThan(40);
    const [reject] = readFileSync(work.path(imported!.rejects), 'utf8').trim().split('\n');
    expect(JSON.parse(reject!)).toMatchObject({ line: 12, row: { state: 'Frozen' } });
    expect(await failure(['import', '--mapping', 'no-such-mapping', 'audit.csv'])).toMatchObject({
      exitCode: 66,
      code: 'file-not-found',
    });
    const [mappings] = await work.json<{ name: string }[]>(['import', '--list-mappings']);
    expect(mappings!.map(({ name }) => name)).toContain('servicenow-audit-log');
  });

  test('reads a statement, as a table and as canonical bytes, as known at a revision, an instant and a date', async () => {
    const { out: table } = await work.run(['statement', '--period', '2025-03']);
    expect(table).toMatch(/Sample services/);
    expect(table).toMatch(/Settlement/);
    interface Shape {
      knownAt: { position: number };
      serviceLevels: { id: string; volume: number }[];
    }
    const known = async (knownAt: string) =>
      (await work.json<Shape>(['statement', '--period', '2025-01', '--known-at', knownAt]))[0]!;
    const afterSigning = await known('0');
    expect(afterSigning.serviceLevels[0]!.volume).toBe(0);
    const now = await known(new Date(Date.now() + 60_000).toISOString());
    expect(now.serviceLevels[0]!.volume).toBeGreaterThan(10);
    expect((await known(new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10))).knownAt).toEqual(
      now.knownAt,
    );
    expect(await failure(['statement', '--period', '2025-01', '--known-at', '2020-01-01'])).toMatchObject({
      exitCode: 66,
      code: 'ledger-position-unknown',
    });
    expect(await failure(['statement', '--period', '2025-13'])).toMatchObject({ code: 'period-invalid' });
    expect(await failure(['statement', '--period', '2025-01', '--agreement', 'none'])).toMatchObject({
      exitCode: 66,
      code: 'agreement-unknown',
    });
  });

  test('asks why: figures, tickets, exits', async () => {
    const [named] = await work.json<{ figures: string[] }>(['explain', '--period', '2025-03']);
    expect(named!.figures).toEqual(
      expect.arrayContaining(['solved', 'solved.credit', 'settlement', 'exit.chronic']),
    );
    for (const figure of named!.figures) {
      const [explained] = await work.json<{ figure: string; because: { rule: string } }>([
        ...['explain', figure, '--period', '2025-03'],
      ]);
      expect(explained!.figure).toBe(figure);
      expect(explained!.because.rule).not.toBe('');
    }
    expect(await failure(['explain', 'nonsense', '--period', '2025-03'])).toMatchObject({
      code: 'figure-unknown',
    });
    const tickets = await work.json<{
      ticket: string;
      clocks: { met: boolean | null; due: string; pauses: object[] }[];
    }>(['tickets']);
    expect(tickets).toHaveLength(76);
    const waited = tickets.find(({ ticket }) => ticket === 'T-01-03')!;
    expect(waited.clocks[0]).toMatchObject({
      clock: 'resolution',
      serviceLevel: 'solved',
      met: true,
      pauses: [{ status: 'waiting-client', counted: true }],
      terms: { why: 'opened' },
    });
    const [alone] = await work.json<object>(['explain', '--ticket', 'T-01-03']);
    expect(alone).toEqual(waited);
    const inWords = (await work.run(['explain', '--ticket', 'T-01-03'])).out;
    expect(inWords).toMatch(/waiting-client/);
    // A clock that ran once is not called its second run.
    expect(inWords).not.toMatch(/, run \d/);
    expect(await failure(['explain', '--ticket', 'T-99'])).toMatchObject({
      exitCode: 66,
      code: 'ticket-unknown',
    });
    const [exit] = await work.json<{ exits: { id: string; state: string }[] }>([
      'exit',
      '--period',
      '2025-03',
    ]);
    expect(exit!.exits.map(({ id }) => id)).toEqual(['chronic']);
    expect((await work.run(['exit', '--period', '2025-03'])).out).toMatch(/chronic/);
  });

  test('amends, and replays the past under the terms that were known', async () => {
    await work.json(['issue', '--period', '2025-01']);
    const [amended] = await work.json<object>(['amend', 'a1.yaml']);
    expect(amended).toMatchObject({ amendment: 'A1', effectiveFrom: '2025-06-01', repeated: false });
    const [again] = await work.json<object>(['amend', 'a1.yaml']);
    expect(again).toMatchObject({ repeated: true });
    const [shown] = await work.json<{ document: { charges: { amount: string }[] } }>([
      ...['terms', 'show', '--on', '2025-07-01'],
    ]);
    expect(shown!.document.charges[0]!.amount).toBe('12000.00');
    writeFileSync(
      work.path('a2.yaml'),
      backDatedAmendment.replace('amendment: A1', 'amendment: A2').replace('id: fee', 'id: fee, prise: 1'),
    );
    expect(await failure(['amend', 'a2.yaml'])).toMatchObject({ exitCode: 65, code: 'amendment-invalid' });
    const [listed] = await work.json<{ statements: { period: string; digest: string }[] }>(['statements']);
    const [replayed] = await work.json<{ replayedDigest: string; same: boolean }>([
      'replay',
      '--period',
      '2025-01',
    ]);
    expect(replayed).toMatchObject({ same: true, replayedDigest: listed!.statements[0]!.digest });
    expect((await work.run(['replay'])).out).toMatch(/same bytes/);
  });

  test('evaluates the exported facts without a ledger, to the same statement', async () => {
    const { out } = await work.run(['export']);
    const facts = out
      .trim()
      .split('\n')
      .filter((line) => !line.includes('"type":"AgreementSigned"'));
    writeFileSync(work.path('exported.ndjson'), `${facts.join('\n')}\n`);
    for (const period of ['2025-02', '2025-06']) {
      const [held] = await work.json<Record<string, unknown>>(['statement', '--period', period]);
      const [evaluated] = await work.json<Record<string, unknown>>([
        ...['evaluate', '--terms', 'terms.yaml', '--facts', 'exported.ndjson', '--period', period],
      ]);
      // Only the chain differs: nobody knows here when the terms were recorded.
      expect({ ...evaluated, ledger: held!['ledger'] }).toEqual(held);
    }
  });
});

describe('evaluate', { timeout: 300_000 }, () => {
  interface Shape {
    period: { label: string };
    knownAt: { position: number; recordedAt: string };
    serviceLevels: { id: string; verdict: string }[];
    charges: { amount: string }[];
    adjustments: object[];
  }
  const evaluate = (...args: string[]) =>
    work.json<Shape>(['evaluate', '--terms', 'terms.yaml', '--facts', 'facts.ndjson', ...args]);

  test('states every period that has begun, one a line, or those asked for', async () => {
    const all = await evaluate();
    expect(all.map(({ period }) => period.label)).toEqual(['2025-01', '2025-02', '2025-03']);
    const some = await evaluate('--from', '2025-02', '--to', '2025-05');
    expect(some.map(({ period }) => period.label)).toEqual(['2025-02', '2025-03', '2025-04', '2025-05']);
  });

  test('lets amendments count from when they were executed', async () => {
    const june = ['--period', '2025-06'];
    const [plain] = await evaluate(...june);
    const [amended] = await evaluate(...june, '--amendments', 'a1.yaml');
    const [before] = await evaluate(...june, '--amendments', 'a1.yaml', '--known-at', '2025-12-14');
    expect([plain, amended, before].map((each) => each!.charges[0]!.amount)).toEqual([
      '10000.00',
      '12000.00',
      '10000.00',
    ]);
  });

  test('gives the same bytes for facts in another order, and with lines doubled', async () => {
    const lines = readFileSync(work.path('facts.ndjson'), 'utf8').trim().split('\n');
    const bytes = async (facts: readonly string[]) => {
      const args = ['evaluate', '--terms', 'terms.yaml', '--facts', '-', '--json'];
      return (await work.run(args, { input: `${facts.join('\n')}\n` })).out;
    };
    const shuffled = lines.toSorted((a, b) => ((a.length * 7919) % 101) - ((b.length * 7919) % 101));
    const original = await bytes(lines);
    expect(original.split('\n')).toHaveLength(4);
    const figures = (text: string) =>
      text
        .trim()
        .split('\n')
        .map((line) => ({ ...(JSON.parse(line) as object), ledger: undefined }));
    expect(figures(await bytes(shuffled))).toEqual(figures(original));
    expect(await bytes([...lines, ...lines])).toBe(original);
  });

  test('names the line of a fact that is wrong', async () => {
    const input = `${readFileSync(work.path('facts.ndjson'), 'utf8')}{"type":"TicketOpened"}\n`;
    const { exitCode, error } = await work.run(['evaluate', '--terms', 'terms.yaml', '--facts', '-'], {
      input,
    });
    expect(exitCode).toBe(65);
    const lines = input.trim().split('\n').length;
    expect(error).toMatch(new RegExp(`line ${lines}`));
  });
});

test('worktime answers one question about a calendar file', async () => {
  writeFileSync(
    work.path('office.yaml'),
    'timezone: Europe/Berlin\nweekly_hours: { mon: [["09:00", "17:00"]], tue: [["09:00", "17:00"]] }\nholidays: [2025-03-04]\n',
  );
  const ask = async (...args: string[]) =>
    (
      await work.json<object>([
        'worktime',
        '--calendar',
        'office.yaml',
        '--from',
        '2025-03-03T12:00:00Z',
        ...args,
      ])
    )[0];
  expect(await ask('--to', '2025-03-10T09:00:00Z')).toEqual({ id: 'office.yaml', seconds: 18_000 });
  expect(await ask('--seconds', '5h')).toEqual({ id: 'office.yaml', due: '2025-03-10T09:00:00Z' });
  const { out } = await work.run([
    'worktime',
    '--calendar',
    'office.yaml',
    '--from',
    '2025-03-03T12:00:00Z',
    '--seconds',
    '4h',
  ]);
  expect(out).toBe('due 2025-03-03T16:00:00Z\n');
});
