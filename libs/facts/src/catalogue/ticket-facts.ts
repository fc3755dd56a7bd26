import {
  choice,
  declareFamily,
  instant,
  key,
  optional,
  ownLine,
  ownWords,
  party,
  person,
  required,
  usually,
} from './field.js';

const declare = declareFamily('ticket');

/** The canonical ticket statuses (design 2); a source maps its own words to these. */
export const ticketStatuses = [
  'new',
  'in-progress',
  'waiting-client',
  'waiting-third-party',
  'waiting-change',
  'resolved',
  'closed',
  'cancelled',
] as const;
export type TicketStatus = (typeof ticketStatuses)[number];

const ticket = required(key, 'The ticket, by its key in the ticketing system.');
const ticketType = usually('incident', 'request', 'problem', 'change', 'question', 'task');
const sourceStatus = optional(key, "The source's own word for the status.");
const reason = optional(ownWords, 'Why.');
const code = optional(key, "The source's resolution or closure code.");
const classification = {
  service: optional(key, 'The service concerned.'),
  category: optional(key, 'The category in the ticketing system.'),
  configurationItem: optional(key, 'The configuration item concerned.'),
  site: optional(key, 'The site concerned.'),
};

/** What happened to tickets. Clocks, ball-in-court time and breaches follow from these. */
export const ticketFacts = {
  TicketOpened: declare('A ticket was opened; it is in the status `new`.', {
    ticket,
    ticketType: required(ticketType, 'What kind of ticket it is.'),
    priority: required(key, 'The priority, in the words of the terms.'),
    ...classification,
    reportedAt: optional(instant, 'When the client reported it, where that was before it was opened.'),
    openedBy: optional(party, 'The party that opened it.'),
    channel: optional(key, 'How it came: phone, mail, portal, monitoring.'),
    title: optional(ownLine, 'Its title.'),
    sourceStatus,
  }),
  TicketResponded: declare('The provider answered the ticket.', {
    ticket,
    evidence: optional(
      choice('public-reply', 'private-note', 'assignment', 'status-change', 'automatic'),
      'What shows it; the terms say which of these count as a response.',
    ),
  }),
  TicketTransitioned: declare('The ticket moved to another status.', {
    ticket,
    status: required(choice(...ticketStatuses), 'The canonical status it has from now on.'),
    ball: optional(party, 'Who must act next, where the status does not already say so.'),
    sourceStatus,
    evidence: optional(ownLine, 'The request to the client or third party that justifies a wait.'),
  }),
  TicketReprioritised: declare('The priority of the ticket changed.', {
    ticket,
    priority: required(key, 'The priority it has from now on.'),
  }),
  TicketReclassified: declare(
    'The ticket was put under another type, category, service, configuration item or site.',
    { ticket, ticketType: optional(ticketType, 'What kind of ticket it is from now on.'), ...classification },
    {
      rules: [
        { rule: 'at-least-one', of: ['ticketType', 'category', 'service', 'configurationItem', 'site'] },
      ],
    },
  ),
  TicketAssigned: declare(
    'The ticket was given to a group, a person or a party.',
    {
      ticket,
      group: optional(key, 'The group that works on it.'),
      assignee: optional(person, 'The person who works on it, by a key rather than a name.'),
      party: optional(party, 'The party that works on it.'),
    },
    { rules: [{ rule: 'at-least-one', of: ['group', 'assignee', 'party'] }] },
  ),
  TicketUpdatePosted: declare('Someone wrote to the ticket.', {
    ticket,
    visibility: required(choice('public', 'private'), 'Whether the client can see it.'),
    by: optional(party, 'The party that wrote it.'),
  }),
  TicketResolved: declare('The provider says that the ticket is solved.', { ticket, code, sourceStatus }),
  TicketReopened: declare('A resolved or closed ticket is open again.', { ticket, reason, sourceStatus }),
  TicketClosed: declare('The ticket is closed.', { ticket, code, sourceStatus }),
  TicketCancelled: declare('The ticket was withdrawn or found void.', { ticket, reason, sourceStatus }),
  TicketEscalated: declare('The ticket was taken to the next level of the escalation ladder.', {
    ticket,
    level: required(key, 'The level reached, in the words of the terms.'),
    to: optional(key, 'Who was told.'),
  }),
  TicketLinked: declare('The ticket was tied to something else.', {
    ticket,
    relation: required(
      choice('problem', 'outage', 'change', 'parent', 'duplicate-of'),
      'What the other thing is to the ticket.',
    ),
    to: required(key, 'The key of the other thing.'),
  }),
};
