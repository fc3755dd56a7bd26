import { amount, date, declareFamily, key, optional, ownWords, required } from './field.js';

const declare = declareFamily('project');

const project = required(key, 'The project, by its key.');
const milestone = required(key, 'The milestone, by its key within the project.');

/** Project work beside the running service. */
export const projectFacts = {
  MilestonePlanned: declare('A milestone was agreed.', {
    project,
    milestone,
    dueDate: required(date, 'The last local date on which it is in time.'),
  }),
  MilestoneReplanned: declare('A milestone was moved by agreement.', {
    project,
    milestone,
    dueDate: required(date, 'The last local date on which it is in time from now on.'),
    reason: optional(ownWords, 'Why.'),
  }),
  MilestoneReached: declare('A milestone was reached.', { project, milestone }),
  BudgetReported: declare('A party reported where the money of a project stands.', {
    project,
    budget: required(amount, "The budget, in the agreement's currency."),
    spent: required(amount, "What is spent so far, in the agreement's currency."),
  }),
};
