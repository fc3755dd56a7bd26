import { expect, test } from 'vitest';
import type { Statement } from '../statement/statement.js';
import { drawWorld, play, termsOf } from '../testing/whole-language/world.js';
import { allStatements } from './statements.js';

/** `key`, and `key: value` for the words of the language, wherever they stand in a document. */
function wordsOf(value: unknown, words: Set<string>): void {
  if (Array.isArray(value)) return value.forEach((item) => wordsOf(item, words));
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    words.add(key);
    if (typeof member === 'string') words.add(`${key}: ${member}`);
    wordsOf(member, words);
  }
}

function outcomesOf(statement: Statement, seen: Set<string>): void {
  const { serviceLevels, credits, bonuses, earnBacks, exits, obligations, points } = statement;
  for (const level of serviceLevels) {
    seen.add(`level ${level.verdict}`);
    for (const part of level.parts) seen.add(`decided by ${part.decidedBy}`);
    if (level.parts.length > 1) seen.add('level in parts');
    if (level.instance !== null) seen.add('level of forEach');
  }
  for (const line of credits.lines) {
    seen.add(`credit of ${line.of}`).add(`credit ${line.standing.kind}`).add(`claim ${line.claim.status}`);
    for (const part of line.parts) seen.add(`priced in ${part.kind}`);
  }
  for (const cap of credits.caps) if (cap.reached) seen.add('cap reached');
  if (credits.minimum?.applied === true) seen.add('minimum applied');
  if (credits.carriedIn.for.length > 0) seen.add('carried in');
  if (points.lines.length > 0) seen.add('points');
  for (const line of bonuses.lines)
    seen.add(line.refused === null ? 'bonus earned' : `bonus refused: ${line.refused.reason}`);
  for (const line of earnBacks.lines) seen.add(`earned back: ${line.settledBy}`);
  if (earnBacks.bank.used !== earnBacks.bank.before && !/^0(\.0*)?$/.test(earnBacks.bank.used))
    seen.add('bank used');
  for (const exit of exits) seen.add(`exit ${exit.state}`);
  for (const one of obligations.obligations)
    for (const occurrence of one.occurrences) seen.add(`occurrence ${occurrence.state}`);
}

const spoken = [
  ...[
    'ticket-share',
    'availability',
    'statistic',
    'count',
    'change-share',
    'recurrence',
    'reported',
    'obligation',
    'result',
  ],
  'smoothed',
].map((kind) => `kind: ${kind}`);

const written = [
  ...spoken,
  ...[
    'forEach',
    'window',
    'baseline',
    'measuredTo',
    'lowVolume',
    'aboveForecast',
    'qualifying',
    'gate',
    'repeat',
    'atMost',
  ],
  ...[
    'last',
    'any',
    'fromFirst',
    'firstPeriods',
    'periodsAgo',
    'bands',
    'perUnit',
    'fixed',
    'refund',
    'escalate',
    'surcharge',
  ],
  ...[
    'percent',
    'amount',
    'points',
    'days',
    'weight',
    'bonus',
    'disqualifiedBy',
    'bonusCap',
    'groups',
    'caps',
    'minimumPayable',
  ],
  ...[
    'atRisk',
    'claim',
    'earnBack',
    'cure',
    'noticeWithin',
    'exerciseWithin',
    'inARow',
    'times',
    'meanOver',
    'sumOf',
    'outage',
  ],
  ...[
    'breachOf',
    'chronic',
    'missed',
    'portfolio',
    'capReached',
    'reviews',
    'escalation',
    'relief',
    'responsibilities',
  ],
  ...[
    'combine: sum',
    'combine: highest',
    'combine: one-per-incident',
    'combine: critical-displaces',
    'counting: only-new',
  ],
  ...[
    'midPeriod: start',
    'midPeriod: end',
    'midPeriod: segment',
    'anchor',
    'every: year',
    'over: contract year',
    'excess: carried',
  ],
  ...[
    'sumOf: credits',
    'sumOf: points',
    'sumOf: downtime',
    'sumOf: missed-levels',
    'sumOf: misses',
    'beyond: lost-time',
    'beyond: zero',
  ],
  ...[
    'over: previous-period',
    'over: next-period',
    'over: contract-year',
    'over: contract-year-of-first',
    'amounts: gross',
  ],
  ...[
    'whenMissed',
    'whenLate',
    'levels',
    'acceptedAfter',
    'acceptance',
    'missedAfter',
    'undecided',
    'restartHistory',
    'remove',
  ],
  ...[
    'notReported: worst-band',
    'anyOf',
    'allOf',
    'charges: own',
    'for',
    'settled',
    'from: event',
    'within: 2 periods',
  ],
  ...['kind: amendment', 'kind: correction', 'when: year-mean', 'settledBy: bank', 'cureTest: measured'],
];

