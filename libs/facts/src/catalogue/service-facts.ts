import { declareFamily, instant, key, line, optional, required, share } from './field.js';

const declare = declareFamily('service');

const outage = required(key, 'The outage, by its key; the same one begins, degrades and ends.');
const service = required(key, 'The service concerned.');
const maintenance = required(key, 'The maintenance, by its key.');

/** Whether services were up. */
export const serviceFacts = {
  OutageBegan: declare('A service went down, wholly or in part.', {
    outage,
    service,
    shareAffected: optional(share, 'The share of the service that is down; without it, all of it.'),
    site: optional(key, 'The site concerned.'),
    cause: optional(line, 'The cause, as far as known.'),
  }),
  OutageEnded: declare('The service is up again.', { outage }),
  ServiceDegraded: declare('The share of a service that is down changed, or the service became worse.', {
    outage,
    service,
    shareAffected: required(share, 'The share of the service that is down from now on.'),
  }),
  MaintenanceAnnounced: declare(
    'The client was told of a maintenance window.',
    {
      maintenance,
      service,
      from: required(instant, 'The start of the window.'),
      until: required(instant, 'The end of the window, which is no longer in it.'),
      noticeGivenAt: optional(instant, 'When the client was told; without it, when the fact happened.'),
      change: optional(key, 'The change that the maintenance serves.'),
    },
    { rules: [{ rule: 'interval', from: 'from', until: 'until' }] },
  ),
  MaintenanceCancelled: declare('An announced maintenance will not take place.', { maintenance }),
};
