import { existsSync, mkdirSync, mkdtempSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { TallyError } from '@tallystick/errors';
import type { ExampleStep, Replay, Services } from '../application.js';
import { defineCommand } from '../command.js';
import { counted, groupDigits } from '../console/print.js';
import { readText } from '../console/read-text.js';
import { renderDocument } from '../console/render-document.js';
import { exampleFolder } from '../demo/example-files.js';
import type { Session } from '../session.js';

interface DemoOptions {
  readonly seed?: string;
  readonly dir?: string;
}

export const demo = defineCommand<DemoOptions>({
  name: 'demo',
  summary: 'live through a year of an example agreement',
  description:
    'Makes a ledger of its own with an example agreement, an amendment, and a year of made-up tickets, changes and outages, recorded day by day with a clock set by hand; issues twelve statements, each on the fifth of the next month; computes one again and compares the bytes; verifies the chain; and prints the March statement. The same seed gives the same year.',
  options: [
    { flags: '--seed <number>', meaning: 'another year of made-up facts (else 7)' },
    { flags: '--dir <folder>', meaning: 'where to keep it (else a new temporary folder)' },
  ],
  json: 'one line: {"folder", "ledger", "agreement", "facts": number, "statements": [{"period", "digest", "credits", "adjustments", "total", "currency"}],\n "replay": as `tally replay --json`, "whole": boolean, "march": the March statement}',
  examples: ['tally demo', 'tally demo --seed 8 --dir ./try'],
  run: async (session, options) => {
    const { exampleKeyBytes, openSqliteServices, runExampleYear } = await import('../application.js');
    const seed = seedOf(options.seed);
    const folder =
      options.dir === undefined ? mkdtempSync(join(tmpdir(), 'tally-demo-')) : resolve(options.dir);
    mkdirSync(folder, { recursive: true });
    const ledger = join(folder, 'tally.db');
    if (existsSync(ledger)) {
      throw new TallyError('usage', `There is a ledger in ${folder} already.`, [
        { place: '--dir', problem: 'The demo makes a ledger of its own.', mend: 'Name another folder.' },
      ]);
    }
    const [terms, amendment] = await Promise.all(
      ['terms.yaml', 'amendment-1.yaml'].map(async (name) => {
        await copyFile(join(exampleFolder(), name), join(folder, name));
        return readText(join(folder, name));
      }),
    );
    const say = session.json ? () => Promise.resolve() : (text: string) => session.terminal.out(text);
    await say(`A year of an example agreement, in ${folder}\n\n`);
    let now = session.clock();
    const services = await openSqliteServices(ledger, { clock: () => now, subjectRandom: exampleKeyBytes() });
    const issued: ExampleStep[] = [];
    try {
      const { agreement } = await runExampleYear(services, {
        terms: terms!,
        amendment: amendment!,
        seed,
        setClock: (instant) => {
          now = instant;
        },
        onStep: async (step) => {
          if (step.kind === 'issued') issued.push(step);
          await say(`${describeStep(step)}\n`);
        },
      });
      return await closeDemo(session, services, { agreement, folder, ledger, issued, say });
    } finally {
      await services.ledger.close();
    }
  },
});

interface DemoEnd {
  readonly agreement: string;
  readonly folder: string;
  readonly ledger: string;
  readonly issued: readonly ExampleStep[];
  readonly say: (text: string) => Promise<void>;
}

async function closeDemo(session: Session, services: Services, end: DemoEnd) {
  const { describeStatement, replayStatements, sealedStatementOf, verifyLedger } =
    await import('../application.js');
  const { agreement, folder, say } = end;
  let march: Replay | undefined;
  for await (const replayed of replayStatements(services, { agreement, period: '2025-03' })) march = replayed;
  await say(
    `\nMarch computed again from the facts up to revision ${march!.knownAt.position}: ` +
      `${march!.same ? 'the same bytes' : 'OTHER BYTES'}\n  sealed  ${march!.sealedDigest}\n  again   ${march!.replayedDigest}\n`,
  );
  const verification = await verifyLedger(services, { agreement });
  await say(
    `The chain over ${counted(verification.facts, 'fact')}: ${verification.whole ? 'whole' : 'BROKEN'}\n\n\n`,
  );
  const statement = await sealedStatementOf(services, { agreement, period: '2025-03' });
  await say(renderDocument(describeStatement(statement)));
  await say(goOn(folder));
  if (session.json) {
    const statements = end.issued.flatMap((step) =>
      step.kind === 'issued'
        ? [{ period: step.sealed.statement.period.label, digest: step.sealed.digest, ...totalsOf(step) }]
        : [],
    );
    const shape = {
      folder,
      ledger: end.ledger,
      agreement,
      facts: verification.facts,
      statements,
      replay: march,
      whole: verification.whole,
      march: statement,
    };
    await session.terminal.out(`${JSON.stringify(shape)}\n`);
  }
  return march!.same && verification.whole ? 'success' : 'check-failed';
}

function totalsOf(step: ExampleStep & { readonly kind: 'issued' }) {
  const { credits, adjustments, total, currency } = step.sealed.statement.settlement;
  return { credits, adjustments, total, currency };
}

function describeStep(step: ExampleStep): string {
  const day = step.at.slice(0, 10);
  switch (step.kind) {
    case 'signed':
      return `${day}  signed ${step.agreement}`;
    case 'amended':
      return `${day}  amended by ${step.amendment}`;
    case 'issued': {
      const { credits, adjustments, total, currency } = totalsOf(step);
      const money = (amount: string) => groupDigits(amount).padStart(10);
      return (
        `${day}  issued ${step.sealed.statement.period.label} after ${groupDigits(String(step.facts)).padStart(6)} facts: ` +
        `credits ${money(credits)}  adjustments ${money(adjustments)}  owed ${money(total)} ${currency}  ` +
        step.sealed.digest.slice(0, 12)
      );
    }
  }
}

/** What a person does next, with these files and with their own. */
function goOn(folder: string): string {
  return `

Look around in this ledger:
  export TALLY_LEDGER=${join(folder, 'tally.db')}
  npx tally statements                                          what was issued
  npx tally explain p1-resolution.credit --period 2025-03       why a figure is what it is
  npx tally exit                                                may we leave, and how far is it?
  npx tally statement --period 2025-03                          March as known today, not as it was stated
  npx tally replay                                              all twelve again, byte for byte

Go on with your own contract and your own tickets:
  npx tally terms check TERMS.yaml                              begin from examples/acme-northwind/terms.yaml
  npx tally sign TERMS.yaml --ledger tally.db
  npx tally import --mapping servicenow-audit-log EXPORT.csv --ledger tally.db
  npx tally statement --period 2025-03 --ledger tally.db
  npx tally issue --ledger tally.db
`;
}

function seedOf(text: string | undefined): number {
  if (text === undefined) return 7;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new TallyError('usage', `"${text}" is no seed.`, [
    { place: '--seed', problem: 'A seed is a whole number from 0.', mend: 'Write e.g. --seed 8.' },
  ]);
}