const happened = [
  ...['level met', 'level missed', 'level not-measured', 'level in parts', 'level of forEach'],
  ...[
    'decided by value',
    'decided by low-volume-misses-allowed',
    'decided by nothing-to-measure',
    'decided by baseline-period',
  ],
  ...[
    'decided by not-reported',
    'decided by not-reported-in-time',
    'decided by not-qualified',
    'decided by report-obligation-missed',
  ],
  ...[
    'credit of service-level',
    'credit of obligation',
    'credit of points',
    'credit stands',
    'credit less-than-highest',
  ],
  ...[
    'credit displaced',
    'claim not-needed',
    'claim claimed',
    'claim lapsed',
    'cap reached',
    'minimum applied',
    'carried in',
    'points',
  ],
  ...['priced in percent', 'priced in money', 'priced in days', 'priced in weight', 'priced in refund'],
  ...[
    'bonus earned',
    'bonus refused: not-met',
    'bonus refused: any-level-missed',
    'earned back: paid',
    'earned back: bank',
  ],
  ...[
    'bank used',
    'exit clear',
    'exit exercisable',
    'exit lapsed',
    'occurrence met',
    'occurrence missed',
    'occurrence waived',
  ],
];

const recorded = [
  ...[
    'TicketReopened',
    'TicketTransitioned',
    'TicketReprioritised',
    'TicketReclassified',
    'TicketCancelled',
    'TicketLinked',
  ],
  ...[
    'OutageBegan',
    'ServiceDegraded',
    'MaintenanceAnnounced',
    'MaintenanceCancelled',
    'ChangeFinished',
    'UnauthorisedChangeFound',
  ],
  ...[
    'MeasurementReported',
    'SurveyAnswered',
    'ObligationFulfilled',
    'ObligationAccepted',
    'ObligationRefused',
    'ObligationWaived',
  ],
  ...[
    'ReliefClaimed',
    'ReliefGranted',
    'ReliefRefused',
    'CreditClaimed',
    'ExitNoticeServed',
    'CureAccepted',
    'CureRefused',
  ],
  ...[
    'ExitRightExercised',
    'ExitRightWaived',
    'MilestoneReached',
    'ReviewHeld',
    'ProblemIdentified',
    'RiskRaised',
    'TicketEscalated',
  ],
  ...[
    'RecommendationMade',
    'TermsAmended',
    'TermsRescinded',
    'FactRetracted',
    'FactContested',
    'ContestSettled',
  ],
];

test('the worlds drawn say and do everything that the laws are about', { timeout: 600_000 }, () => {
  const words = new Set<string>();
  const facts = new Set<string>();
  const seen = new Set<string>();
  // Always these, whatever seeds the laws are asked for: it is the drawing that is tested.
  for (let seed = 0; seed < 60; seed += 1) {
    const world = drawWorld(seed);
    wordsOf(termsOf(world), words);
    for (const line of world) {
      facts.add(line.type);
      if (line.type === 'TermsAmended') wordsOf(line['document'], words);
    }
    for (const statement of allStatements(play(world))) outcomesOf(statement, seen);
  }
  const missing = (all: readonly string[], of: ReadonlySet<string>): string[] =>
    all.filter((one) => !of.has(one));
  expect(missing(written, words)).toEqual([]);
  expect(missing(recorded, facts)).toEqual([]);
  expect(missing(happened, seen)).toEqual([]);
});
