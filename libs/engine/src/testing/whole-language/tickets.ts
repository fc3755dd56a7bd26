import { formatInstantSeconds } from '@tallystick/quantities';
import type { Dice } from './dice.js';
import { categories, items, priorities, services, sites, ticketTypes } from './frame.js';
import { drawInstant, drawLag, type Happening } from './happening.js';
import type { Plain } from './plain.js';

const minute = 60;

/** Tickets with every turn that their lives may take. */
export function drawTickets(dice: Dice): Happening[] {
  return Array.from({ length: dice.whole(8, 16) }, (_, index) => drawTicket(dice, `T${index}`, index)).flat();
}

function drawTicket(dice: Dice, ticket: string, index: number): Happening[] {
  let at = drawInstant(dice);
  const lagDays = drawLag(dice);
  const happenings: Happening[] = [];
  const then = (type: string, keys: Plain, minutes: number, by: Happening['by'] = 'provider'): void => {
    at += minutes * minute;
    happenings.push({ at, type, keys: { ticket, ...keys }, by, lagDays });
  };
  const later = (): number => dice.one([20, 90, 240, 700, 3000]) + dice.whole(0, 200);
  const opened = {
    ticketType: dice.one(ticketTypes),
    priority: dice.one(priorities),
    ...dice.maybe(80, () => ({ service: dice.one(services) })),
    ...dice.maybe(60, () => ({ category: dice.one(categories) })),
    ...dice.maybe(60, () => ({ site: dice.one(sites) })),
    ...dice.maybe(60, () => ({ configurationItem: dice.one(items) })),
    ...dice.maybe(20, () => ({ reportedAt: formatInstantSeconds(at - 40 * minute) })),
    openedBy: 'client',
  };
  then('TicketOpened', opened, 0, 'client');
  if (dice.percent(70)) {
    then(
      'TicketResponded',
      { ...dice.maybe(60, () => ({ evidence: dice.one(['public-reply', 'automatic', 'private-note']) })) },
      later(),
    );
  }
  if (dice.percent(30)) then('TicketAssigned', { group: 'second line' }, 5);
  if (dice.percent(20)) then('TicketUpdatePosted', { visibility: 'public', by: 'provider' }, 5);
  if (dice.percent(40)) {
    const status = dice.one(['waiting-client', 'waiting-client', 'waiting-third-party', 'waiting-change']);
    then('TicketTransitioned', { status, ...dice.maybe(60, () => ({ evidence: 'asked' })) }, later());
    if (dice.percent(85)) then('TicketTransitioned', { status: 'in-progress' }, later());
  }
  if (dice.percent(25)) then('TicketReprioritised', { priority: dice.one(priorities) }, later());
  if (dice.percent(15))
    then('TicketReclassified', { service: dice.one(services), site: dice.one(sites) }, later());
  if (dice.percent(25)) then('TicketEscalated', { level: dice.one(['1', '2', 'duty manager']) }, later());
  if (index > 0 && dice.percent(10)) {
    then(
      'TicketLinked',
      { relation: dice.one(['duplicate-of', 'parent', 'problem']), to: `T${index - 1}` },
      10,
    );
  }
  if (dice.percent(8)) {
    then('TicketCancelled', {}, later());
    return happenings;
  }
  if (dice.percent(85)) then('TicketResolved', {}, later());
  if (dice.percent(20)) {
    then('TicketReopened', {}, later(), 'client');
    if (dice.percent(85)) then('TicketResolved', {}, later());
  }
  if (dice.percent(40)) then('TicketClosed', {}, later());
  return happenings;
}
