import { amount, decimal, declareFamily, key, optional, period, required, truth } from './field.js';

const declare = declareFamily('measurement');

/** Figures measured outside of the ledger. */
export const measurementFacts = {
  MeasurementReported: declare(
    'A party reported what a service level came to, either as a value or as a fraction.',
    {
      serviceLevel: required(key, 'The id of the service level in the terms.'),
      period: optional(period, 'The period measured; without it, the one in which the fact happened.'),
      value: optional(decimal, 'The measured value, in the unit of the service level.'),
      numerator: optional(amount, 'What counted, e.g. tickets in time.'),
      denominator: optional(
        amount,
        'What was counted, e.g. all tickets; 0 where there was nothing to measure.',
      ),
      agreed: optional(truth, 'True where both parties agreed on the figure.'),
    },
    { rules: [{ rule: 'exactly-one-form', forms: [['value'], ['numerator', 'denominator']] }] },
  ),
  SurveyAnswered: declare('Someone answered a satisfaction survey.', {
    survey: required(key, 'The survey, by its key.'),
    score: required(decimal, 'The score given.'),
    ticket: optional(key, 'The ticket asked about.'),
    service: optional(key, 'The service asked about.'),
  }),
};
