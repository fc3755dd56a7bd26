import {
  choice,
  declareFamily,
  instant,
  key,
  optional,
  ownLine,
  party,
  ownWords,
  required,
} from './field.js';

const declare = declareFamily('change');

const change = required(key, 'The change, by its key.');
const service = optional(key, 'The service it touches.');

/** Changes to what runs: asked for, allowed, carried out, or made without leave. */
export const changeFacts = {
  ChangeRequested: declare('A change was asked for.', {
    change,
    changeType: optional(choice('standard', 'normal', 'emergency'), 'What kind of change it is.'),
    service,
    title: optional(ownLine, 'Its title.'),
    requestedBy: optional(party, 'The party that asked for it.'),
  }),
  ChangeApproved: declare('The change was approved.', {
    change,
    by: optional(party, 'The party that approved it.'),
  }),
  ChangeRejected: declare('The change was refused.', { change, reason: optional(ownWords, 'Why.') }),
  ChangeScheduled: declare(
    'The change got its maintenance window.',
    {
      change,
      from: required(instant, 'The start of the window.'),
      until: required(instant, 'The end of the window, which is no longer in it.'),
      service,
      noticeGivenAt: optional(instant, 'When the client was told; without it, when the fact happened.'),
    },
    { rules: [{ rule: 'interval', from: 'from', until: 'until' }] },
  ),
  ChangeStarted: declare('Work on the change began.', { change }),
  ChangeFinished: declare('Work on the change ended.', {
    change,
    outcome: required(choice('successful', 'failed', 'backed-out'), 'How it ended.'),
  }),
  UnauthorisedChangeFound: declare('A change was found that nobody had approved.', {
    change: optional(key, 'The change, where it has a key.'),
    service,
    description: optional(ownWords, 'What was found.'),
  }),
};
