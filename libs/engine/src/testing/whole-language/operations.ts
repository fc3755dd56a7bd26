import { formatInstantSeconds } from '@tallystick/quantities';
import type { Dice } from './dice.js';
import { services, sites } from './frame.js';
import { daySeconds, drawInstant, drawLag, type Happening } from './happening.js';
import type { Plain } from './plain.js';

/** Outages, maintenance, changes, surveys, reliefs, milestones, problems and risks. */
export function drawOperations(dice: Dice): Happening[] {
  const happenings: Happening[] = [];
  const say = (
    at: number,
    type: string,
    keys: Plain,
    lagDays: number,
    by: Happening['by'] = 'provider',
  ): void => void happenings.push({ at, type, keys, by, lagDays });
  const times = (max: number, draw: (index: number, at: number, lagDays: number) => void): void => {
    for (let index = dice.whole(1, max); index > 0; index -= 1) draw(index, drawInstant(dice), drawLag(dice));
  };
  times(6, (index, at, lag) => {
    const outage = `O${index}`;
    const service = dice.one(services);
    const share = dice.maybe(40, () => ({ shareAffected: dice.one(['0.25', '0.5', '1']) }));
    say(
      at,
      'OutageBegan',
      { outage, service, ...share, ...dice.maybe(50, () => ({ site: dice.one(sites) })) },
      lag,
    );
    if (dice.percent(20)) say(at + 900, 'ServiceDegraded', { outage, service, shareAffected: '0.75' }, lag);
    if (dice.percent(90)) say(at + dice.one([5, 25, 90, 600, 2500]) * 60, 'OutageEnded', { outage }, lag);
  });
  times(3, (index, at, lag) => {
    const maintenance = `M${index}`;
    const window = { from: formatInstantSeconds(at), until: formatInstantSeconds(at + 4 * 3600) };
    const notice = dice.one([1, 3]) * daySeconds;
    say(at - notice, 'MaintenanceAnnounced', { maintenance, service: dice.one(services), ...window }, lag);
    if (dice.percent(15)) say(at - 3600, 'MaintenanceCancelled', { maintenance }, lag);
  });
  times(6, (index, at, lag) => {
    const change = `C${index}`;
    const changeType = dice.one(['standard', 'normal', 'emergency']);
    say(at, 'ChangeRequested', { change, changeType, service: dice.one(services) }, lag);
    if (dice.percent(50)) say(at + daySeconds, 'ChangeApproved', { change, by: 'client' }, lag, 'client');
    if (dice.percent(80)) {
      const outcome = dice.one(['successful', 'successful', 'failed', 'backed-out']);
      say(at + dice.whole(2, 9) * daySeconds, 'ChangeFinished', { change, outcome }, lag);
    }
    if (dice.percent(15))
      say(at + daySeconds, 'UnauthorisedChangeFound', { change, service: dice.one(services) }, lag, 'client');
  });
  times(8, (_, at, lag) =>
    say(
      at,
      'SurveyAnswered',
      {
        survey: 'csat',
        score: `${dice.whole(1, 5)}`,
        ...dice.maybe(60, () => ({ service: dice.one(services) })),
      },
      lag,
      'client',
    ),
  );
  times(3, (index, at, lag) => drawReliefClaim(dice, say, index, at, lag));
  times(3, (index, at, lag) => {
    const milestone = { project: 'migration', milestone: `step-${index}` };
    const dueDate = formatInstantSeconds(at + 20 * daySeconds).slice(0, 10);
    say(at, 'MilestonePlanned', { ...milestone, dueDate }, lag);
    if (dice.percent(30))
      say(at + 5 * daySeconds, 'MilestoneReplanned', { ...milestone, dueDate, reason: 'agreed' }, lag);
    if (dice.percent(70)) say(at + dice.whole(10, 35) * daySeconds, 'MilestoneReached', milestone, lag);
    if (dice.percent(30))
      say(at + daySeconds, 'BudgetReported', { project: 'migration', budget: '1000', spent: '400' }, lag);
  });
  times(2, (index, at, lag) => {
    say(
      at,
      'ProblemIdentified',
      { problem: `P${index}`, service: dice.one(services), tickets: ['T1', 'T2'] },
      lag,
    );
    if (dice.percent(50)) say(at + 9 * daySeconds, 'ProblemSettled', { problem: `P${index}` }, lag);
    say(at, 'RiskRaised', { risk: `R${index}`, owner: 'provider', reviewBy: '2025-03-15' }, lag);
    if (dice.percent(50)) say(at + 9 * daySeconds, 'RiskReviewed', { risk: `R${index}` }, lag);
    if (dice.percent(50)) say(at + 9 * daySeconds, 'RiskClosed', { risk: `R${index}` }, lag);
    say(at, 'RecommendationMade', { recommendation: `N${index}` }, lag);
    if (dice.percent(50)) {
      say(
        at + daySeconds,
        'RecommendationDecided',
        { recommendation: `N${index}`, decision: 'accepted' },
        lag,
        'client',
      );
    }
  });
  return happenings;
}

type Say = (at: number, type: string, keys: Plain, lagDays: number, by?: Happening['by']) => void;

function drawReliefClaim(dice: Dice, say: Say, index: number, at: number, lag: number): void {
  const relief = `L${index}`;
  const until = at + dice.one([1, 10, 60]) * 3600;
  const claimed = until + dice.one([1, 4, 20]) * daySeconds;
  const about = dice.maybe(60, () =>
    dice.one<Plain>([
      { tickets: ['T0', 'T1', 'T2', 'T3'] },
      { services: dice.some(['email', 'files', 'core'], 2) },
    ]),
  );
  const keys = {
    cause: 'client network',
    from: formatInstantSeconds(at),
    until: formatInstantSeconds(until),
    ...dice.maybe(50, () => ({ awareAt: formatInstantSeconds(at) })),
  };
  say(claimed, 'ReliefClaimed', { relief, ...keys, ...about }, lag);
  const decided = claimed + dice.whole(1, 20) * daySeconds;
  const half = formatInstantSeconds(at + (until - at) / 2);
  for (const by of ['client', 'provider'] as const) {
    if (!dice.percent(70)) continue;
    const grants = dice.percent(75);
    const extent = grants ? dice.maybe(30, () => ({ until: half })) : {};
    say(decided, grants ? 'ReliefGranted' : 'ReliefRefused', { relief, ...extent }, lag, by);
  }
}
