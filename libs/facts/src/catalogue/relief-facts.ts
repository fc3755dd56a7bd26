import { declareFamily, instant, keys, line, key, optional, ownWords, required } from './field.js';

const declare = declareFamily('relief');

const relief = required(key, 'The relief claim, by its key.');
const tickets = optional(keys, 'The tickets it is about; without them, all that it touches.');
const services = optional(keys, 'The services it is about; without them, all.');
const rules = [{ rule: 'interval', from: 'from', until: 'until' }] as const;

/** What held the provider up, and whether the client agreed. */
export const reliefFacts = {
  ReliefClaimed: declare(
    'The provider claimed that something outside of its control delayed it.',
    {
      relief,
      cause: required(line, 'What delayed the provider, in the words of the terms.'),
      from: required(instant, 'The start of the delay.'),
      until: required(instant, 'The end of the delay, which is no longer in it.'),
      tickets,
      services,
      serviceLevels: optional(keys, 'The service levels it is about; without them, all.'),
      awareAt: optional(
        instant,
        'When the provider became aware of the cause; without it, when the delay began.',
      ),
      noticeGivenAt: optional(instant, 'When the client was told; without it, when the fact happened.'),
    },
    { rules },
  ),
  ReliefGranted: declare(
    'A party granted the relief, wholly or to an extent. The terms say whose decision counts.',
    {
      relief,
      from: optional(instant, 'The start of what is granted; without it, as claimed.'),
      until: optional(instant, 'The end of what is granted; without it, as claimed.'),
      tickets,
      services,
    },
    { rules },
  ),
  ReliefRefused: declare('A party refused the relief.', { relief, reason: optional(ownWords, 'Why.') }),
};
