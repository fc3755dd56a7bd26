import { describe, expect, test } from 'vitest';
import { describeStatement } from '../prose/describe-statement.js';
import { exampleEnd, exampleYear } from '../testing/example-year.js';
import { statementBytes, statementDigest } from './statement-bytes.js';
import type { Statement } from './statement.js';

/**
 * Golden statements guard semantics 1: released rules never change their meaning. A difference here is a mistake, or a
 * new version of the semantics beside this one.
 */
describe.each(['start', 'segment'] as const)(
  'the statements of an example under midPeriod: %s',
  (midPeriod) => {
    const scenario = exampleYear(midPeriod);
    const issued = scenario.timeline.issuedStatements.map(
      ({ fact }) => fact.statement as unknown as Statement,
    );
    const march = scenario.statement('2025-03', exampleEnd);
    const statements = [...issued, march];

    test.each(statements.map((statement) => [statement.period.label, statement] as const))(
      '%s',
      async (label, statement) => {
        // The transitions are long and guarded by the digest.
        const shown = {
          ...statement,
          zones: { version: statement.zones.version },
          digest: statementDigest(statement),
        };
        await expect(`${JSON.stringify(shown, null, 2)}\n`).toMatchFileSnapshot(
          `golden/${midPeriod}-${label}.golden.json`,
        );
      },
    );

    test('described for people', async () => {
      const documents = statements.map((statement) => describeStatement(statement));
      await expect(`${JSON.stringify(documents, null, 2)}\n`).toMatchFileSnapshot(
        `golden/${midPeriod}-described.golden.json`,
      );
    });

    test('what was sealed is what canonical bytes say', () => {
      for (const { fact } of scenario.timeline.issuedStatements) {
        const statement = fact.statement as unknown as Statement;
        expect(statementDigest(statement)).toBe(fact.digest);
        expect(JSON.parse(statementBytes(statement))).toEqual(statement);
      }
    });
  },
);
