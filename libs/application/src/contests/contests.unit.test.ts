import { makeStatement } from '@tallystick/engine';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readKnowledge } from '../knowledge/read-knowledge.js';
import { issueStatement } from '../statements/issue-statement.js';
import type { TemporaryServices } from '../testing/temporary-services.js';
import {
  factIdAt,
  outage,
  theClient,
  theProvider,
  twoParty,
  twoPartyWorld,
} from '../testing/two-party-world.js';
import { contestFact } from './contest-fact.js';
import { listContests } from './list-contests.js';
import { retractFact } from './retract-fact.js';
import { settleContest, type SettleContestCommand } from './settle-contest.js';

let services: TemporaryServices;
/** Email down on 10 January, as the client says. */
let fact: string;
beforeEach(async () => {
  services = await twoPartyWorld();
  fact = await factIdAt(services, 1);
});
afterEach(() => services.remove());

const client = { agreement: twoParty, assertedBy: theClient };
const provider = { agreement: twoParty, assertedBy: theProvider };
const contest = () => contestFact(services, { ...provider, fact, reason: 'It was up.' });
const settle = (fields: Pick<SettleContestCommand, 'assertedBy' | 'outcome' | 'asArbiter'>) =>
  settleContest(services, { agreement: twoParty, fact, ...fields });
const open = (withMoney = true) => listContests(services, { agreement: twoParty, status: 'open', withMoney });

test('what hangs on a contest, by period, is what its statements say', async () => {
  await issueStatement(services, { agreement: twoParty });
  services.at('2025-03-02T09:00:00Z');
  const second = await outage(services, 'O-2', '2025-02-10T08:00:00Z', '2025-02-10T18:00:00Z');
  await contest();
  await contestFact(services, { ...provider, fact: second, reason: 'It was up.' });
  const contests = await open();
  expect(contests).toMatchObject([
    {
      fact,
      factType: 'OutageBegan',
      assertedBy: 'client',
      contestedBy: 'provider',
      atStake: {
        total: '-1000.00',
        periods: [{ period: '2025-01', stated: true, is: '1000.00', wouldBe: '0.00' }],
      },
    },
    { fact: second, atStake: { total: '-1000.00', periods: [{ period: '2025-02', stated: false }] } },
  ]);
  const knowledge = await readKnowledge(services, twoParty, undefined);
  const stated = makeStatement({ ...knowledge, period: '2025-03' }).contests;
  // The statement of a period looks at its own figures and at stated periods; February is neither.
  expect(stated.map(({ atStake }) => atStake)).toEqual(['-1000.00', '0.00']);
});

test('a contest is of what another party asserted, once at a time, and of what still counts', async () => {
  const refused = { code: 'contest-refused', details: [{ place: 'fact' }] };
  const own = contestFact(services, { ...client, fact, reason: 'Mine.' });
  await expect(own).rejects.toMatchObject(refused);
  await contest();
  await expect(contest()).rejects.toMatchObject(refused);
  await settle({ assertedBy: theProvider, outcome: 'withdrawn' });
  await contest();
  await settle({ assertedBy: theClient, outcome: 'upheld' });
  await expect(contest()).rejects.toMatchObject(refused);
  const contests = await listContests(services, { agreement: twoParty });
  expect(contests.map(({ status, atStake }) => [status, atStake])).toEqual([
    ['rejected', null],
    ['upheld', null],
  ]);
  const { facts } = await issueStatement(services, { agreement: twoParty });
  const seal = contestFact(services, { ...provider, fact: facts[0]!.id, reason: 'No.' });
  await expect(seal).rejects.toMatchObject(refused);
  for (const unknown of ['00000000-0000-8000-8000-000000000000', 'no id']) {
    const nothing = contestFact(services, { ...provider, fact: unknown, reason: 'x' });
    await expect(nothing).rejects.toMatchObject({ code: 'fact-unknown' });
  }
});

test.each([
  ['client', false, 'upheld', 'yes'],
  ['client', false, 'rejected', 'settlement-refused'],
  ['client', false, 'withdrawn', 'settlement-refused'],
  ['provider', false, 'upheld', 'settlement-refused'],
  ['provider', false, 'rejected', 'yes'],
  ['provider', false, 'withdrawn', 'yes'],
  ['auditor', false, 'upheld', 'settlement-refused'],
  ['auditor', true, 'upheld', 'yes'],
  ['auditor', true, 'rejected', 'yes'],
  ['auditor', true, 'withdrawn', 'settlement-refused'],
] as const)(
  '%s (arbiter: %s) says %s of what the provider contests: %s',
  async (party, asArbiter, outcome, answer) => {
    await contest();
    const said = await settle({ assertedBy: { party }, asArbiter, outcome }).then(
      () => 'yes',
      (error: { code: string }) => error.code,
    );
    expect(said).toBe(answer);
  },
);

test('what is not contested cannot be settled', async () => {
  await expect(settle({ assertedBy: theClient, outcome: 'upheld' })).rejects.toMatchObject({
    code: 'contest-unknown',
  });
});

test('one takes back what one said oneself, once, and never what the terms stand on', async () => {
  const retract = (who: typeof client, id: string) =>
    retractFact(services, { ...who, fact: id, reason: 'It was wrong.' });
  await expect(retract(provider, fact)).rejects.toMatchObject({ code: 'retraction-refused' });
  await retract(client, fact);
  await expect(retract(client, fact)).rejects.toMatchObject({ code: 'retraction-refused' });
  await expect(retract(client, await factIdAt(services, 0))).rejects.toMatchObject({ code: 'fact-invalid' });
});
