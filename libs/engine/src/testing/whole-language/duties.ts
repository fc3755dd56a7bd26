import { sha256Hex } from '@tallystick/facts';
import type { DrawnAgreement } from './agreement.js';
import type { Dice } from './dice.js';
import { daySeconds, drawInstant, drawLag, type Happening } from './happening.js';
import type { ObligationId } from './obligations.js';
import type { Plain } from './plain.js';
import { endOf } from './reports.js';

/** The events that each obligation is owed of, with the key that names them. */
const eventOf: Partial<Record<ObligationId, { readonly type: string; readonly key: string }>> = {
  'root-cause': { type: 'TicketResolved', key: 'ticket' },
  'access-on-request': { type: 'TicketTransitioned', key: 'ticket' },
  'approve-change': { type: 'ChangeRequested', key: 'change' },
  'line-repair': { type: 'OutageBegan', key: 'outage' },
  'after-outage': { type: 'OutageEnded', key: 'outage' },
};

/** What is done about obligations, reviews, credits and exits. */
export function drawDuties(dice: Dice, agreement: DrawnAgreement, events: readonly Happening[]): Happening[] {
  const { frame, obligations, document } = agreement;
  const happenings: Happening[] = [];
  const say = (at: number, type: string, keys: Plain, by: Happening['by'] = 'provider'): void =>
    void happenings.push({ at, type, keys, by, lagDays: drawLag(dice) });
  const delivered = (at: number, keys: Plain, by: Happening['by']): void => {
    if (dice.percent(20)) return;
    if (dice.percent(8)) return say(at, 'ObligationWaived', keys, by === 'client' ? 'provider' : 'client');
    const evidence = dice.maybe(80, () => ({ evidenceDigest: sha256Hex('evidence') }));
    say(at, 'ObligationFulfilled', { ...keys, ...evidence }, by);
    const answer = dice.one(['ObligationAccepted', 'ObligationAccepted', 'ObligationRefused', undefined]);
    if (answer !== undefined) say(at + 2 * daySeconds, answer, keys, by === 'client' ? 'provider' : 'client');
  };
  for (const obligation of obligations) {
    const event = eventOf[obligation];
    const by = ['access-on-request', 'approve-change'].includes(obligation) ? 'client' : 'provider';
    if (event !== undefined) {
      for (const { at, type, keys } of events) {
        if (type !== event.type) continue;
        delivered(at + dice.one([2, 30, 200]) * 3600, { obligation, occurrence: keys[event.key] }, by);
      }
    } else if (obligation === 'exit-plan')
      delivered(Date.UTC(2025, 2, dice.whole(1, 60)) / 1000, { obligation }, by);
    else if (obligation !== 'project-steps') {
      frame.labels.forEach((period, index) =>
        delivered(endOf(frame, index) + dice.whole(1, 30) * daySeconds, { obligation, period }, by),
      );
    }
  }
  if (document['reviews'] !== undefined) {
    frame.labels.forEach((period, index) => {
      if (dice.percent(30)) return;
      const attendees = dice.one([['client', 'provider'], ['client', 'provider', 'fastfibre'], ['provider']]);
      say(endOf(frame, index) + dice.whole(1, 20) * daySeconds, 'ReviewHeld', {
        review: 'service-review',
        period,
        attendees,
      });
    });
  }
  frame.labels.forEach((period, index) => {
    if (dice.percent(50)) return;
    const amount = dice.maybe(30, () => ({ amount: dice.one(['10.00', '150.50', '5000.00']) }));
    const levels = (document['serviceLevels'] as readonly Plain[]).map(({ id }) => id);
    const level = dice.maybe(30, () => ({ serviceLevel: dice.one(levels) }));
    say(
      endOf(frame, index) + dice.whole(0, 25) * daySeconds,
      'CreditClaimed',
      { period, ...level, ...amount },
      'client',
    );
  });
  for (let count = dice.whole(0, 6); count > 0; count -= 1) drawExitStep(dice, say, document);
  return happenings;
}

function drawExitStep(
  dice: Dice,
  say: (at: number, type: string, keys: Plain, by?: Happening['by']) => void,
  document: Plain,
): void {
  const trigger = dice.one((document['exit'] as readonly Plain[]).map(({ id }) => id));
  const at = drawInstant(dice);
  say(at, 'ExitNoticeServed', { trigger }, 'client');
  if (dice.percent(40)) say(at + 2 * daySeconds, 'CurePlanSubmitted', { trigger });
  if (dice.percent(50)) {
    say(
      at + dice.whole(5, 25) * daySeconds,
      dice.one(['CureAccepted', 'CureRefused']),
      { trigger },
      'client',
    );
  }
  if (dice.percent(50)) {
    const type = dice.one(['ExitRightExercised', 'ExitRightWaived']);
    say(at + dice.whole(26, 60) * daySeconds, type, { trigger }, 'client');
  }
}
