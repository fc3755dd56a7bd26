import {
  choice,
  date,
  declareFamily,
  key,
  keys,
  listOf,
  optional,
  party,
  period,
  ownWords,
  required,
} from './field.js';

const declare = declareFamily('accountability');

const problem = required(key, 'The problem, by its key.');
const risk = required(key, 'The risk, by its key.');
const recommendation = required(key, 'The recommendation, by its key.');
const owner = optional(party, 'The party that owns it.');
const reviewBy = optional(date, 'The local date by which it is looked at again.');
const description = optional(ownWords, 'What it is.');

/** Who owns what keeps going wrong, what may go wrong, and what was advised. */
export const accountabilityFacts = {
  ProblemIdentified: declare('A recurring issue was recognised as one problem.', {
    problem,
    service: optional(key, 'The service concerned.'),
    category: optional(key, 'The category concerned.'),
    configurationItem: optional(key, 'The configuration item concerned.'),
    owner,
    rootCause: optional(ownWords, 'The root cause, where it is known.'),
    tickets: optional(keys, 'The tickets that show it.'),
  }),
  ProblemSettled: declare('A problem is solved or accepted for good.', {
    problem,
    resolution: optional(ownWords, 'How.'),
  }),
  RiskRaised: declare('A risk was put on record.', { risk, owner, reviewBy, description }),
  RiskReviewed: declare('A risk was looked at again.', { risk, reviewBy }),
  RiskClosed: declare('A risk is gone.', { risk }),
  RecommendationMade: declare('A party advised the other.', { recommendation, owner, reviewBy, description }),
  RecommendationDecided: declare('The other party decided on a recommendation.', {
    recommendation,
    decision: required(choice('accepted', 'rejected', 'deferred'), 'What was decided.'),
  }),
  ReviewHeld: declare('A review meeting was held.', {
    review: required(key, 'The id of the review in the terms.'),
    period: optional(period, 'The period it was about.'),
    attendees: optional(listOf(key), 'The parties that took part.'),
  }),
  ResponsibilityAssigned: declare('An area got an owner.', {
    area: required(key, 'The area, as the responsibility matrix names it.'),
    owner: required(party, 'The party that owns it.'),
    coordinatedBy: optional(party, 'The party that coordinates it.'),
  }),
};
