import { declareFamily, key, optional, party, ownWords, required } from './field.js';

const declare = declareFamily('exit');

const trigger = required(key, 'The id of the exit clause in the terms.');
const reason = optional(ownWords, 'Why.');

/** The steps that parties take once an exit right is armed. */
export const exitFacts = {
  ExitNoticeServed: declare('A party gave notice under an exit clause.', {
    trigger,
    by: optional(party, 'The party that gave it.'),
  }),
  CurePlanSubmitted: declare('The provider submitted a plan to cure the failure.', { trigger }),
  CureAccepted: declare('The client accepted the cure.', { trigger }),
  CureRefused: declare('The client refused the cure.', { trigger, reason }),
  ExitRightExercised: declare('The right to exit was used.', { trigger }),
  ExitRightWaived: declare('The right to exit was given up for this occasion.', { trigger }),
};
