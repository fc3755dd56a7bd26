import { join } from 'node:path';
import fastCheck from 'fast-check';
import { expect, test } from 'vitest';
import { GenerationReader } from '../generation-reader.js';
import { Projector } from '../projection/projector.js';
import { emptyLedger } from '../testing/example-ledger.js';
import { historyAgreement, liveThrough, randomHistories } from '../testing/random-history.js';
import { viewNames } from '../views/catalogue.js';
import { Answerer } from './answerer.js';
import { KeptAnswers } from './kept-answers.js';
import type { Question } from './question.js';

const agreements = [historyAgreement, 'unknown'];
const onDamaged = (): void => {
  throw new Error('No file is damaged here.');
};

/** Every row of every view, and figures of each kind: by month, across months, with and without an index of their own. */
const questions: readonly Question[] = [
  ...viewNames.map((view): Question => ({ kind: 'page', view, query: { agreements, first: 1_000 } })),
  {
    kind: 'page',
    view: 'clocks',
    query: {
      agreements,
      filter: { breachedAt: { isNull: false } } as never,
      order: [{ by: 'breachedAt' as never, direction: 'descending' }],
      first: 3,
    },
  },
  {
    kind: 'count',
    view: 'tickets',
    query: { agreements, filter: { resolvedAt: { isNull: true } } as never },
  },
  {
    kind: 'aggregate',
    view: 'clocks',
    query: {
      agreements,
      groupBy: ['month', 'priority'] as never,
      measures: [
        { kind: 'count' },
        { kind: 'share', column: 'met' as never },
        { kind: 'percentile', column: 'elapsedSeconds' as never, rank: 90 },
      ],
      first: 100,
    },
  },
  {
    kind: 'aggregate',
    view: 'clocks',
    query: {
      agreements,
      filter: { met: { isNull: false } } as never,
      groupBy: ['service'] as never,
      measures: [
        { kind: 'mean', column: 'elapsedSeconds' as never },
        { kind: 'countDistinct', column: 'ticket' as never },
      ],
      first: 100,
    },
  },
  {
    kind: 'aggregate',
    view: 'tickets',
    query: {
      agreements,
      groupBy: ['status'] as never,
      measures: [{ kind: 'sum', column: 'providerSeconds' as never }],
      first: 100,
    },
  },
  {
    kind: 'aggregate',
    view: 'levels',
    query: { agreements, groupBy: [], measures: [{ kind: 'sum', column: 'credit' as never }], first: 1 },
  },
];

test('what is kept of answers is what reading everything anew gives, after whatever was recorded', async () => {
  let asked = 0;
  let passedOn = 0;
  let parts = 0;
  await fastCheck.assert(
    fastCheck.asyncProperty(randomHistories, fastCheck.nat(9), async (history, rebuiltAt) => {
      const ledger = await emptyLedger('2025-01-01T00:00:00Z');
      const folder = join(ledger.folder, 'views');
      const projector = new Projector({ services: ledger.services, folder });
      const reader = new GenerationReader(folder, onDamaged);
      const answerer = new Answerer(folder, onDamaged, 0, () => {
        parts += 1;
      });
      const kept = new KeptAnswers(
        {
          ask: (question) => {
            passedOn += 1;
            return Promise.resolve(answerer.answer(question));
          },
          close: () => Promise.resolve(),
        },
        1_000,
      );
      try {
        let step = 0;
        await liveThrough(ledger, history, async () => {
          step += 1;
          await (step % 10 === rebuiltAt ? projector.rebuild() : projector.catchUp());
          const whole = new Answerer(folder, onDamaged, Infinity);
          for (const question of questions) {
            asked += 1;
            const { answer, asOf } = whole.answer(question)!;
            const found = await kept.present(question, true, reader.standing()!, undefined);
            expect(found, `${question.kind} of ${question.view}`).toEqual({ ...answer, asOf });
          }
          whole.close();
        });
      } finally {
        answerer.close();
        reader.close();
        await projector.close();
        await ledger.remove();
      }
    }),
    { numRuns: 8 },
  );
  // Otherwise nothing was kept, and nothing is shown by this.
  expect(passedOn).toBeLessThan(asked * 0.8);
  expect(parts).toBeGreaterThan(0);
}, 120_000);
